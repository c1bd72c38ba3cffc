#if Server
    import Hummingbird

    /// The route `/openapi.json`, which describes the server by OpenAPI 3.1.
    public struct DescriptionRoute: Sendable {
        let service: PredictionService

        /// Creates the route.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds the route to a router.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            router.on("/openapi.json", .get) { _, _ in
                Response(json: OpenAPIDocument(service.models.all).json)
            }
        }
    }
#endif
