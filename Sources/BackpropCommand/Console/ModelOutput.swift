import Backprop

/// A writer of models that does not replace a model of another target.
enum ModelOutput {
    /// Writes a model. An existing file is kept under another name, unless it is a model of the same target.
    static func write(_ model: Model, to path: String) throws {
        guard Ranks.isFirst else { return }
        let earlier = try? Model(contentsOf: path)
        if earlier.map(target(of:)) != target(of: model), let kept = try AtomicFile.keep(path) {
            let found =
                earlier.map { "a model that predicts \(target(of: $0))" } ?? "something other than a model"
            Console.warning("\(path) held \(found); it is kept as \(kept)")
        }
        try model.write(to: path)
    }

    /// Returns a description of a model's target.
    private static func target(of model: Model) -> String {
        if let images = model.images { return "\(images.target ?? "classes") of images" }
        guard let preprocessor = model.preprocessor else { return "numbers from numbers" }
        return preprocessor.targetNames.joined(separator: ", ")
    }
}
