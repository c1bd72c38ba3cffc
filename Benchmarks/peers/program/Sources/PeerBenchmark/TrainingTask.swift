import Backprop

/// Epochs over the same images as the peers; images per second.
struct TrainingTask: Task {
    let what: String
    private let run: TrainingRun<Float>
    private let folder: String
    private let threads: Int

    init(layers: String, shape: Shape, batch: Int, threads: Int, images: Int, folder: String) throws {
        let network = try Network(parsing: layers)
        let data = try Images(folder: folder, part: "train", count: images).dataset(shape: shape)
        let recipe = Recipe(
            network: network, loss: CrossEntropy(), optimizer: Adam(learningRate: 0.001), epochs: 1000,
            batchSize: .rows(batch), seed: 1)
        run = try TrainingRun(recipe, data: data, threads: threads)
        self.folder = folder
        self.threads = threads
        what = "\(network.text), Adam"
        _ = try run.runEpoch()
    }

    func round() throws -> Answer {
        var loss = 0.0
        let time = try seconds { loss = try run.runEpoch().loss }
        return ["value": Value(Double(run.data.rowCount) / time), "loss": Value(loss)]
    }

    func check() throws -> Answer {
        let test = try Images(folder: folder, part: "test")
        let model = try Model(
            recipe: run.recipe, inputShape: run.data.inputShape, parameters: Parameters(run.parameters),
            provenance: Provenance(source: "", rows: run.data.rowCount))
        let outputs = try Predictor<Float>(model, threads: threads).outputs(for: test.pixels)
        var right = 0
        for (row, label) in test.labels.enumerated() {
            let values = outputs[(row * 10)..<(row * 10 + 10)]
            if values.firstIndex(of: values.max()!)! - row * 10 == Int(label) { right += 1 }
        }
        return ["accuracy": Value(Double(right) / Double(test.labels.count))]
    }
}
