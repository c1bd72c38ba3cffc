import Backprop
import Testing

@testable import BackpropRecipes

/// Written recipes read as the same recipe.
@Suite struct RecipeFileWritingTests {
    /// A table with a column for every role.
    static func table(header: Bool = true) throws -> Table {
        let rows = (1...24).map { row in
            "row\(row),\(row % 7).5,\(row % 3 == 0 ? "no" : "2 a"),\(row % 2 + 1),g\(row % 4),x,\(row % 2 == 0 ? "yes" : "no")"
        }
        let text = ([header ? "id,size,\"kind: \"\"odd\"\"\",w,g,junk,2020" : nil].compactMap(\.self) + rows)
            .joined(separator: "\n")
        return try Table(reading: Array((text + "\n").utf8), source: "made.csv")
    }

    /// A recipe in which nothing is as it is by default.
    static func options() -> RecipeOptions {
        var options = RecipeOptions()
        options.columns = ColumnSelection(
            targets: [.name("2020")], ignored: [.name("junk")], identifiers: [.name("id")],
            weight: .name("w"),
            group: .name("g"))
        options.preprocessing = PreprocessingSettings(
            numericImputation: .constant(-1.5), categoricalImputation: .mostFrequent, missingIndicators: true,
            categoricalEncoding: .oneHot(limit: 7, minimumCount: 2), unseenCategories: .other,
            scaling: .robust, targetScaling: .none, classWeighting: .explicit(["yes": 2, "no": 0.5]))
        options.hiddenLayers = Network { Dense(4, activation: .leakyReLU(slope: 0.2)) }
        options.output = .sigmoid
        options.loss = Huber(delta: 0.5)
        options.optimizer = SGD(learningRate: 0.1, momentum: 0.5, nesterov: true, weightDecay: 1e-5)
        options.usesSelection = true
        options.searchedLayers = [
            Network { Dense(2) }, Network { Dense(3, activation: .tanh) },
        ]
        options.frozenLayers = FrozenLayers(1...1)
        options.schedule = .step(every: 3, factor: 0.25)
        options.initializer = try? AnyCodableInitializer(parsing: "uniform:-0.5..0.5").initializer
        options.epochs = 7
        options.batchSize = .full
        options.shards = 4
        options.shuffles = false
        options.regularization = Regularization(
            l1: 0.001, l2: 0.01, maxNorm: 3, clipValue: 0.5, clipNorm: 5, inputNoise: 0.2
        )
        options.stopping = .onValidation(EarlyStopping(share: 0.25, patience: 3, minimumImprovement: 0.001))
        options.temperature = 1.5
        options.members = 3
        options.seed = UInt64.max
        options.precision = .float64
        options.augmentation = Augmentation(shift: 2, rotation: 10.5, flipsHorizontally: true)
        return options
    }

    static func complete(_ options: RecipeOptions, _ table: Table) throws -> (
        file: RecipeFile, recipe: Recipe
    ) {
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        let file = RecipeFile(complete: recipe, table: table, data: "made.csv", reading: ReadingOptions())
        return (file, recipe)
    }

    @Test(arguments: [options(), RecipeOptions()]) func readsWhatItWrote(options: RecipeOptions) throws {
        let table = try Self.table()
        let (file, recipe) = try Self.complete(options, table)
        let text = file.text()
        let again = try RecipeFile(parsing: text)
        #expect(again.text() == text)
        #expect(again.reading == file.reading)
        let schema = try Schema(inferring: table, selection: again.options.columns)
        let (second, choices) = try again.options.recipe(for: schema, rows: table.rowCount)
        #expect(second == recipe)
        // Nothing is left to be chosen, but for what the rows decide again.
        #expect(choices.allSatisfy { $0.value.hasPrefix("best of ") }, "\(choices)")
    }

    @Test func readsTheFormerNameOfTheSelection() throws {
        let file = try RecipeFile(parsing: "training:\n  weight-decay-search: true\n")
        #expect(file.options.usesSelection == true)
        #expect(file.text().contains("\ntraining:\n  selection: true\n"))
    }

    @Test func readsWhatItWroteOfImages() throws {
        let images = ImageSet(
            bytes: Array(repeating: 7, count: 96), shape: [4, 6, 1], labels: ["a", "b", "a", "b"])
        var options = Self.options()
        options.columns = ColumnSelection()
        (options.usesSelection, options.searchedLayers) = (nil, nil)
        options.preprocessing = PreprocessingSettings(scaling: .minMax)
        let recipe = try options.recipe(for: images).recipe
        var reading = ImageReading()
        reading.labels = "labels \"1\""
        reading.shape = [4, 6, 1]
        reading.conversion = ImageConversion(height: 4, width: 6, isGray: true)
        let text = RecipeFile(complete: recipe, images: reading, data: "images", reading: ReadingOptions())
            .text()
        #expect(text.contains("\npreprocessing:\n  scale: minmax\n\nnetwork:\n"))
        let again = try RecipeFile(parsing: text)
        #expect(again.images == reading)
        let (second, choices) = try again.options.recipe(for: images)
        #expect(second == recipe)
        #expect(choices == [])
        let written = RecipeFile(
            complete: second, images: again.images, data: again.data, reading: again.reading)
        #expect(written.text() == text)
    }

