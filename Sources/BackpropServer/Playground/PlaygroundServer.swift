#if Server
    import Backprop
    import Hummingbird
    import Logging

    /// A server of the playground, which only programs of this machine reach.
    public struct PlaygroundServer: Sendable {
        private let session: PlaygroundSession
        private let port: Int
        private let token: String

        /// Prepares a server for a session.
        ///
        /// - Parameter port: The port to listen on, or 0 for a free one.
        public init(_ session: PlaygroundSession, port: Int = 0) {
            (self.session, self.port) = (session, port)
            var generator = SystemRandomNumberGenerator()
            token = (0..<2).map { _ in
                let text = String(generator.next(), radix: 16)
                return String(repeating: "0", count: 16 - text.count) + text
            }.joined()
        }

        /// Runs the server until the process is told to end.
        ///
        /// - Parameter onListening: A function that is called with the address of the page.
        /// - Throws: ``ServerError`` if the server cannot listen.
        public func run(onListening: @escaping @Sendable (String) -> Void) async throws {
            var logger = Logger(label: "backprop") { _ in JSONLogHandler() }
            logger.logLevel = .error
            let router = Router()
            router.add(middleware: UnknownPathMiddleware())
            PlaygroundRoutes(session: session, token: token).addRoutes(to: router)
            let application = Application(
                router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
                onServerRunning: { [port, token] channel in
                    onListening("http://127.0.0.1:\(channel.localAddress?.port ?? port)/\(token)/")
                },
                logger: logger)
            do {
                // A signal ends the process at once: streams never end by themselves, and there is nothing to save.
                try await application.runService(gracefulShutdownSignals: [])
            } catch {
                var settings = ServerSettings(models: [])
                settings.port = port
                throw settings.explained(error)
            }
        }
    }
#endif
