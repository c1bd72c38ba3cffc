#if Server
    import Backprop
    import Hummingbird

    extension Response {
        /// Creates an answer with a body.
        init(_ status: HTTPResponse.Status = .ok, _ bytes: [UInt8], type: String) {
            self.init(
                status: status, headers: [.contentType: type],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }

        /// Creates an answer in JSON.
        init(_ status: HTTPResponse.Status = .ok, json: JSONValue) {
            let text = (try? json.text()) ?? "{}"
            self.init(status, Array(text.utf8) + [0x0A], type: "application/json")
        }

        /// Creates an answer in plain text.
        init(_ status: HTTPResponse.Status = .ok, text: String, type: String = "text/plain; charset=utf-8") {
            self.init(status, Array(text.utf8), type: type)
        }

        /// Creates the answer to predictions.
        init(_ answer: Answer) {
            let type = answer.form == .json ? "application/json" : "text/csv; charset=utf-8"
            self.init(.ok, answer.bytes, type: type)
        }

        /// Creates the answer to a faulty request, in the shape of a protocol.
        init(_ error: RequestError, _ shape: ErrorShape = .plain) {
            let status = HTTPResponse.Status(code: error.status)
            self.init(status, json: shape.json(error, status))
            if error.status == 503 { headers[.retryAfter] = "1" }
        }
    }

    /// The shape of errors in a protocol.
    enum ErrorShape: Sendable {
        /// An object with a message, a row and a column.
        case plain
        /// The message alone, as in the Open Inference Protocol.
        case inference
        /// The code and the message, as in MLflow.
        case scoring

        func json(_ error: RequestError, _ status: HTTPResponse.Status) -> JSONValue {
            switch self {
            case .plain: ["error": error.json]
            case .inference: ["error": JSONValue(error.message)]
            case .scoring:
                [
                    "error_code": error.status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR",
                    "message": JSONValue(error.message),
                ]
            }
        }
    }
#endif
