#if Server
    import Backprop

    /// The description of a server by OpenAPI 3.1.
    struct OpenAPIDocument {
        private let models: [ServedModel]

        init(_ models: [ServedModel]) { self.models = models }

        /// The document as JSON.
        var json: JSONValue {
            var paths: JSONValue = [
                "/health": Self.get("Whether the server runs.", ["type": "object"]),
                "/models": Self.get("The models.", Self.listOfModels),
                "/metrics": Self.get("Metrics of Prometheus.", ["type": "string"], "text/plain"),
                "/openapi.json": Self.get("This description.", ["type": "object"]),
                "/ping": Self.get(
                    "Whether the server runs, as MLflow asks.", ["type": "string"], "text/plain"),
                "/version": Self.get("The version of the program.", ["type": "string"], "text/plain"),
                "/v2": Self.get("The server by the Open Inference Protocol.", ["type": "object"]),
                "/v2/health/live": Self.get("Whether the server runs.", ["type": "object"]),
                "/v2/health/ready": Self.get("Whether the server is ready.", ["type": "object"]),
            ]
            if models.count == 1, let model = models.first {
                paths["/predict"] = Self.predict(model)
                if !model.takesImages { paths["/invocations"] = Self.invocations(model) }
            }
            for model in models {
                let path = PercentCoding.encoded(model.name)
                paths["/models/\(path)"] = Self.get("The columns of the model.", ["type": "object"])
                paths["/models/\(path)/predict"] = Self.predict(model)
                paths["/v2/models/\(path)"] = Self.get("The tensors of the model.", ["type": "object"])
                paths["/v2/models/\(path)/ready"] = Self.get(
                    "Whether the model is ready.", ["type": "object"])
                if !model.takesImages { paths["/v2/models/\(path)/infer"] = Self.infer(model) }
            }
            return [
                "openapi": "3.1.0",
                "info": ["title": "Backprop", "version": JSONValue(PredictionRoutes.version)],
                "paths": paths, "components": Self.components,
            ]
        }

        private static let listOfModels: JSONValue = [
            "type": "object", "required": ["models"],
            "properties": ["models": ["type": "array", "items": ["type": "object"]]],
        ]

        private static func get(
            _ summary: String, _ schema: JSONValue, _ type: String = "application/json"
        ) -> JSONValue {
            [
                "get": [
                    "summary": JSONValue(summary),
                    "responses": ["200": response("The answer.", schema, type)],
                ]
            ]
        }

        private static func response(
            _ description: String, _ schema: JSONValue, _ type: String = "application/json"
        ) -> JSONValue {
            ["description": JSONValue(description), "content": content(schema, type)]
        }

        private static func content(_ schema: JSONValue, _ type: String) -> JSONValue {
            var content: JSONValue = [:]
            content[type] = ["schema": schema]
            return content
        }

        /// Returns the answers to faulty requests.
        private static func failures(_ schema: JSONValue) -> [(String, JSONValue)] {
            let sentences = [
                ("400", "The body is not valid."), ("406", "The form of the answer is unknown."),
                ("413", "The body is too long."), ("415", "The form of the body is unknown."),
                ("422", "A row cannot be predicted."), ("503", "The server is busy."),
            ]
            return sentences.map { ($0, response($1, schema)) }
        }

        private static func post(
            _ summary: String, body: JSONValue, answer: JSONValue, error: JSONValue,
            parameters: JSONValue = []
        ) -> JSONValue {
            var responses: JSONValue = [:]
            responses["200"] = response("The predictions.", answer)
            for (status, response) in failures(error) { responses[status] = response }
            return [
                "post": [
                    "summary": JSONValue(summary), "parameters": parameters,
                    "requestBody": ["required": true, "content": content(body, "application/json")],
                    "responses": responses,
                ]
            ]
        }
    }

    /// The operations that take rows.
    extension OpenAPIDocument {
        private static let error: JSONValue = [
            "type": "object", "required": ["error"],
            "properties": [
                "error": [
                    "type": "object", "required": ["message"],
                    "properties": ["message": ["type": "string"], "column": ["type": "string"]],
                ]
            ],
        ]

        private static func predict(_ model: ServedModel) -> JSONValue {
            if model.takesImages { return predictImages() }
            let rows: JSONValue = ["type": "array", "items": row(model)]
            let faulty: JSONValue = ["type": "array", "items": ["type": "object"]]
            let names = ["probabilities", "outside_training", "exact"]
            let parameters = names.map { name -> JSONValue in
                [
                    "name": JSONValue(name), "in": "query", "required": false,
                    "schema": ["type": "boolean"],
                ]
            }
            return post(
                "The predictions of rows.",
                body: ["anyOf": [rows, request(rows, partial: false), request(faulty, partial: true)]],
                answer: predictions, error: error,
                parameters: JSONValue(parameters))
        }

        /// The schema of predictions.
        private static let predictions: JSONValue = [
            "type": "object", "required": ["rows", "predictions", "input"],
            "properties": [
                "rows": ["type": "integer"],
                "predictions": ["type": "array", "items": ["type": ["object", "null"]]],
                "input": ["type": "object"],
            ],
        ]

        private static func predictImages() -> JSONValue {
            let file: JSONValue = ["type": "string", "contentEncoding": "base64"]
            return post(
                "The classes of images, PNG or JPEG files in base64.",
                body: [
                    "type": "object", "required": ["images"], "additionalProperties": false,
                    "properties": ["images": ["type": "array", "items": file]],
                ],
                answer: predictions, error: error)
        }

        /// Returns the schema of an object with rows, any of which may be faulty if the answer is partial.
        private static func request(_ rows: JSONValue, partial: Bool) -> JSONValue {
            [
                "type": "object", "required": partial ? ["rows", "partial"] : ["rows"],
                "additionalProperties": false,
                "properties": ["rows": rows, "partial": ["const": JSONValue(partial)]],
            ]
        }

        /// Returns the schema of a row.
        private static func row(_ model: ServedModel) -> JSONValue {
            var properties: JSONValue = [:]
            for input in model.schema.inputs {
                properties[input.name] = input.isNumber ? number : ["$ref": "#/components/schemas/Value"]
            }
            return [
                "type": "object", "properties": properties,
                "required": JSONValue(model.schema.inputs.map { JSONValue($0.name) }),
                "additionalProperties": ["$ref": "#/components/schemas/Cell"],
            ]
        }

        /// A number or a missing one.
        private static let number: JSONValue = [
            "anyOf": [["type": "number"], ["type": "null"], ["const": ""]]
        ]

        /// The values of cells: a list is kept as its text, and an object is flattened.
        fileprivate static let components: JSONValue = [
            "schemas": [
                "Value": [
                    "anyOf": [
                        ["type": ["string", "number", "boolean", "null"]],
                        ["type": "array", "items": ["$ref": "#/components/schemas/Value"]],
                    ]
                ],
                "Cell": [
                    "anyOf": [
                        ["$ref": "#/components/schemas/Value"],
                        ["type": "object", "additionalProperties": ["$ref": "#/components/schemas/Cell"]],
                    ]
                ],
            ]
        ]

        private static func invocations(_ model: ServedModel) -> JSONValue {
            let error: JSONValue = [
                "type": "object", "required": ["error_code", "message"],
                "properties": ["error_code": ["type": "string"], "message": ["type": "string"]],
            ]
            return post(
                "Predictions by MLflow's protocol.",
                body: [
                    "type": "object", "required": ["dataframe_records"],
                    "properties": [
                        "dataframe_records": ["type": "array", "items": row(model)], "params": [:],
                    ],
                    "additionalProperties": false,
                ],
                answer: [
                    "type": "object", "required": ["predictions"],
                    "properties": ["predictions": ["type": "array"]],
                ], error: error)
        }

        private static func infer(_ model: ServedModel) -> JSONValue {
            let tensors = model.schema.inputs.map { input -> JSONValue in
                [
                    "type": "object", "required": ["name", "shape", "datatype", "data"],
                    "properties": [
                        "name": ["const": JSONValue(input.name)],
                        "datatype": ["const": input.isNumber ? "FP64" : "BYTES"],
                        "shape": ["const": [1, 1]],
                        "data": [
                            "type": "array", "minItems": 1, "maxItems": 1,
                            "items": input.isNumber
                                ? ["type": ["number", "null"]] : ["type": ["string", "null"]],
                        ],
                    ],
                ]
            }
            return post(
                "Predictions by the Open Inference Protocol, here of one row.",
                body: [
                    "type": "object", "required": ["inputs"],
                    "properties": [
                        "inputs": [
                            "type": "array", "prefixItems": JSONValue(tensors), "items": false,
                            "minItems": JSONValue(tensors.count),
                        ]
                    ],
                ],
                answer: [
                    "type": "object", "required": ["model_name", "outputs"],
                    "properties": ["model_name": ["type": "string"], "outputs": ["type": "array"]],
                ],
                error: [
                    "type": "object", "required": ["error"],
                    "properties": ["error": ["type": "string"]],
                ])
        }
    }
#endif
