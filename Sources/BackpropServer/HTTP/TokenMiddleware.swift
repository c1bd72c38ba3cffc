#if Server
    import Hummingbird

    /// A check of the bearer token of requests (RFC 6750).
    ///
    /// Health is open, so that a balancer needs no token, and so are the files of pages: they hold no data, and a
    /// browser cannot send a token with an address. The page asks for the token.
    struct TokenMiddleware<Context: RequestContext>: RouterMiddleware {
        private let token: [UInt8]

        init(_ token: [UInt8]) { self.token = token }

        func handle(
            _ request: Request, context: Context, next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            if Self.isOpen(request.uri.path) || isValid(request.headers[.authorization]) {
                return try await next(request, context)
            }
            var response = Response(
                RequestError(
                    "The request needs the header \"Authorization: Bearer TOKEN\" with the server's token.",
                    status: 401))
            response.headers[.wwwAuthenticate] = "Bearer"
            return response
        }

        private static func isOpen(_ path: String) -> Bool {
            ["/", "/health", "/ping", "/v2/health/live", "/v2/health/ready"].contains(path)
                || path.hasPrefix("/web/")
        }

        private func isValid(_ header: String?) -> Bool {
            guard let header, header.prefix(7).lowercased() == "bearer " else { return false }
            return Self.areEqual(Array(header.utf8.dropFirst(7)), token)
        }

        /// Compares two texts in a time that depends on their lengths alone.
        static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
            var difference: UInt8 = left.count == right.count ? 0 : 1
            for index in right.indices { difference |= right[index] ^ (index < left.count ? left[index] : 0) }
            return difference == 0
        }
    }
#endif
