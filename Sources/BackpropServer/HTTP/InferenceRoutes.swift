#if Server
    import Backprop
    import HTTPTypes
    import Hummingbird

    /// The routes of the Open Inference Protocol, version 2: health, metadata and inference.
    public struct InferenceRoutes: Sendable {
        let service: PredictionService

        /// Creates the routes.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds the routes to a router, all below `/v2`.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            router.on("/v2", .get) { _, _ in
                Response(json: [
                    "name": "backprop", "version": JSONValue(PredictionRoutes.version),
                    "extensions": ["binary_tensor_data"],
                ])
            }
            router.on("/v2/health/live", .get) { _, _ in Response(json: ["live": true]) }
            router.on("/v2/health/ready", .get) { _, _ in Response(json: ["ready": true]) }
            router.on("/v2/models/:name", .get) { _, context in
                describe(context.modelName) { $0.inferenceMetadata }
            }
            router.on("/v2/models/:name/ready", .get) { _, context in
                describe(context.modelName) { ["name": JSONValue($0.name), "ready": true] }
            }
            router.on("/v2/models/:name/infer", .post) { request, context in
                await infer(request, context.modelName)
            }
        }

        private func describe(_ name: String?, _ json: (ServedModel) -> JSONValue) -> Response {
            do throws(RequestError) {
                return Response(json: json(try service.models.model(named: name)))
            } catch {
                return Response(error, .inference)
            }
        }

        private func infer(_ request: Request, _ name: String?) async -> Response {
            await service.respond(to: request, .infer, .inference) { body in
                let model = try service.models.model(named: name)
                let inference = try InferenceRequest(
                    Array(buffer: body), headLength: try request.inferenceHeadLength,
                    columns: model.schema.inputs.map(\.name))
                let predictions = try service.predictions(of: model) {
                    try $0.predictions(records: inference.records)
                }
                return try Response(PredictionTensors(predictions), to: inference, by: model)
            }
        }
    }

    extension Request {
        /// The number of bytes of JSON before binary data, or `nil` if there are no binary data.
        fileprivate var inferenceHeadLength: Int? {
            get throws(RequestError) {
                guard let text = headers[.inferenceHeadLength] else { return nil }
                guard let length = Int(text) else {
                    throw RequestError(
                        "Inference-Header-Content-Length is \"\(text)\", but a number of bytes was expected."
                    )
                }
                return length
            }
        }
    }

    extension HTTPField.Name {
        /// The number of bytes of JSON before binary data.
        fileprivate static let inferenceHeadLength = Self("Inference-Header-Content-Length")!
    }

    extension ServedModel {
        /// The inputs and outputs as tensors.
        fileprivate var inferenceMetadata: JSONValue {
            let inputs = schema.inputs.map { field -> JSONValue in
                [
                    "name": JSONValue(field.name), "datatype": field.isNumber ? "FP64" : "BYTES",
                    "shape": [-1, 1],
                ]
            }
            return [
                "name": JSONValue(name), "versions": [JSONValue(String(sha256.prefix(12)))],
                "platform": "backprop", "inputs": JSONValue(inputs),
                "outputs": JSONValue(schema.tensors),
            ]
        }
    }

    extension Response {
        /// Creates the answer to an inference: JSON, with binary outputs behind it.
        fileprivate init(
            _ predictions: PredictionTensors, to request: InferenceRequest, by model: ServedModel
        ) throws(RequestError) {
            let known = model.schema.tensors.compactMap { $0["name"]?.string }
            let outputs = request.outputs ?? known.map { .init(name: $0, isBinary: request.isBinary) }
            var (list, data) = ([JSONValue](), [UInt8]())
            for output in outputs {
                guard known.contains(output.name) else {
                    throw RequestError(
                        "There is no output \"\(output.name)\". The outputs are "
                            + known.map { "\"\($0)\"" }.joined(separator: " and ") + ".")
                }
                guard let tensor = predictions.tensors.first(where: { $0.name == output.name }) else {
                    continue
                }
                var json: JSONValue = [
                    "name": JSONValue(tensor.name), "datatype": JSONValue(tensor.dataType),
                    "shape": [JSONValue(predictions.rowCount), JSONValue(tensor.width)],
                ]
                if output.isBinary {
                    let bytes = tensor.bytes
                    json["parameters"] = ["binary_data_size": JSONValue(bytes.count)]
                    data += bytes
                } else {
                    json["data"] = tensor.json
                }
                list.append(json)
            }
            var answer: JSONValue = [
                "model_name": JSONValue(model.name),
                "model_version": JSONValue(String(model.sha256.prefix(12))),
            ]
            if let id = request.id { answer["id"] = JSONValue(id) }
            answer["outputs"] = JSONValue(list)
            guard outputs.contains(where: \.isBinary) else {
                self.init(json: answer)
                return
            }
            let head = Array(((try? answer.text()) ?? "{}").utf8)
            self.init(.ok, head + data, type: "application/octet-stream")
            headers[.inferenceHeadLength] = String(head.count)
        }
    }

    extension ServedSchema {
        /// The outputs as tensors.
        fileprivate var tensors: [JSONValue] {
            func tensor(_ name: String, _ type: String, _ width: Int) -> JSONValue {
                [
                    "name": JSONValue(name), "datatype": JSONValue(type),
                    "shape": [-1, JSONValue(width)],
                ]
            }
            return tensorShapes.map { tensor($0.name, $0.type, $0.width) }
        }
    }
#endif
