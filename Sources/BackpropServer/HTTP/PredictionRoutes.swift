#if Server
    import Hummingbird

    /// All routes of a server, for an application of your own:
    ///
    /// ```swift
    /// let model = try ServedModel(name: "iris", bytes: bytes, source: "iris.safetensors")
    /// let service = PredictionService(try ServedModels([model]))
    /// let router = Router()
    /// PredictionRoutes(service).addRoutes(to: router.group("models"))
    /// try await Application(router: router).runService()
    /// ```
    public struct PredictionRoutes: Sendable {
        /// The version of the program in the answers of protocols.
        static let version = "0.1.0"

        private let service: PredictionService

        /// Creates the routes.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds all routes to a router, or to a group of one.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            PlainRoutes(service).addRoutes(to: router)
            InferenceRoutes(service).addRoutes(to: router)
            ScoringRoutes(service).addRoutes(to: router)
            MetricsRoute(service).addRoutes(to: router)
            DescriptionRoute(service).addRoutes(to: router)
            WebRoutes(files: .page).addRoutes(to: router)
        }
    }
#endif
