import Testing

@testable import Backprop

/// The settings that are drawn from a space, whatever the seed.
@Suite struct SearchSpaceTests {
    private static let space = SearchSpace(
        [
            .depth(.choices([1, 2, 3])), .width(.logarithmic(from: 4, to: 64)),
            .dropout(.range(from: 0, to: 0.5, scale: .linear)),
        ]
            + SearchDimension.optimizers([
                OptimizerChoice("adamw", AdamW(), learningRate: .logarithmic(from: 0.001, to: 0.1)),
                OptimizerChoice("sgd", SGD(), momentum: .choices([0.5, 0.9])),
            ]))

    private static func numbers(_ name: String, _ settings: [[TrialSetting]]) -> [Double] {
        settings.flatMap { $0 }.filter { $0.name == name }.compactMap(\.value.number)
    }

    @Test(arguments: [0, 1, 7, UInt64.max] as [UInt64])
    func everyDrawLiesInItsRange(seed: UInt64) throws {
        let drawn = (1...400).map { Self.space.settings(ofTrial: $0, seed: seed) }
        let widths = Self.numbers("network.width", drawn)
        #expect(widths.allSatisfy { $0 == $0.rounded() && (4...64).contains($0) })
        #expect(Set(widths).isSuperset(of: [4, 64]))
        // On a logarithmic scale half of the widths lie below the geometric mean of the ends.
        #expect(abs(widths.filter { $0 < 16 }.count - 200) < 45)
        #expect(Set(Self.numbers("network.depth", drawn)) == [1, 2, 3])
        let dropout = Self.numbers("network.dropout", drawn)
        #expect(dropout.allSatisfy { (0...0.5).contains($0) })
        #expect(abs(dropout.filter { $0 < 0.25 }.count - 200) < 45)
        let rates = Self.numbers("training.optimizer.learning-rate", drawn)
        #expect(rates.allSatisfy { (0.001...0.1).contains($0) })
        #expect(abs(rates.filter { $0 < 0.01 }.count * 2 - rates.count) < 60)
    }

    @Test func aNumberOfAnOptimizerIsDrawnOnlyWithIt() {
        for trial in 1...200 {
            let settings = Self.space.settings(ofTrial: trial, seed: 3)
            let names = Set(settings.map(\.name))
            let isSGD = settings.contains { $0.name == "training.optimizer" && $0.value == .text("sgd") }
            #expect(names.contains("training.optimizer.momentum") == isSGD)
            #expect(names.contains("training.optimizer.learning-rate") == !isSGD)
        }
    }

    @Test func drawsDependOnSeedTrialAndAttemptAlone() {
        let space = Self.space
        #expect(space.settings(ofTrial: 5, seed: 1) == space.settings(ofTrial: 5, seed: 1))
        #expect(space.settings(ofTrial: 5, seed: 1) != space.settings(ofTrial: 6, seed: 1))
        #expect(space.settings(ofTrial: 5, seed: 1) != space.settings(ofTrial: 5, seed: 2))
        #expect(space.settings(ofTrial: 5, seed: 1) != space.settings(ofTrial: 5, attempt: 1, seed: 1))
    }

    @Test func rangesIncludeTheirEnds() {
        #expect(SearchValues.logarithmic(from: 0.001, to: 0.1).value(at: 0) == .number(0.001))
        #expect(SearchValues.logarithmic(from: 0.001, to: 0.1).value(at: 0.5) == .number(0.01))
        #expect(SearchValues.logarithmic(from: 1, to: 3).value(at: 0.999_999) == .whole(3))
        #expect(SearchValues.range(from: -1, to: 2, scale: .linear).value(at: 0.5) == .number(0.5))
        #expect(SearchValues.choices(["a", "b"]).value(at: 0.5) == .text("b"))
    }

