#if Server
    import Backprop
    import Hummingbird
    import HummingbirdCore
    import HummingbirdTLS
    import Logging
    import NIOCore
    import NIOPosix
    import NIOSSL

    /// A server of its own: routes, models that are watched, log and TLS.
    public struct PredictionServer: Sendable {
        private let settings: ServerSettings
        private let files: ModelFiles
        private let stamps: [FileStamp?]
        private let service: PredictionService
        private let token: [UInt8]?
        private let builder: HTTPServerBuilder
        private let logger: Logger

        /// Reads models, token and certificate, so that a mistake shows before the server listens.
        ///
        /// - Throws: ``ServerError``, or an error of the library about a model file.
        public init(_ settings: ServerSettings) throws {
            self.settings = settings
            var logger = Logger(label: "backprop") { _ in JSONLogHandler() }
            logger.logLevel = .warning
            self.logger = logger
            builder = try settings.builder()
            token = try settings.token()
            files = try ModelFiles(settings.models)
            stamps = files.files.map { FileStamp($0.path) }
            let models = try files.files.map { try $0.model(settings.limits) }
            service = PredictionService(try ServedModels(models), limits: settings.limits)
        }

        /// Runs the server until the process is told to end, and ends once all requests are answered.
        ///
        /// - Parameter onListening: A function that is called with the address once the server listens.
        /// - Throws: ``ServerError`` if the server cannot listen.
        public func run(onListening: @escaping @Sendable (String) -> Void) async throws {
            let router = Router()
            if settings.logsRequests { router.add(middleware: RequestLogMiddleware(events)) }
            if let token { router.add(middleware: TokenMiddleware(token)) }
            router.add(middleware: UnknownPathMiddleware())
            PredictionRoutes(service).addRoutes(to: router)
            let scheme = settings.certificate == nil ? "http" : "https"
            let application = Application(
                router: router, server: builder,
                configuration: .init(
                    address: .hostname(settings.host, port: settings.port), backlog: 4096),
                onServerRunning: { [settings] channel in
                    onListening("\(scheme)://\(settings.host):\(channel.localAddress?.port ?? settings.port)")
                },
                logger: logger)
            var watcher = ModelWatcher(files, stamps: stamps, service, events)
            let watch = Task { await watcher.run() }
            defer { watch.cancel() }
            do {
                try await application.runService()
            } catch {
                throw settings.explained(error)
            }
        }

        /// The log of events of this server, which are fewer than those of Hummingbird.
        private var events: Logger {
            var events = logger
            events.logLevel = .info
            return events
        }
    }

    extension ServerSettings {
        /// Returns the token of the file, or `nil` if none is set.
        fileprivate func token() throws -> [UInt8]? {
            guard let tokenFile else { return nil }
            let bytes = try WholeFile.read(tokenFile, limit: 1 << 16)
            let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
            let token = Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
            guard !token.isEmpty else { throw ServerError.emptyToken(path: tokenFile) }
            return token
        }

        /// Returns the protocol to serve: HTTP, over TLS if there is a certificate.
        fileprivate func builder() throws -> HTTPServerBuilder {
            let plain = HTTPServerBuilder.http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        FlushingHandler(patience: .seconds(Int64(limits.secondsOfIdleConnection)))
                    ],
                    idleTimeout: .seconds(Int64(limits.secondsOfIdleConnection))))
            switch (certificate, key) {
            case (nil, nil): return plain
            case (.some, nil): throw ServerError.certificateWithoutKey
            case (nil, .some): throw ServerError.keyWithoutCertificate
            case (let certificate?, let key?):
                for path in [certificate, key] { _ = try WholeFile.read(path, limit: 1 << 24) }
                do {
                    let chain = try NIOSSLCertificate.fromPEMFile(certificate).map {
                        NIOSSLCertificateSource.certificate($0)
                    }
                    let configuration = TLSConfiguration.makeServerConfiguration(
                        certificateChain: chain,
                        privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
                    _ = try NIOSSLContext(configuration: configuration)
                    return try .tls(plain, tlsConfiguration: configuration)
                } catch {
                    throw ServerError.invalidCertificate(
                        certificate: certificate, key: key, reason: "\(error)")
                }
            }
        }

        /// Returns an error of the system about the port in a sentence.
        func explained(_ error: any Error) -> any Error {
            guard let error = error as? IOError else { return error }
            if error.errnoCode == EADDRINUSE { return ServerError.portInUse(host: host, port: port) }
            return ServerError.cannotListen(
                host: host, port: port, reason: String(cString: strerror(error.errnoCode)))
        }
    }
#endif
