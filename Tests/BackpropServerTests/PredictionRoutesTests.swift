#if Server
    import Backprop
    import Hummingbird
    import HummingbirdTesting
    import Testing

    @testable import BackpropServer

    /// The routes, mounted into an application without a port.
    @Suite struct PredictionRoutesTests {
        static func service(
            _ names: [String] = ["garden"], limits: ServiceLimits = ServiceLimits()
        ) throws -> PredictionService {
            let bytes = try Garden.kind.get().safetensors().serialized()
            let models = try names.map {
                try ServedModel(
                    name: $0, bytes: bytes, source: "garden.safetensors", maximumRowCount: limits.rowCount)
            }
            return PredictionService(try ServedModels(models), limits: limits)
        }

        /// Sends a request, and returns the status and the body.
        static func send(
            _ service: PredictionService, _ method: HTTPRequest.Method, _ path: String,
            _ body: String = "", headers: HTTPFields = [:], token: [UInt8]? = nil
        ) async throws -> TestResponse {
            let router = Router()
            if let token { router.add(middleware: TokenMiddleware(token)) }
            PredictionRoutes(service).addRoutes(to: router)
            return try await Application(router: router).test(.router) { client in
                try await client.execute(
                    uri: path, method: method, headers: headers, body: ByteBuffer(string: body)
                ) { $0 }
            }
        }

        private static let row = "{\"height\":1.5,\"color\":\"red\",\"soil\":2}"

        @Test func rowsArePredicted() async throws {
            let service = try Self.service()
            let expected = try Answerer(Garden.kind.get()).text("[\(Self.row)]")
            for path in ["/predict", "/models/garden/predict"] {
                let response = try await Self.send(service, .post, path, "[\(Self.row)]")
                #expect(response.status == .ok)
                #expect(String(buffer: response.body) == expected)
                #expect(response.headers[.contentType] == "application/json")
            }
        }

        @Test func namesOfModelsArePartsOfPaths() async throws {
            let name = "my gärden"
            #expect(PercentCoding.encoded(name) == "my%20g%C3%A4rden")
            #expect(PercentCoding.decoded("my%20g%C3%A4rden") == name)
            #expect(["%", "%1", "%zz", "%FF"].allSatisfy { PercentCoding.decoded($0) == nil })
            let response = try await Self.send(
                Self.service([name]), .post, "/models/\(PercentCoding.encoded(name))/predict", "[\(Self.row)]"
            )
            #expect(response.status == .ok)
        }

        @Test func theAnswerHasTheFormThatIsAccepted() async throws {
            let service = try Self.service()
            let response = try await Self.send(
                service, .post, "/predict?probabilities=true&outside_training=false", "[\(Self.row)]",
                headers: [.accept: "text/csv"])
            #expect(response.headers[.contentType] == "text/csv; charset=utf-8")
            let lines = String(buffer: response.body).split(separator: "\n")
            #expect(lines[0] == "prediction,probability_herb,probability_tree" && lines.count == 2)
        }

        @Test(arguments: [
            (
                "/predict", ["a", "b"], 404,
                "There are several models, so that the path names one: /models/NAME/predict. The models are \"a\", \"b\"."
            ),
            ("/models/c/predict", ["a", "b"], 404, "There is no model \"c\". The models are \"a\", \"b\"."),
            (
                "/predict?all=true", ["a"], 400,
                "The query has an unknown key \"all\". The keys are probabilities, outside_training, exact, partial, interval and sets."
            ),
            ("/predict?exact=yes", ["a"], 400, "The query has exact=yes, but true or false was expected."),
        ]) func faultyPathsHaveErrors(
            _ path: String, _ names: [String], _ status: Int, _ message: String
        ) async throws {
            let response = try await Self.send(Self.service(names), .post, path, "[\(Self.row)]")
            #expect(response.status.code == status)
            let json = try JSONValue(parsing: String(buffer: response.body))
            #expect(json["error"]?["message"]?.string == message)
        }

        @Test func headsAreChecked() async throws {
            let service = try Self.service()
            let form = try await Self.send(
                service, .post, "/predict", "x", headers: [.contentType: "application/x-www-form-urlencoded"])
            #expect(form.status.code == 415)
            #expect(
                String(buffer: form.body)
                    == "{\"error\":{\"message\":\"The content type is \\\"application/x-www-form-urlencoded\\\". Send rows as application/json or text/csv.\"}}\n"
            )
            let image = try await Self.send(service, .post, "/predict", "[]", headers: [.accept: "image/png"])
            #expect(image.status.code == 406)
            let get = try await Self.send(service, .get, "/predict")
            #expect(get.status.code == 405 && get.headers[.allow] == "POST")
        }

        @Test func bodiesAndRequestsAreLimited() async throws {
            var limits = ServiceLimits()
            limits.bodyByteCount = 20
            let long = try await Self.send(Self.service(limits: limits), .post, "/predict", "[\(Self.row)]")
            #expect(long.status.code == 413)
            #expect(
                String(buffer: long.body)
                    == "{\"error\":{\"message\":\"The body has more than 20 bytes.\"}}\n")
            limits.requestCount = 0
            let service = try Self.service(limits: limits)
            let busy = try await Self.send(service, .post, "/predict", "[]")
            #expect(busy.status.code == 503 && busy.headers[.retryAfter] == "1")
            #expect(try await Self.send(service, .get, "/health").status == .ok)
        }

        @Test func aTokenIsNeeded() async throws {
            let service = try Self.service()
            let token = Array("secret".utf8)
            for header in [nil, "Bearer secre", "Bearer secrets", "Basic secret", "secret"] {
                var headers = HTTPFields()
                headers[.authorization] = header
                let response = try await Self.send(
                    service, .post, "/predict", "[\(Self.row)]", headers: headers, token: token)
                #expect(response.status.code == 401 && response.headers[.wwwAuthenticate] == "Bearer")
            }
            let response = try await Self.send(
                service, .post, "/predict", "[\(Self.row)]", headers: [.authorization: "Bearer secret"],
                token: token)
            #expect(response.status == .ok)
            #expect(try await Self.send(service, .get, "/v2/health/live", token: token).status == .ok)
        }

        @Test func aModelIsReplaced() throws {
            let service = try Self.service()
            let old = try #require(service.models["garden"])
            let bytes = try Garden.height.get().safetensors().serialized()
            service.models.replace(
                by: try ServedModel(name: "garden", bytes: bytes, source: "garden.safetensors"))
            #expect(service.models["garden"]?.sha256 != old.sha256)
            #expect(service.models.names == ["garden"])
        }

        @Test func namesAreDistinct() {
            let error = #expect(throws: ServerError.self) { try Self.service(["a", "a"]) }
            #expect(
                error?.description
                    == "Two model files have the name \"a\", by which requests would name them. Rename one.")
        }
    }

    /// The protocols of other servers.
    @Suite struct ProtocolRoutesTests {
        @Test func inferenceHasTheSamePredictions() async throws {
            let service = try PredictionRoutesTests.service()
            let body = """
                {"id":"7","inputs":[{"name":"height","datatype":"FP64","shape":[1,1],"data":[1.5]},
                {"name":"color","datatype":"BYTES","shape":[1,1],"data":["red"]},
                {"name":"soil","datatype":"INT64","shape":[1,1],"data":[2]}]}
                """
            let response = try await PredictionRoutesTests.send(
                service, .post, "/v2/models/garden/infer", body)
            let json = try JSONValue(parsing: String(buffer: response.body))
            #expect(json["id"]?.string == "7" && json["model_name"]?.string == "garden")
            let plain = try JSONValue(
                parsing: Answerer(Garden.kind.get()).text("[{\"height\":1.5,\"color\":\"red\",\"soil\":2}]"))
            let row = try #require(plain["predictions"]?[0])
            #expect(json["outputs"]?[0]?["data"]?[0] == row["prediction"])
            #expect(json["outputs"]?[1]?["data"]?.array?.contains(row["probability"]!) == true)
        }

        @Test func errorsHaveTheShapeOfTheProtocol() async throws {
            let service = try PredictionRoutesTests.service()
            let inference = try await PredictionRoutesTests.send(
                service, .post, "/v2/models/garden/infer", "{}")
            #expect(inference.status.code == 400)
            #expect(
                String(buffer: inference.body)
                    == "{\"error\":\"\\\"inputs\\\" was expected to be a list.\"}\n")
            let scoring = try await PredictionRoutesTests.send(service, .post, "/invocations", "[]")
            #expect(
                String(buffer: scoring.body)
                    == "{\"error_code\":\"BAD_REQUEST\",\"message\":\"The body was expected to be an object.\"}\n"
            )
        }

        @Test func scoringReturnsLabels() async throws {
            let service = try PredictionRoutesTests.service()
            let response = try await PredictionRoutesTests.send(
                service, .post, "/invocations", "{\"instances\":[[1.5,\"red\",2]]}")
            let label = try Garden.kind.get().predict(
                Table(reading: Array("height,color,soil\n1.5,red,2\n".utf8), source: "row")
            ).labels[0]
            #expect(String(buffer: response.body) == "{\"predictions\":[\"\(label)\"]}\n")
        }

        @Test func metricsCount() async throws {
            let service = try PredictionRoutesTests.service()
            _ = try await PredictionRoutesTests.send(
                service, .post, "/predict", "[{\"height\":null,\"color\":\"black\",\"soil\":2}]")
            let text = String(
                buffer: try await PredictionRoutesTests.send(service, .get, "/metrics").body)
            for line in [
                "backprop_requests_total{route=\"predict\",code=\"200\"} 1",
                "backprop_request_duration_seconds_count{route=\"predict\"} 1",
                "backprop_rows_total{model=\"garden\"} 1",
                "backprop_missing_values_total{model=\"garden\",column=\"height\"} 1",
                "backprop_unseen_categories_total{model=\"garden\",column=\"color\"} 1",
                "backprop_requests_in_progress 0",
            ] {
                #expect(text.split(separator: "\n").contains { $0 == line }, "\(line)")
            }
        }

        @Test(arguments: [
            "/health", "/models", "/models/garden", "/v2", "/v2/health/live", "/v2/health/ready",
            "/v2/models/garden", "/v2/models/garden/ready", "/ping", "/version", "/openapi.json",
        ]) func descriptionsAnswer(_ path: String) async throws {
            let service = try PredictionRoutesTests.service()
            let response = try await PredictionRoutesTests.send(service, .get, path)
            #expect(response.status == .ok && response.body.readableBytes > 0)
            let head = try await PredictionRoutesTests.send(service, .head, path)
            #expect(head.status == .ok && head.body.readableBytes == 0)
        }
    }
#endif