    @Test func trialsReportTheirSettings() throws {
        let table = try ModelSupport.table(TuningSupport.words)
        let schema = try Schema(inferring: table)
        let defaultRecipe = try RecipeOptions().recipe(for: schema, rows: table.rowCount).recipe
        let settings = Self.space.settings(ofTrial: 2, seed: 1)
        let recipe = try Self.space.recipe(
            settings, RecipeOptions(), defaultRecipe: defaultRecipe, schema, rows: table.rowCount)
        func value(_ name: String) -> SettingValue? { settings.first { $0.name == name }?.value }
        let hidden = recipe.network.layers.compactMap { $0 as? Dense }.dropLast()
        #expect(hidden.count == value("network.depth")?.count)
        #expect(hidden.allSatisfy { .whole($0.units) == value("network.width") && $0.activation == .gelu })
        let dropout = recipe.network.layers.compactMap { $0 as? Dropout }
        #expect(dropout.count == hidden.count)
        #expect(dropout.allSatisfy { .number($0.rate) == value("network.dropout") })
        #expect(type(of: recipe.optimizer).typeName == value("training.optimizer")?.description)
        if let rate = value("training.optimizer.learning-rate")?.number {
            #expect(recipe.optimizer.learningRate == rate)
        }
    }

    static let impossible: [(dimensions: [SearchDimension], error: String)] = [
        ([], "the search space is empty; name at least one key to search, such as training.batch-size"),
        (
            [.width(.choices([SettingValue]()))],
            "the search space has an impossible key network.width: there are no values to choose from"
        ),
        (
            [.width(.wholeRange(from: 64, to: 16, scale: .linear))],
            "the search space has an impossible key network.width: the range from 64 to 16 is empty; exchange its ends"
        ),
        (
            [.inputNoise(.logarithmic(from: 0.0, to: 1.0))],
            "the search space has an impossible key regularization.input-noise: a range on a logarithmic scale begins above 0, not at 0"
        ),
        (
            [.depth(.choices([1])), .depth(.choices([2]))],
            "the search space has the key network.depth twice; keep one of them"
        ),
    ]

    @Test(arguments: impossible.indices)
    func impossibleSpacesNameTheKey(index: Int) throws {
        var tuning = Tuning()
        tuning.space = SearchSpace(Self.impossible[index].dimensions)
        let table = try ModelSupport.table(TuningSupport.words)
        let error = #expect(throws: TuningError.self) { try tuning.run(on: table) }
        #expect(error?.description == Self.impossible[index].error)
    }

    @Test func theBroadestLayersAreForManyRows() throws {
        func widths(_ text: String, rows: Int) throws -> SearchValues? {
            let schema = try Schema(inferring: ModelSupport.table(text))
            let space = try SearchSpace.standard(for: schema, rows: rows)
            return space.dimensions.first { $0.name == "network.width" }?.values
        }
        #expect(try widths(TuningSupport.words, rows: 999) == .logarithmic(from: 16, to: 128))
        #expect(try widths(TuningSupport.words, rows: 1000) == .logarithmic(from: 16, to: 256))
        #expect(try widths(TuningSupport.numbers, rows: 1000) == .logarithmic(from: 16, to: 128))
    }

    @Test func theStandardSpaceLeavesExplicitSettings() throws {
        let table = try ModelSupport.table(TuningSupport.words)
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        func names() throws -> [String] {
            try SearchSpace.standard(for: schema, rows: 24, options: options).dimensions.map(\.name)
        }
        #expect(try names().contains("training.batch-size"))
        options.batchSize = .full
        options.hiddenLayers = Network([])
        options.optimizer = SGD()
        options.epochs = 3
        options.regularization = Regularization(inputNoise: 0.1)
        #expect(
            try names() == [
                "preprocessing.scale", "preprocessing.encode", "training.optimizer.learning-rate",
                "training.schedule", "regularization.label-smoothing",
            ])
        // An optimizer of all rows has no batches, noise or epochs to choose, but a penalty.
        options = RecipeOptions()
        options.hiddenLayers = Network([])
        options.optimizer = LBFGS()
        #expect(try names() == ["preprocessing.scale", "preprocessing.encode", "regularization.l2"])
        options.regularization = Regularization.none
        #expect(try names() == ["preprocessing.scale", "preprocessing.encode"])
        options.regularization = Regularization(l2: 0.2)
        #expect(try names() == ["preprocessing.scale", "preprocessing.encode"])
    }
}
