#if Server
    import Backprop
    import NIOConcurrencyHelpers

    /// A model under a name, with compiled copies for as many threads as use it at a time.
    public final class ServedModel: Sendable {
        /// The name in paths.
        public let name: String
        /// The model.
        public let model: Model
        /// The SHA-256 of the model's file in hexadecimal digits.
        public let sha256: String
        /// The schema of rows, for the descriptions of protocols.
        let schema: ServedSchema

        private let maximumRowCount: Int
        private let idle: NIOLockedValueBox<[Owned]>

        /// A compiled copy, which one thread owns at a time.
        private struct Owned: @unchecked Sendable { let answerer: Answerer }

        /// Whether the model takes images rather than rows of tables.
        public var takesImages: Bool { model.images != nil }

        /// Reads a model of tables or images from the bytes of its file, and compiles it once.
        ///
        /// - Parameters:
        ///   - name: The name in paths.
        ///   - bytes: The file.
        ///   - source: The name of the file in messages.
        ///   - maximumRowCount: The maximum number of rows of a request.
        /// - Throws: An error of the library if the file is not a model, and ``ServerError/unsupportedModel(source:)`` if
        ///   it takes numbers without a preprocessor.
        public init(name: String, bytes: [UInt8], source: String, maximumRowCount: Int = 1 << 20) throws {
            let file: SafetensorsFile
            do {
                file = try SafetensorsFile(bytes: bytes)
            } catch {
                throw error.inFile(source)
            }
            model = try Model(file, source: source)
            if case .numbers = model.input { throw ServerError.unsupportedModel(source: source) }
            (self.name, self.maximumRowCount) = (name, maximumRowCount)
            sha256 = SHA256.text(of: bytes)
            schema = ServedSchema(model)
            let first = try Answerer(model, maximumRowCount: maximumRowCount)
            idle = NIOLockedValueBox([Owned(answerer: first)])
        }

        /// Calls a function with a compiled copy that no other thread uses.
        func withAnswerer<R>(_ body: (Answerer) throws -> R) throws -> R {
            let owned =
                try idle.withLockedValue { $0.popLast() }
                ?? Owned(answerer: Answerer(model, maximumRowCount: maximumRowCount))
            defer { idle.withLockedValue { $0.append(owned) } }
            return try body(owned.answerer)
        }
    }
#endif
