#if Server
    import HummingbirdCore
    import NIOCore
    import NIOHTTPTypes

    /// A delay of closing until the answers before it are sent.
    ///
    /// When the server ends, Hummingbird closes a connection right after it writes the last answer. Without the delay, a
    /// client that reads slowly would lose what the system had not taken yet.
    final class FlushingHandler: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = HTTPRequestPart
        typealias InboundOut = HTTPRequestPart
        typealias OutboundIn = HTTPResponsePart
        typealias OutboundOut = HTTPResponsePart

        /// The time after which a connection is closed although its client does not read.
        private let patience: TimeAmount
        /// The number of answers that are written and not sent.
        private var unsent = 0
        private var closing: EventLoopPromise<Void>?
        private var deadline: Scheduled<Void>?

        init(patience: TimeAmount) { self.patience = patience }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard case .end = unwrapOutboundIn(data) else {
                context.write(data, promise: promise)
                return
            }
            unsent += 1
            let sent = promise ?? context.eventLoop.makePromise()
            let (this, place) = (NIOLoopBound(self, eventLoop: context.eventLoop), context.loopBound)
            sent.futureResult.whenComplete { _ in this.value.endAnswer(place.value) }
            context.write(data, promise: sent)
        }

        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            guard mode == .all, unsent > 0 else {
                context.close(mode: mode, promise: promise)
                return
            }
            if let closing {
                if let promise { closing.futureResult.cascade(to: promise) }
                return
            }
            closing = promise ?? context.eventLoop.makePromise()
            let (this, place) = (NIOLoopBound(self, eventLoop: context.eventLoop), context.loopBound)
            deadline = context.eventLoop.scheduleTask(in: patience) { this.value.finish(place.value) }
        }

        func handlerRemoved(context: ChannelHandlerContext) { finish(context) }

        private func endAnswer(_ context: ChannelHandlerContext) {
            unsent -= 1
            if unsent == 0 { finish(context) }
        }

        /// Closes the connection if that was asked for.
        private func finish(_ context: ChannelHandlerContext) {
            guard let promise = closing else { return }
            closing = nil
            deadline?.cancel()
            context.close(promise: promise)
        }
    }
#endif
