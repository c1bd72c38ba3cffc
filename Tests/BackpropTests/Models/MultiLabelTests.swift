import Backprop
import Testing

/// Several yes/no targets, from the table to the scores.
@Suite struct MultiLabelTests {
    /// Rows of two numbers and a word; each target depends on another of them.
    static func symptoms(_ rows: Int = 160) throws -> Table {
        let lines = (0..<rows).map { row -> String in
            let (a, b) = (Double(row * 37 % 101) / 100, Double(row * 53 % 89) / 89)
            let place = ["home", "work", "school"][row * 7 % 3]
            let targets = [a > 0.6, b < 0.3, place == "school" && a + b > 0.5]
            return "\(a),\(b),\(place),\(targets.map { $0 ? "yes" : "no" }.joined(separator: ","))"
        }
        let text = "a,b,place,fever,cough,rash\n" + lines.joined(separator: "\n") + "\n"
        return try Table(reading: Array(text.utf8), source: "symptoms.csv")
    }

    static let targets: [ColumnReference] = ["fever", "cough", "rash"]

    static func options(epochs: Int = 5) throws -> RecipeOptions {
        var options = RecipeOptions()
        options.columns.targets = targets
        options.hiddenLayers = try Network(parsing: "dense 8 tanh")
        options.epochs = epochs
        return options
    }

    static func schema(_ table: Table, _ change: (inout ColumnSelection) -> Void = { _ in }) throws -> Schema
    {
        var selection = ColumnSelection(targets: targets)
        change(&selection)
        return try Schema(inferring: table, selection: selection)
    }

    static func model(_ change: (inout RecipeOptions) -> Void = { _ in }) throws -> Model {
        var options = try options()
        change(&options)
        return try Model.fit(symptoms(), options: options)
    }

