#if Server
    import Hummingbird
    import Logging

    /// A log of requests: method, path, status and duration, and never data.
    struct RequestLogMiddleware<Context: RequestContext>: RouterMiddleware {
        private let logger: Logger

        init(_ logger: Logger) { self.logger = logger }

        func handle(
            _ request: Request, context: Context, next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            let start = ContinuousClock.now
            let response = try await next(request, context)
            let (seconds, fraction) = start.duration(to: .now).components
            let microseconds = seconds * 1_000_000 + fraction / 1_000_000_000_000
            logger.info(
                "request",
                metadata: [
                    "request": "\(context.id)", "method": "\(request.method.rawValue)",
                    "path": "\(request.uri.path)", "status": "\(response.status.code)",
                    "microseconds": "\(microseconds)",
                ])
            return response
        }
    }
#endif
