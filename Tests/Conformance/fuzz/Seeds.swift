@testable import Backprop

/// Inputs that only the library can make: models and checkpoints.
enum Seeds {
    private static let rows = """
        1,5;red;2024-01-31;NA;10
        2,25;blue;2024-02-29;x;20
        ;red;2023-12-01;y;30
        4;green;;x;25
        5;blue;2024-03-01;y;18
        6,125;red;2024-01-05;NA;12

        """

    private static let text = "size;kind;day;note;price\n" + rows + rows + rows

    /// A table with numbers, categories, dates and missing values.
    static let table: Table = {
        do {
            return try Table(reading: Array(text.utf8), source: "T")
        } catch {
            fatalError("\(error)")
        }
    }()

    /// Writes the seeds of each reader to a folder of its own.
    static func write(to folder: String) throws {
        try write(models(), to: "\(folder)/model")
        try write([textModel()], to: "\(folder)/text")
        try write(GraphInput.seeds(), to: "\(folder)/onnx")
        try write(checkpoints(in: "\(folder)/unfinished"), to: "\(folder)/checkpoint")
    }

    private static func write(_ files: [[UInt8]], to folder: String) throws {
        for (index, file) in files.enumerated() {
            try AtomicFile.write(file, to: "\(folder)/library-\(index)")
        }
    }

    private static func models() throws -> [[UInt8]] {
        let keys = ["recipe", "input", "preprocessor", "images", "provenance"]
        var models = try ["price", "kind", "note"].map { target in
            try Model.fit(table, target: .name(target), options: options("dense 2"))
        }
        models.append(try imageModel())
        let texts = models.map { parts($0.safetensors(), keys) + [0] + Array(text.utf8) }
        return texts + [try models[0].safetensors().serialized(), try models[3].safetensors().serialized()]
    }

    static func options(_ layers: String) throws -> RecipeOptions {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: layers)
        (options.epochs, options.stopping, options.usesSelection) = (2, .afterAllEpochs, false)
        return options
    }

    static func imageModel() throws -> Model {
        let pixels = (0..<96).map { UInt8($0 * 37 % 251) }
        let images = ImageSet(bytes: pixels, shape: [4, 4, 1], labels: ["0", "1", "0", "1", "0", "1"])
        let options = try options("conv 2 3x3, maxpool 2, flatten")
        let recipe = try options.recipe(for: images).recipe
        return try Trainer(recipe).train(on: images).model
    }

    /// Returns the metadata of a model with a column of text, and rows to predict.
    private static func textModel() throws -> [UInt8] {
        let words = ["cold soup", "warm bread", "a rude waiter", "the friendly owner", "cold bread again"]
        let lines = (0..<24).map { "\(words[$0 % 5]) on day \($0 % 7),\($0),\($0 % 2 == 0 ? "yes" : "no")\n" }
        let text = Array(("review,price,good\n" + lines.joined()).utf8)
        var options = try options("dense 2")
        options.columns.text = [.name("review")]
        let model = try Model.fit(Table(reading: text, source: "T"), options: options)
        let keys = ["recipe", "input", "preprocessor", "images", "provenance"]
        return parts(model.safetensors(), keys) + [0] + text
    }

    /// Returns what interrupted runs leave: with a validation and with a schedule that waits for plateaus.
    private static func checkpoints(in folder: String) throws -> [[UInt8]] {
        var files: [SafetensorsFile] = []
        for (index, schedule) in ["cosine", "plateau"].enumerated() {
            var options = try options("dense 2")
            options.schedule = try Schedule(parsing: schedule)
            if index == 1 { options.optimizer = SGD(learningRate: 0.1) }
            if index == 1 { options.stopping = .onValidation(EarlyStopping(share: 0.3)) }
            options.columns.targets = [.name("price")]
            let schema = try Schema(inferring: table, selection: options.columns)
            var trainer = Trainer(try options.recipe(for: schema, rows: table.rowCount).recipe)
            let policy = CheckpointPolicy(folder: "\(folder)-\(index)", interval: .epochs(1))
            trainer.checkpoints = policy
            _ = try trainer.train(on: table, schema: schema)
            let left = CheckpointFolder(policy)
            files += try left.names.map { try SafetensorsFile(contentsOf: left.file($0.text)) }
        }
        return try files.map { parts($0, ["recipe", "data", "progress"]) } + files.map { try $0.serialized() }
    }

    private static func parts(_ file: SafetensorsFile, _ keys: [String]) -> [UInt8] {
        Array(keys.map { Array((file.metadata["backprop." + $0] ?? "").utf8) }.joined(separator: [0]))
    }
}
