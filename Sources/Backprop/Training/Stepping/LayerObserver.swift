/// The outputs of every layer of a network for rows, as the network predicts.
struct LayerObserver<S: Scalar> {
    private let program: Program<S>
    private let rows: Int

    /// Compiles the network without joining layers, so that each keeps its output.
    init(_ network: Network, input: Shape, rows: Int, threads: Int) throws(NetworkError) {
        self.rows = rows
        program = try Program(
            network, input: input, batchSize: max(1, rows), purpose: .training, threads: threads,
            fusing: false)
    }

    /// Returns the outputs of each layer, rows × units.
    ///
    /// - Parameter features: The rows as numbers, rows × inputs.
    func outputs(_ features: [S], parameters: [S]) -> [[Double]] {
        var all: [[Double]] = []
        var latest = features.map { Double($0) }
        features.withUnsafeBufferPointer { features in
            guard rows > 0, let first = features.baseAddress else { return }
            _ = program.forward(first, rows: rows, parameters: parameters)
            for stage in program.sequence.stages {
                // A layer without effect in prediction writes no output; its input stands for it.
                if !stage.layer.isIdentityInInference {
                    let count = rows * stage.outputShape.count
                    latest = UnsafeBufferPointer(start: program.arena + stage.outputOffset, count: count)
                        .map { Double($0) }
                }
                all.append(latest)
            }
        }
        return all
    }
}
