import Backprop

/// The settings that the page sends: the data and the options of the recipe, in the words of the command line.
struct PlaygroundSettings: Equatable, Sendable {
    /// The sample, or `nil` for the table that was named or dropped.
    var sample: PlaygroundSample? = .xor
    var rows = 200
    var noise = 0.1
    var sampleSeed: UInt64 = 1
    /// The share of rows held out; with 0, all rows are trained on.
    var heldOut = 0.2
    /// The column to predict, or `nil` for the last.
    var target: String?
    /// The names of the columns that span the plane.
    var axes: [String] = []
    /// The options of the recipe by name, such as `learning-rate`, in the page's order.
    var options: [Option] = Self.defaults
    /// Whether the initial weights are those of the tutorial.
    var startsAsTutorial = false

    struct Option: Equatable, Sendable {
        let name: String
        let value: String
    }

    static let defaults = [
        Option(name: "layers", value: "dense 4 tanh, dense 2 tanh"), Option(name: "optimizer", value: "sgd"),
        Option(name: "learning-rate", value: "0.1"), Option(name: "batch-size", value: "10"),
        Option(name: "epochs", value: "1000"), Option(name: "seed", value: "1"),
    ]

    /// The options that concern one network and its run, in the order of a recipe.
    static let optionNames = [
        "layers", "output", "init", "loss", "optimizer", "learning-rate", "weight-decay", "schedule",
        "epochs",
        "batch-size", "seed", "precision", "l1", "l2", "max-norm", "clip-norm", "clip-value", "input-noise",
        "label-smoothing", "scale", "no-shuffle",
    ]

    init() {}

    /// Reads the settings of a request.
    ///
    /// - Throws: ``RequestError`` for a key or value that is not valid.
    init(_ json: JSONValue) throws(RequestError) {
        guard let object = json.object else {
            throw RequestError("The settings were expected to be an object.")
        }
        if let name = object["sample"]?.string {
            guard let sample = PlaygroundSample(rawValue: name) else {
                let known = PlaygroundSample.allCases.map(\.rawValue).joined(separator: ", ")
                throw RequestError("There is no sample \"\(name)\". The samples are \(known).", status: 422)
            }
            self.sample = sample
        } else {
            sample = nil
        }
        rows = try Self.number(object["rows"], "number of rows", 10...2000).map { Int($0) } ?? rows
        noise = try Self.number(object["noise"], "noise", 0...1) ?? noise
        sampleSeed =
            try Self.number(object["sampleSeed"], "seed of the sample", 0...4_294_967_295)
            .map { UInt64($0) } ?? sampleSeed
        heldOut = try Self.number(object["heldOut"], "share held out", 0...0.9) ?? heldOut
        target = object["target"]?.string
        if let axes = object["axes"] { self.axes = try axes.texts("The list of columns of the plane") }
        startsAsTutorial = object["startsAsTutorial"]?.bool ?? false
        options = try Self.options(object["options"])
    }

    private static func options(_ json: JSONValue?) throws(RequestError) -> [Option] {
        guard let json else { return defaults }
        let object = try json.object("The options")
        if let unknown = object.keys.first(where: { !optionNames.contains($0) }) {
            throw RequestError("The playground has no option \"\(unknown)\".", status: 422)
        }
        return optionNames.compactMap { name in
            guard let value = object[name]?.string, !value.isEmpty else { return nil }
            return Option(name: name, value: value)
        }
    }

    private static func number(
        _ json: JSONValue?, _ name: String, _ range: ClosedRange<Double>
    ) throws(RequestError) -> Double? {
        guard let json else { return nil }
        guard let value = json.double, range.contains(value) else {
            let (low, high) = (NumberText.short(range.lowerBound), NumberText.short(range.upperBound))
            throw RequestError(
                "The \(name) was expected to be a number from \(low) to \(high).", status: 422)
        }
        return value
    }
}

extension PlaygroundSettings {
    /// Returns the value of an option.
    func value(_ name: String) -> String? { options.first { $0.name == name }?.value }

    /// Returns the options of the recipe.
    ///
    /// - Throws: The errors of the command line, in its words.
    func recipeOptions() throws -> RecipeOptions {
        var all = RecipeOptions()
        all.usesSelection = false
        if let target { all.columns.targets = [.name(target)] }
        for option in options { try Self.apply(option, to: &all) }
        if heldOut > 0 {
            // A patience as long as the run: the page shows all epochs, and training keeps the best one.
            all.stopping = .onValidation(EarlyStopping(share: heldOut, patience: max(1, all.epochs ?? 1000)))
        } else {
            all.stopping = .afterAllEpochs
        }
        return all
    }

    private static func apply(_ option: Option, to all: inout RecipeOptions) throws {
        let flag = "--\(option.name)"
        func positive() throws -> Double {
            guard let value = Double(option.value), value > 0, value.isFinite else {
                throw SettingError(option: flag, found: option.value, expected: "a number above 0")
            }
            return value
        }
        switch option.name {
        case "learning-rate": all.learningRate = try positive()
        case "weight-decay": all.weightDecay = try positive()
        case "no-shuffle": all.shuffles = option.value != "true"
        case "scale":
            guard let scaling = Scaling(rawValue: option.value) else {
                throw SettingError(
                    unknown: "scaling", option.value, known: Scaling.allCases.map(\.rawValue))
            }
            all.preprocessing.scaling = scaling
        default:
            guard let setting = RecipeSettings.all.first(where: { $0.option == option.name }) else { return }
            try setting.read(option.value, option: flag, into: &all)
        }
    }

    /// Returns the command that trains the same model from a file.
    func command(file: String) -> String {
        var words = ["backprop train", shellWord(file)]
        if let target { words.append("--target \(shellWord(target))") }
        words.append("--no-selection")
        for option in options {
            if option.name == "no-shuffle" {
                if option.value == "true" { words.append("--no-shuffle") }
            } else {
                words.append("--\(option.name) \(shellWord(option.value))")
            }
        }
        if heldOut > 0 {
            let patience = value("epochs") ?? "1000"
            words.append("--validation-split \(NumberText.short(heldOut)) --patience \(patience)")
        }
        return words.joined(separator: " ")
    }
}
