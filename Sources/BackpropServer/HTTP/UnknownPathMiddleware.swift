#if Server
    import Hummingbird

    /// An answer in JSON for paths that are unknown.
    struct UnknownPathMiddleware<Context: RequestContext>: RouterMiddleware {
        func handle(
            _ request: Request, context: Context, next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            do {
                return try await next(request, context)
            } catch let error as HTTPError where error.status == .notFound {
                let message = "There is nothing at this path. GET /openapi.json lists all paths."
                return Response(RequestError(message, status: 404))
            }
        }
    }
#endif
