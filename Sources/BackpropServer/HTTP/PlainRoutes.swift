#if Server
    import Backprop
    import Hummingbird

    /// The routes of a server's own protocol: rows in JSON or CSV to predictions.
    public struct PlainRoutes: Sendable {
        let service: PredictionService

        /// Creates the routes.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds the routes to a router: `/predict`, `/models`, `/models/NAME`, `/models/NAME/predict` and `/health`.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            router.on("/predict", .post) { request, _ in await predict(request, nil) }
            router.on("/models/:name/predict", .post) { request, context in
                await predict(request, context.modelName)
            }
            router.on("/health", .get) { _, _ in Response(json: ["status": "ok"]) }
            router.on("/models", .get) { _, _ in
                Response(json: ["models": JSONValue(service.models.all.map(\.summary))])
            }
            router.on("/models/:name", .get) { _, context in
                do throws(RequestError) {
                    let model = try service.models.model(named: context.modelName)
                    return Response(json: model.description)
                } catch {
                    return Response(error)
                }
            }
        }

        private func predict(_ request: Request, _ name: String?) async -> Response {
            await service.respond(to: request, .predict, .plain) { body in
                let model = try service.models.model(named: name)
                let choice = try AnswerChoice(request)
                guard !model.takesImages else {
                    let images = try ImageRequest(Array(buffer: body), type: request.contentType)
                    return Response(try service.answer(images, model, choice))
                }
                let form = try RowForm(contentOf: request)
                return Response(try service.answer(body, form, model, choice))
            }
        }
    }

    extension ServedModel {
        /// The name and the file of the model.
        var summary: JSONValue { ["name": JSONValue(name), "sha256": JSONValue(sha256)] }

        /// The summary with the columns.
        var description: JSONValue {
            var object = summary
            for member in schema.json.object ?? [:] { object[member.key] = member.value }
            object["card"] = ModelCard(model).json
            return object
        }
    }

    extension Request {
        /// The media type of the body without its parameters, or `nil` if the head has none.
        fileprivate var contentType: String? {
            headers[.contentType].map { text in
                text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
            }
        }
    }

    extension RowForm {
        /// Takes the form from the head of a request; without one, the body is JSON.
        init(contentOf request: Request) throws(RequestError) {
            guard let type = request.contentType else {
                self = .json
                return
            }
            switch type {
            case "application/json", "text/json": self = .json
            case "text/csv", "application/csv": self = .csv
            default:
                throw RequestError(
                    "The content type is \"\(type)\". Send rows as application/json or text/csv.", status: 415
                )
            }
        }

        /// Chooses the form of the answer by the head of a request; JSON comes first.
        init(acceptedBy request: Request) throws(RequestError) {
            guard let accepted = request.headers[.accept] else {
                self = .json
                return
            }
            let types = accepted.split(separator: ",").map { type in
                type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
            }
            for type in types {
                switch type {
                case "application/json", "application/*", "*/*":
                    self = .json
                    return
                case "text/csv", "text/*":
                    self = .csv
                    return
                default: continue
                }
            }
            throw RequestError(
                "The request accepts \"\(accepted)\". Answers are application/json or text/csv.", status: 406)
        }
    }

    extension AnswerChoice {
        /// Takes the settings from the head and the query of a request.
        init(_ request: Request) throws(RequestError) {
            self.init()
            form = try RowForm(acceptedBy: request)
            guard let query = request.uri.query, !query.isEmpty else { return }
            for (key, value) in request.uri.queryParameters {
                switch key {
                case "probabilities": columns.hasAllProbabilities = try Self.isOn(value, key)
                case "outside_training": columns.hasRemarks = try Self.isOn(value, key)
                case "exact": isExact = try Self.isOn(value, key)
                case "partial": isPartial = try Self.isOn(value, key)
                case "interval": interval = try Self.percentage(value, key)
                case "sets": sets = try Self.percentage(value, key)
                default:
                    throw RequestError(
                        "The query has an unknown key \"\(key)\". The keys are probabilities, outside_training, exact, partial, interval and sets."
                    )
                }
            }
        }

        private static func percentage(_ value: Substring, _ key: Substring) throws(RequestError) -> Int {
            guard let number = Int(value), (1...99).contains(number) else {
                throw RequestError(
                    "The query has \(key)=\(value), but a percentage from 1 to 99 was expected.")
            }
            return number
        }

        private static func isOn(_ value: Substring, _ key: Substring) throws(RequestError) -> Bool {
            switch value {
            case "true", "1", "": return true
            case "false", "0": return false
            default:
                throw RequestError("The query has \(key)=\(value), but true or false was expected.")
            }
        }
    }
#endif
