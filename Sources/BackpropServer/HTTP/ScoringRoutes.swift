#if Server
    import Backprop
    import Hummingbird

    /// The routes of MLflow's scoring protocol: `/invocations`, `/ping` and `/version`, for a server of one model.
    public struct ScoringRoutes: Sendable {
        let service: PredictionService

        /// Creates the routes.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds the routes to a router.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            router.on("/ping", .get) { _, _ in Response(text: "\n") }
            router.on("/version", .get) { _, _ in Response(text: PredictionRoutes.version) }
            router.on("/invocations", .post) { request, _ in
                await service.respond(to: request, .invocations, .scoring) { body in
                    let model = try service.models.model(named: nil)
                    let form = try RowForm(contentOf: request)
                    let predictions = try service.predictions(of: model) { answerer in
                        switch form {
                        case .csv: return try answerer.predictions(csv: Array(buffer: body))
                        case .json:
                            let columns = model.schema.inputs.map(\.name)
                            return try answerer.predictions(
                                records: ScoringRequest.records(Array(buffer: body), columns: columns))
                        }
                    }
                    return Response(json: ["predictions": PredictionTensors(predictions).scores])
                }
            }
        }
    }
#endif