    @Test func describesImageFilesWithoutSettingsOfTables() throws {
        let images = ImageSet(bytes: [1, 2, 3, 4], shape: [1, 2, 1], labels: ["a", "b"])
        let recipe = try RecipeOptions().recipe(for: images).recipe
        let text = RecipeFile(
            complete: recipe, images: ImageReading(), data: "photos", reading: ReadingOptions()
        ).text()
        #expect(text.hasPrefix("data: photos\n\npreprocessing:\n  scale: standard\n\nnetwork:\n"))
        #expect(!text.contains("selection"))
    }

    @Test func numbersColumnsWithoutNames() throws {
        let table = try Self.table(header: false)
        let file = try Self.complete(RecipeOptions(), table).file
        #expect(file.options.columns.targets == [.number(7)])
        #expect(file.options.columns.identifiers == [.number(1)])
        #expect(try RecipeFile(parsing: file.text()).options.columns == file.options.columns)
    }

    @Test func writesEveryKey() throws {
        var (file, _) = try Self.complete(Self.options(), try Self.table())
        // Two keys that a complete recipe omits: the roles of all columns are explicit.
        file.options.columns.categoricalIntegerLimit = 3
        file.options.columns.categorical = [.name("g")]
        file.options.columns.dates = [DateColumn("h", format: .unix)]
        file.options.columns.text = [.name("i")]
        file.options.columns.positive = "b"
        file.options.preprocessing.dateFeatures = [.elapsed]
        file.options.preprocessing.bins = 4
        file.options.quality = .best
        file.options.continuation = Continuation(of: String(repeating: "0a", count: 32))
        file.options.time = TimeOrder(
            column: "t", series: "s", lags: [3], rolling: [4], lagged: ["a"], horizon: 2, knownAhead: ["b"],
            gap: 1, season: 7)
        // A key that workbooks have.
        file.reading.sheet = "Sheet 2"
        file.validation.split = .holdOut
        (file.validation.folds, file.validation.repeats, file.validation.testShare) = (3, 2, 0.25)
        // Keys that images have.
        file.images.labels = "labels-idx1"
        file.images.shape = [8, 8, 1]
        file.images.conversion = ImageConversion(height: 4, width: 6, isGray: true)
        file.images.skipsUnreadable = true
        file.images.limits.pixelsPerImage = 1000
        let lines = file.text().split(separator: "\n").map { $0.split(separator: ":")[0] }
        for name in RecipeFile.keyNames {
            let key = name.split(separator: ".").last!
            #expect(lines.contains { $0.drop { $0 == " " } == key }, "\(name) is not written")
        }
    }

    @Test func keepsHowItIsValidated() throws {
        var (file, _) = try Self.complete(RecipeOptions(), try Self.table())
        file.validation = ValidationPlan().complete(for: .classification, hasGroups: true)
        let again = try RecipeFile(parsing: file.text())
        #expect(again.validation == file.validation && again.validation.split == .grouped)
        #expect(file.text().hasSuffix("validation:\n  split: grouped\n  folds: 5\n  repeats: 1\n"))
        #expect(
            try again.validation.splitter(for: .classification, hasGroups: true)
                == .grouped(folds: 5, repeats: 1))
    }

    @Test func aHoldOutKeepsGroupsTogether() throws {
        var plan = ValidationPlan()
        (plan.split, plan.testShare) = (.holdOut, 0.3)
        #expect(
            try plan.splitter(for: .classification, hasGroups: true) == .groupedHoldOut(testShare: 0.3))
        #expect(
            try plan.splitter(for: .classification, hasGroups: false)
                == .holdOut(testShare: 0.3, stratified: true))
        #expect(
            try plan.splitter(for: .regression, hasGroups: true, time: TimeOrder(column: "day", gap: 2))
                == .lastRows(testShare: 0.3, gap: 2))
    }

    @Test(
        arguments: [
            "", " ", "a b", "a: b", "a #b", "- a", "[a]", "{a}", "\"a\"", "'a'", "yes", "No", "null", "~",
            "1", "-2.5",
            "1e3", "0x1F", "NaN", ".inf", "a,b", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "?", "ä",
            "日本語", "🙂",
            "a\nb", "\ta", "a\u{0}b", "\u{7F}", "\u{85}", "\u{2028}", "a\u{FEFF}", "a ", "\\", "\\n", "---",
            "...", "=", "<<",
            "2001-01-01", "a:", ":a", "#", "a/b", "one-hot 20", "e\u{301}",
        ])
    func quotesWhatIsNotPlain(text: String) throws {
        var file = RecipeFile()
        file.reading.missingTokens = [text, "other"]
        file.options.preprocessing.classWeighting = .explicit([text: 2])
        file.options.columns.targets = [.name(text)].filter { _ in !text.isEmpty }
        let again = try RecipeFile(parsing: file.text())
        #expect(again.reading.missingTokens.map { Array($0.utf8) } == [text, "other"].map { Array($0.utf8) })
        #expect(again.options.preprocessing.classWeighting == .explicit([text: 2]))
        #expect(again.options.columns.targets ?? [] == file.options.columns.targets)
    }

    @Test func wrapsLongLists() throws {
        var file = RecipeFile()
        file.options.columns.numeric = (1...60).map { .name("measure, number \($0)") }
        #expect(file.text().split(separator: "\n").allSatisfy { $0.count <= 102 })
        #expect(try RecipeFile(parsing: file.text()).options.columns == file.options.columns)
    }
}
