import Testing

@testable import Backprop

/// Thresholds that decide between two classes, and what a model keeps for intervals and sets.
@Suite struct DecisionThresholdTests {
    /// Two classes that overlap.
    private static let text =
        "a,b,kind\n"
        + (0..<60).map {
            "\(Double($0 * 37 % 61) / 10),\($0 % 7),\($0 * 37 % 61 + $0 % 11 * 3 > 40 ? "yes" : "no")\n"
        }
        .joined()

    private static func model(
        layers: String = "dense 3 tanh", _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Model {
        try ModelSupport.model(text, layers: layers) {
            $0.epochs = 20
            change(&$0)
        }
    }

    private static func shares(_ model: Model, _ table: Table, of label: String) throws -> [Double] {
        try #require(try model.predict(table).probabilities).map { $0[label] ?? 0 }
    }

    @Test func predictionsAndScoresFollowTheThreshold() throws {
        let table = try ModelSupport.table(Self.text)
        for members in [1, 2] {
            let model = try Self.model { $0.members = members }
            let decided = try model.deciding(by: DecisionThreshold(label: "yes", probability: 0.8))
            let shares = try Self.shares(model, table, of: "yes")
            let labels = try decided.predict(table).labels
            #expect(labels == shares.map { $0 >= 0.8 ? "yes" : "no" })
            #expect(labels != (try model.predict(table).labels))
            #expect(try Self.shares(decided, table, of: "yes") == shares)
            let evaluation = try decided.evaluate(table)
            guard case .classification(let scores) = evaluation else {
                Issue.record("classes have scores of classes")
                return
            }
            let yes = try #require(scores.classLabels.firstIndex(of: "yes"))
            #expect(
                (0..<2).reduce(0) { $0 + scores.confusionMatrix[truth: $1, predicted: yes] }
                    == Double(labels.count { $0 == "yes" }))
            #expect(evaluation[.rocAUC] == (try model.evaluate(table)[.rocAUC]))
            #expect(try decided.deciding(by: nil).predict(table).labels == model.predict(table).labels)
        }
    }

