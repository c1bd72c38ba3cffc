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
            let others = Self.methods.filter { $0 != method && !(method == .get && $0 == .head) }
            for other in others {
                on(RouterPath(path), method: other) { _, _ -> Response in
                    let error = RequestError("This path takes \(method.rawValue) alone.", status: 405)
                    var response = Response(error)
                    response.headers[.allow] = method.rawValue
                    return response
                }
            }
        }

        /// The methods of HTTP, with those that few clients send.
        private static var methods: [HTTPRequest.Method] {
            [.get, .head, .post, .put, .delete, .connect, .options, .trace, .patch, .init("QUERY")!]
        }
    }

    extension RequestContext {
        /// The name of the model in the path, or `nil` if there is none.
        var modelName: String? {
            parameters.get("name").map { PercentCoding.decoded($0) ?? $0 }
        }
    }
#endif
