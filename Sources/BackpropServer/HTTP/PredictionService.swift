#if Server
    import Backprop
    import Hummingbird
    import NIOCore
    import NIOPosix

    /// The work behind the routes: it admits requests, predicts and counts.
    ///
    /// Small requests are answered on the thread that read them, large ones on threads of their own, so that health stays
    /// fast.
    public final class PredictionService: Sendable {
        /// The models.
        public let models: ServedModels
        /// The limits.
        public let limits: ServiceLimits
        let metrics: ServiceMetrics
        let admission: Admission
        private let threads: NIOThreadPool

        /// The number of bytes up to which a request is small.
        private static let smallByteCount = 1 << 14

        /// Creates a service.
        ///
        /// - Parameters:
        ///   - models: The models.
        ///   - limits: The limits.
        ///   - threads: The threads for large requests.
        public init(
            _ models: ServedModels, limits: ServiceLimits = ServiceLimits(),
            threads: NIOThreadPool = .singleton
        ) {
            (self.models, self.limits, self.threads) = (models, limits, threads)
            metrics = ServiceMetrics()
            admission = Admission(limits)
        }

        /// Answers a request: admits it, reads its body, and counts it.
        func respond(
            to request: Request, _ route: ServiceMetrics.Route, _ shape: ErrorShape,
            _ body: @escaping @Sendable (ByteBuffer) throws -> Response
        ) async -> Response {
            let start = ContinuousClock.now
            let response: Response
            let bytes = min(request.announcedByteCount, limits.bodyByteCount)
            if admission.enter(bytes: bytes) {
                let admitted = AdmittedRequest(admission, bytes: bytes)
                response = await answer(request, admitted, shape, body)
                admitted.leave()
            } else {
                response = Response(.busy, shape)
            }
            metrics.count(route, response.status.code, start.duration(to: .now))
            return response
        }

        private func answer(
            _ request: Request, _ admitted: AdmittedRequest, _ shape: ErrorShape,
            _ body: @escaping @Sendable (ByteBuffer) throws -> Response
        ) async -> Response {
            do {
                let content = try await request.wholeBody(limits, admitted)
                guard content.readableBytes > Self.smallByteCount else { return try body(content) }
                return try await threads.runIfActive { try body(content) }
            } catch {
                return Response(RequestError(error), shape)
            }
        }

        /// Answers rows by a model.
        func answer(_ body: ByteBuffer, _ form: RowForm, _ model: ServedModel, _ choice: AnswerChoice) throws
            -> Answer
        {
            let answer = try model.withAnswerer { answerer in
                try body.withUnsafeReadableBytes { bytes in
                    switch form {
                    case .json: try answerer.answer(json: bytes.bindMemory(to: UInt8.self), choice)
                    case .csv: try answerer.answer(csv: Array(bytes), choice)
                    }
                }
            }
            metrics.count(answer.report, rows: answer.rowCount, model: model.name)
            return answer
        }

        /// Answers images by a model.
        func answer(_ images: ImageRequest, _ model: ServedModel, _ choice: AnswerChoice) throws -> Answer {
            let answer = try model.withAnswerer { try $0.answer(images, choice) }
            metrics.count(answer.report, rows: answer.rowCount, model: model.name)
            return answer
        }

        /// Predicts rows by a model; `nil` stands for no rows.
        func predictions(
            of model: ServedModel, _ body: (Answerer) throws -> Predictions?
        ) throws -> Predictions? {
            let predictions = try model.withAnswerer(body)
            if let predictions {
                metrics.count(predictions.report, rows: predictions.rowCount, model: model.name)
            }
            return predictions
        }
    }
#endif
