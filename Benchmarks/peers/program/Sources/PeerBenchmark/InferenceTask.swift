import Backprop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A batch of images through a network; nanoseconds a call.
///
/// Model, images and outputs go to files, `inference.safetensors`, `inference.images` and `inference.outputs`, so that
/// a peer computes the same.
struct InferenceTask: Task {
    let what: String
    private let repeating: Repeating

    init(layers: String, shape: Shape, batch: Int, threads: Int, folder: String) throws {
        let network = try Network(parsing: layers)
        let layout = try ParameterLayout(network, input: shape)
        let model = try Model(
            recipe: Recipe(network: network, loss: CrossEntropy()), inputShape: shape,
            parameters: Parameters(layout.initialValues(seed: 1, weights: nil) as [Float]),
            provenance: Provenance(source: "", rows: 0))
        let predictor = try Predictor<Float>(model, batchSize: batch, threads: threads)
        let random = Philox(seed: 2, stream: 0)
        let images = (0..<(batch * shape.count)).map { Float(random.unit(at: UInt64($0))) }
        try model.write(to: "\(folder)/inference.safetensors")
        try Self.write(images, to: "\(folder)/inference.images")
        try Self.write(predictor.outputs(for: images), to: "\(folder)/inference.outputs")
        let input = UnsafeMutableBufferPointer<Float>.allocate(capacity: images.count)
        _ = input.initialize(from: images)
        let output = UnsafeMutableBufferPointer<Float>.allocate(capacity: batch * predictor.outputCount)
        output.initialize(repeating: 0)
        what = "`Predictor` for batches of \(batch)"
        repeating = try Repeating { turns in
            for _ in 0..<turns { predictor.predict(UnsafeBufferPointer(input), rows: batch, into: output) }
        }
    }

    private static func write(_ values: [Float], to path: String) throws {
        guard let file = fopen(path, "wb") else { throw Misuse("\(path) cannot be written") }
        defer { fclose(file) }
        guard fwrite(values, MemoryLayout<Float>.stride, values.count, file) == values.count else {
            throw Misuse("\(path) cannot be written")
        }
    }

    func round() throws -> Answer { ["value": Value(try repeating.nanoseconds())] }

    func check() throws -> Answer { [:] }
}