    @Test func filesKeepTheThreshold() throws {
        for members in [1, 2] {
            let model = try Self.model { $0.members = members }
            let decided = try model.deciding(by: DecisionThreshold(label: "no", probability: 0.375))
            let file = decided.safetensors()
            #expect(file.metadata["backprop.format"] == "3")
            let again = try ModelSupport.reread(decided)
            #expect(again.threshold == DecisionThreshold(label: "no", probability: 0.375))
            #expect(again.members.count == members && again.safetensors() == file)
            #expect(model.safetensors().metadata["backprop.format"] == (members == 1 ? "1" : "2"))
            #expect(try decided.deciding(by: nil).safetensors() == model.safetensors())
        }
        let model = try Self.model().deciding(by: DecisionThreshold(label: "no", probability: 0.375))
        #expect(
            try ModelSupport.refusal(of: model, source: "m") {
                $0.metadata["backprop.threshold"] = #"{"label":"maybe","probability":0.5}"#
            }
                == "m is damaged or was changed by hand: The costs name a class \"maybe\" that the model does not "
                + "predict. Its classes are \"no\" and \"yes\".")
    }

    @Test func mistakesAreNamed() throws {
        let model = try Self.model()
        #expect(throws: CostError.unknownClass(label: "maybe", known: ["no", "yes"])) {
            try model.deciding(by: DecisionThreshold(label: "maybe", probability: 0.5))
        }
        #expect(throws: CostError.threshold(1.25)) {
            try model.deciding(by: DecisionThreshold(label: "yes", probability: 1.25))
        }
        #expect(throws: CostError.notTwoClasses(count: 3)) {
            try ModelSupport.model().deciding(by: DecisionThreshold(label: "rose", probability: 0.5))
        }
        #expect(throws: CostError.notClasses) {
            try ModelSupport.model(ModelSupport.slope).deciding(
                by: DecisionThreshold(label: "1", probability: 0.5))
        }
    }

    @Test func heldOutRowsGiveSetsAndCosts() throws {
        let table = try ModelSupport.table(Self.text)
        let model = try Self.model { $0.optimizer = nil }
        let errors = try #require(model.heldOutErrors)
        #expect(errors.rowCount == 60 && errors.thresholds?.total == 60)
        #expect(try ModelSupport.reread(model).heldOutErrors == errors)
        let predictions = try model.predict(table)
        let sets = try model.classSets(for: predictions, level: 0.95)
        #expect(zip(sets, predictions.labels).allSatisfy { $0[0] == $1 })
        let truth = try #require(table[column: "kind"]).texts()
        #expect(zip(sets, truth).count { $0.contains($1 ?? "") } >= 54)
        #expect(throws: UncertaintyError.predictsClasses) {
            try model.intervals(for: predictions, level: 0.9)
        }
        #expect(throws: UncertaintyError.tooFewRows(level: 0.99, found: 60, needed: 99)) {
            try model.classSets(for: predictions, level: 0.99)
        }
        #expect(throws: UncertaintyError.level(1)) { try model.classSets(for: predictions, level: 1) }
        let costs = try CostMatrix(parsing: "yes=no:5", labels: ["no", "yes"])
        let analysis = try model.decisions(on: table, costs: costs)
        let best = try #require(analysis.threshold)
        #expect(best.source == .heldOut && best.table.label == model.positiveClass)
        let decided = try model.deciding(by: best.value)
        #expect(try decided.decisions(on: table, costs: costs).cost == best.cost)
    }

    @Test func numbersHaveIntervals() throws {
        let text =
            "x,y\n" + (0..<80).map { "\($0),\(Double($0 * $0) / 10 + Double($0 * 31 % 17))\n" }.joined()
        let table = try ModelSupport.table(text)
        let model = try ModelSupport.model(text) { $0.epochs = 40 }
        let predictions = try model.predict(table)
        let ranges = try model.intervals(for: predictions, level: 0.9)
        #expect(zip(ranges, predictions.values).allSatisfy { $0.contains($1) })
        #expect(throws: UncertaintyError.predictsNumbers) {
            try model.classSets(for: predictions, level: 0.9)
        }
        // The parameters are those of a model without the errors, as is the file but for its list.
        var without = model
        without.heldOutErrors = nil
        var (file, other) = (model.safetensors(), without.safetensors())
        #expect(file.tensors == other.tensors)
        for key in ["backprop.heldOutErrors", "backprop.digest"] {
            (file.metadata[key], other.metadata[key]) = (nil, nil)
        }
        #expect(file == other)
        #expect(throws: UncertaintyError.noHeldOutErrors) {
            try without.intervals(for: predictions, level: 0.9)
        }
        let average = try Model(averaging: [model, model])
        #expect(throws: UncertaintyError.noHeldOutErrors) {
            try average.intervals(for: predictions, level: 0.9)
        }
    }

    @Test func everyReasonIsASentence() {
        #expect(
            UncertaintyError.noHeldOutErrors.description
                == "The model keeps no errors of held-out rows, which intervals and sets of classes are computed from. "
                + "Train it again, and let the rows select its settings.")
        #expect(
            UncertaintyError.severalTargets(names: ["a", "b"]).description
                == "The model predicts \"a\" and \"b\" together, but intervals and sets of classes are for one target. "
                + "Train a model for each of them.")
        #expect(
            UncertaintyError.predictsClasses.description
                == "The model predicts classes, which have no intervals. Ask for sets of classes.")
        #expect(
            UncertaintyError.predictsNumbers.description
                == "The model predicts numbers, which have no sets of classes. Ask for intervals.")
        #expect(
            UncertaintyError.tooFewRows(level: 0.995, found: 60, needed: 199).description
                == "A level of 99.5 % needs 199 held-out rows, but the model keeps the errors of 60. Choose a lower "
                + "level, or train with more rows.")
        #expect(
            UncertaintyError.level(90).description
                == "The level must be between 0 and 1, not 90. Choose one such as 0.9.")
    }
}
