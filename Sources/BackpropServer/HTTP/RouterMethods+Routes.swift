#if Server
    import Hummingbird

    extension RouterMethods {
        /// Adds a route, and answers the other methods of its path with the status 405.
        ///
        /// A route for GET answers HEAD too, without a body.
        func on(
            _ path: String, _ method: HTTPRequest.Method,
            _ respond: @escaping @Sendable (Request, Context) async -> Response
        ) {
            on(RouterPath(path), method: method) { request, context -> Response in
                await respond(request, context)
            }
            if method == .get {
                on(RouterPath(path), method: .head) { request, context -> Response in
                    await respond(request, context).createHeadResponse()
                }
            }
            let others: [HTTPRequest.Method] = [.get, .post, .put, .delete, .patch, .head, .options, .trace]
            for other in others where other != method && !(method == .get && other == .head) {
                on(RouterPath(path), method: other) { _, _ -> Response in
                    let error = RequestError("This path takes \(method.rawValue) alone.", status: 405)
                    var response = Response(error)
                    response.headers[.allow] = method.rawValue
                    return response
                }
            }
        }
    }
#endif