    @Test func targetsWithTwoValuesAreLabels() throws {
        let schema = try Self.schema(Self.symptoms())
        #expect(schema.task == .multiLabel)
        #expect(schema.taskReason == "There are 3 targets with two values each.")
        #expect(schema.classLabels == [])
        #expect(
            schema.binaryTargets == [
                BinaryTarget(name: "fever", positive: "yes", negative: "no"),
                BinaryTarget(name: "cough", positive: "yes", negative: "no"),
                BinaryTarget(name: "rash", positive: "yes", negative: "no"),
            ])
        #expect(try Self.schema(Self.symptoms()) { $0.task = .classification }.task == .multiLabel)
    }

    @Test func positiveValuesAreGreaterRarerOrChosen() throws {
        func positives(_ lines: [String], _ positive: String? = nil) throws -> [String]? {
            let text = "x,p,q\n" + lines.enumerated().map { "\($0)\($1)\n" }.joined()
            var selection = ColumnSelection(targets: ["p", "q"])
            selection.positive = positive
            return try Schema(
                inferring: Table(reading: Array(text.utf8), source: "t.csv"), selection: selection
            )
            .binaryTargets?.map(\.positive)
        }
        #expect(try positives([",0,1", ",1,1", ",1,0", ",1,1"]) == ["1", "1"])
        #expect(try positives([",ja,ja", ",nein,ja", ",nein,nein", ",nein,nein"]) == ["ja", "ja"])
        // "on" is rarer in all targets together, though not in the first.
        #expect(try positives([",on,off", ",on,off", ",on,off", ",off,on"]) == ["on", "on"])
        #expect(try positives([",b,y", ",b,n", ",a,n", ",b,n"]) == ["a", "y"])
        #expect(try positives([",on,off", ",off,off", ",off,on", ",off,off"], "off") == ["off", "off"])
    }

    @Test func numbersStayNumbers() throws {
        let lines = ["x,p,q", "1,1.5,2", "2,2.5,3", "3,3.5,1", "4,1.5,5", "5,0.5,4"]
        let text = lines.joined(separator: "\n") + "\n"
        let table = try Table(reading: Array(text.utf8), source: "t.csv")
        #expect(try Schema(inferring: table, selection: .init(targets: ["p", "q"])).task == .regression)
        let symptoms = try Table(reading: Array("x,p,q\n1,0,1\n2,1,1\n3,0,0\n4,1,0\n".utf8), source: "t.csv")
        #expect(try Schema(inferring: symptoms, selection: .init(targets: ["p", "q"])).task == .multiLabel)
        let asked = try Schema(inferring: symptoms, selection: .init(targets: ["p", "q"], task: .regression))
        #expect(asked.task == .regression && asked.binaryTargets == nil)
    }

    static let refusals: [(String, String?, String)] = [
        (
            "1,0,2.5\n2,1,3.5\n3,0,1\n4,1,7\n", nil,
            "t.csv: Several targets must be all numbers, or have 2 values each. The target \"q\" has 4 values, and \"p\" has "
                + "2. Train a model for each kind, or choose regression as the task to predict all of them as numbers."
        ),
        (
            "1,a,red\n2,b,green\n3,a,blue\n4,b,red\n", nil,
            "t.csv: Several targets must be all numbers, or have 2 values each. The target \"q\" has 3 values, and \"p\" has "
                + "2. Train a model for each kind."
        ),
        (
            "1,a,red\n2,b,red\n3,a,red\n4,b,red\n", nil,
            "t.csv: Several targets must be all numbers, or have 2 values each. The target \"q\" has 1 value, and \"p\" has "
                + "2. Train a model for each kind."
        ),
        (
            "1,a,c\n2,b,\n3,a,d\n4,b,c\n", nil,
            "t.csv, line 3, column \"q\": Expected a value, since other targets of the row have one, and found none. Fill it "
                + "in, or delete the row."
        ),
        (
            "1,a,c\n2,b,d\n3,a,d\n4,b,c\n", "a",
            "t.csv, column \"q\": There is no value \"a\" to be the positive one. The values are \"c\" and \"d\". Choose a "
                + "value that every target has, or leave it out."
        ),
    ]

    @Test(arguments: refusals)
    func refuses(_ rows: String, _ positive: String?, _ message: String) throws {
        let table = try Table(reading: Array(("x,p,q\n" + rows).utf8), source: "t.csv")
        var selection = ColumnSelection(targets: ["p", "q"])
        selection.positive = positive
        let error = #expect(throws: SchemaError.self) {
            try Schema(inferring: table, selection: selection)
        }
        #expect(error?.description == message)
    }

    @Test func rowsWithoutAnyLabelAreLeftOut() throws {
        let text = "x,p,q\n1,a,c\n2,,\n3,a,d\n4,b,c\n5,b,d\n"
        let table = try Table(reading: Array(text.utf8), source: "t.csv")
        let schema = try Schema(inferring: table, selection: .init(targets: ["p", "q"]))
        #expect(schema.rowsWithTargets(in: table) == [0, 2, 3, 4])
    }

    @Test func learnsEachTarget() throws {
        var options = try Self.options(epochs: 200)
        options.columns.targets = nil
        let table = try Self.symptoms()
        let model = try Model.fit(table, targets: Self.targets, options: options)
        guard case .multiLabel(let scores) = try model.evaluate(table) else {
            Issue.record("no scores of labels")
            return
        }
        #expect(scores.rowCount == 160 && scores.targets.map(\.name) == ["fever", "cough", "rash"])
        #expect(scores.perTarget.allSatisfy { $0.accuracy > 0.95 }, "\(scores.report())")
        #expect(scores.exactMatch > 0.9 && scores.macro.f1 > 0.9)
        let baselines = try model.baselines(on: table)
        #expect(baselines.map(\.name) == ["share of each target"])
        let comparison = try #require(
            BaselineComparison(.multiLabel(scores), baselines: baselines))
        #expect(comparison.verdict == .better && comparison.metric == .logLoss)
        #expect(
            comparison.sentence.hasPrefix(
                "Better than always predicting the share of each target: log loss 0."))
    }

    @Test func predictsAProbabilityForEachTarget() throws {
        let model = try Self.model()
        let predictions = try model.predict(Self.symptoms(6))
        let shares = try #require(predictions.binaryProbabilities)
        let labels = try #require(predictions.binaryLabels)
        #expect(shares.count == 6 && shares[0].keys.sorted() == ["cough", "fever", "rash"])
        for row in 0..<6 {
            for (name, share) in shares[row] {
                #expect((0...1).contains(share) && labels[row][name] == (share > 0.5 ? "yes" : "no"))
            }
            #expect(predictions.texts(ofRow: row) == ["fever", "cough", "rash"].map { labels[row][$0] })
        }
        #expect(predictions.labels.isEmpty && predictions.values.isEmpty && predictions.probabilities == nil)
        #expect(model.network.layers.last?.text == "dense 3 sigmoid")
    }

    @Test func aFileKeepsTheTargets() throws {
        let model = try Self.model()
        let again = try ModelSupport.reread(model)
        #expect(again.input.binaryTargets == model.input.binaryTargets && again.input == model.input)
        let table = try Self.symptoms(20)
        #expect(try ModelSupport.bits(again, table) == ModelSupport.bits(model, table))
    }

    @Test func anAverageHasTheMeanProbabilities() throws {
        let models = try [1, 2].map { seed in try Self.model { $0.seed = seed } }
        let table = try Self.symptoms(5)
        let shares = try models.map { try $0.predict(table).binaryProbabilities! }
        let means = try Model(averaging: models).predict(table).binaryProbabilities!
        for row in 0..<5 {
            #expect(means[row]["rash"] == (shares[0][row]["rash"]! + shares[1][row]["rash"]!) / 2)
        }
        let other = try Self.model { $0.columns.targets = ["fever"] }
        let error = #expect(throws: ModelError.self) { try Model(averaging: [models[0], other]) }
        #expect(error?.description.contains("but the first predicts the yes/no targets") == true)
    }

    @Test func gradientsAreThoseOfTheLoss() throws {
        let table = try Self.symptoms(24)
        let schema = try Self.schema(table)
        let recipe = try Self.options().recipe(for: schema, rows: 24).recipe
        #expect(recipe.targetEncoding == .multiLabel && recipe.loss is BinaryCrossEntropy)
        let check = try GradientCheck(recipe, table: table, schema: schema, rowLimit: 24)
        #expect(check.passes, "\(String(describing: check.worst))")
    }

    @Test func foldsHaveTheirShareOfTheRarestTarget() throws {
        let text =
            "x,p,q\n"
            + (0..<100).map { "\($0),\($0 % 2 == 0 ? "yes" : "no"),\($0 % 20 == 7 ? "yes" : "no")\n" }
            .joined()
        let table = try Table(reading: Array(text.utf8), source: "t.csv")
        let schema = try Schema(inferring: table, selection: .init(targets: ["p", "q"]))
        var options = RecipeOptions()
        options.columns.targets = ["p", "q"]
        options.epochs = 1
        options.hiddenLayers = try Network(parsing: "dense 2 tanh")
        let recipe = try options.recipe(for: schema, rows: 100).recipe
        let result = try CrossValidation(recipe, splitter: .stratified(folds: 5)).run(
            on: table, schema: schema)
        for fold in result.folds {
            guard case .multiLabel(let scores) = fold.evaluation else { continue }
            #expect(scores.perTarget[1].positive?.support == 1)
        }
        #expect(result.folds.count == 5)
        #expect(result.summaries.contains { $0.metric == .exactMatch })
    }

    @Test func settingsThatDoNotFitAreRefused() throws {
        let schema = try Self.schema(Self.symptoms())
        func message(_ change: (inout RecipeOptions) -> Void) throws -> String {
            var options = try Self.options()
            change(&options)
            do {
                let recipe = try options.recipe(for: schema, rows: 160).recipe
                _ = try Trainer(recipe).train(on: Self.symptoms(), schema: schema)
                return "trained"
            } catch {
                return "\(error)"
            }
        }
        #expect(try message { _ in } == "trained")
        #expect(
            try message { $0.output = .softmax }
                == "the output must be sigmoid for several yes/no targets, not softmax")
        #expect(
            try message { $0.preprocessing.classWeighting = .balanced }
                == "Classes of several yes/no targets have no weights, since every row belongs to a class of each target. "
                + "Leave class weights out, or train a model for one target.")
        let error = #expect(throws: PositiveClassError.self) {
            try Self.model().choosing(positiveClass: "yes")
        }
        #expect(
            error?.description
                == "The outputs of several yes/no targets are probabilities of the positive values that training chose. "
                + "Leave the positive class out, or train with another one.")
    }

    @Test func aPipelineRefusesSeveralTargetsByName() throws {
        let model = try Self.model()
        #expect(model.exportErrors.filter { $0.error != nil }.map(\.target) == [.coreML])
        let error = #expect(throws: ExportError.self) { try PortableModel(model, as: .pipeline) }
        #expect(
            error?.description
                == "The model predicts the yes/no targets \"fever\", \"cough\" and \"rash\" together, and a Core ML "
                + "classifier predicts one class. Train a model for each target, or export the model as ONNX."
        )
    }

    @Test func truthThatIsMissingOrUnknownIsAnErrorWithItsPlace() throws {
        let model = try Self.model()
        func message(_ row: String) throws -> String {
            let text = "a,b,place,fever,cough,rash\n0.5,0.5,home,no,no,yes\n\(row)\n"
            let table = try Table(reading: Array(text.utf8), source: "new.csv")
            do {
                _ = try model.evaluate(table)
                return "evaluated"
            } catch {
                return "\(error)"
            }
        }
        #expect(try message("0.1,0.2,work,no,yes,no") == "evaluated")
        #expect(try message("0.1,0.2,work,no,,no").contains("new.csv, line 3, column \"cough\""))
        #expect(try message("0.1,0.2,work,no,maybe,no").contains("new.csv, line 3, column \"cough\""))
    }

    @Test func importanceAndWorstRowsAreAboutAllTargets() throws {
        let table = try Self.symptoms()
        let model = try Self.model { $0.epochs = 100 }
        let importance = try model.importance(on: table, PermutationSettings(metric: .logLoss))
        #expect(importance.columns.map(\.name) == ["a", "b", "place"])
        #expect(importance.columns.allSatisfy { $0.mean > 0 })
        let worst = try model.worstRows(model.predict(table), on: table, count: 2)
        #expect(worst.count == 2 && worst[0].measure.hasPrefix("probability of "))
    }
}
