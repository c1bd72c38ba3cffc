import Testing

@testable import Backprop

/// Explanations of rows, compared with predictions for raw rows whose columns are mixed by hand.
@Suite struct RowExplanationTests {
    /// Returns a table whose rows have a column's value of one row if it is in a set, else that of a row of their own.
    private func mixed(_ table: Table, row: Int, _ columns: Set<String>) -> Table {
        Table(
            columns: table.columns.map { column in
                (
                    name: column.name,
                    values: (0..<table.rowCount).map {
                        column.text(at: columns.contains(column.name) ? row : $0)
                    }
                )
            }, source: table.source)
    }

    private func probabilities(_ model: Model, _ table: Table, _ index: Int) throws -> [Double] {
        guard case .classes(_, let labels, let shares?) = try model.predict(table).content else { return [] }
        return stride(from: index, to: shares.count, by: labels.count).map { shares[$0] }
    }

    @Test(arguments: [1, 2]) func exactAmountsAreThoseOfMixedRawRows(_ members: Int) throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let models = try (0..<members).map { seed in
            try ModelSupport.model {
                ($0.epochs, $0.seed) = (40, UInt64(seed))
                $0.preprocessing.missingIndicators = true
            }
        }
        let model = try Model(averaging: models)
        let output = try model.explainedOutputs(ofClass: "lily")[0]
        let found = try #require(
            try model.explanations(ofRows: [1], of: table, output: output).first)
        #expect(output.name == "probability of \"lily\"")
        let names = ["width", "length", "colour"]
        #expect(found.contributions.map(\.column) == names && found.method == .exact)
        func worth(_ set: Set<String>) throws -> Double {
            let values = try probabilities(model, mixed(table, row: 1, set), output.index)
            return values.reduce(0, +) / Double(values.count)
        }
        // The definition for three players, written out.
        for name in names {
            let others = names.filter { $0 != name }
            let sets: [(set: Set<String>, weight: Double)] = [
                ([], 1.0 / 3), ([others[0]], 1.0 / 6), ([others[1]], 1.0 / 6), (Set(others), 1.0 / 3),
            ]
            let expected = try sets.reduce(0) {
                $0 + $1.weight * (try worth($1.set.union([name])) - worth($1.set))
            }
            let amount = try #require(found.contributions.first { $0.column == name }).amount
            #expect(abs(amount - expected) < 1e-12)
        }
        #expect(abs(found.average - (try worth([]))) < 1e-12)
        #expect(found.prediction == (try probabilities(model, table, output.index))[1])
        let sum = found.contributions.reduce(0) { $0 + $1.amount }
        #expect(abs(sum - (found.prediction - found.average)) < 1e-12)
        #expect(found.contributions.contains { abs($0.amount) > 0.01 })
        #expect(found.contributions.map(\.value) == ["1.25", nil, "red"])
        #expect(found.contributions.map(\.valueText) == ["1.25", "missing", "red"])
        #expect(found.line == 3 && found.backgroundRowCount == 12)
    }

    @Test func theProbabilitiesOfAllClassesAreExplainedTogether() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model { $0.epochs = 20 }
        let parts = try model.explainedOutputs().map {
            try model.explanations(ofRows: [4], of: table, output: $0)[0]
        }
        #expect(parts.count == 3)
        // The probabilities sum to 1 everywhere, so the amounts of a column sum to 0.
        for column in 0..<3 {
            #expect(abs(parts.reduce(0) { $0 + $1.contributions[column].amount }) < 1e-6)
        }
        let predicted = try model.explanations(ofRows: [4], of: table)[0]
        #expect(predicted.output.label == predicted.predicted)
    }

    private static let many = try! Table(
        reading: Array(
            ((0..<14).map { "c\($0)" }.joined(separator: ",") + ",y\n"
                + (0..<60).map { row in
                    let values = (0..<14).map { (row * (2 * $0 + 3) + $0 * $0) % 17 }
                    return values.map(String.init).joined(separator: ",")
                        + ",\(values[0] * values[1] - 3 * values[2] + values[13]).5\n"
                }.joined()).utf8), source: "many.csv")

    private static let manyModel = Result {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: "dense 6 tanh")
        options.epochs = 30
        options.preprocessing.bins = 0
        let schema = try Schema(inferring: many)
        let (recipe, _) = try options.recipe(for: schema, rows: many.rowCount)
        return try Trainer(recipe).train(on: many, schema: schema).model
    }

    @Test func manyColumnsAreSampledAndStillSumToTheDifference() throws {
        let model = try Self.manyModel.get()
        var settings = ExplanationSettings()
        (settings.pairs, settings.backgroundRowCount) = (12, 20)
        let found = try model.explanations(ofRows: [7, 30], of: Self.many, settings: settings)
        for one in found {
            #expect(one.method == .sampled(pairs: 12) && one.backgroundRowCount == 20)
            let difference = one.prediction - one.average
            #expect(
                abs(one.contributions.reduce(0) { $0 + $1.amount } - difference) < 1e-9 * abs(difference)
                    + 1e-9)
            #expect(one.contributions.allSatisfy { $0.standardError != nil })
        }
        let threaded = try model.explanations(ofRows: [7, 30], of: Self.many, settings: settings, threads: 3)
        #expect(threaded == found)
        settings.seed = 2
        #expect(try model.explanations(ofRows: [7, 30], of: Self.many, settings: settings) != found)
        #expect(found[0].output.name == "y" && !found[0].output.isProbability)
    }

    @Test func gradientsOfALinearNetworkAreTheShapleyValues() throws {
        let table = try ModelSupport.table("a,b,y\n1,5,9\n2,1,4\n4,2,9.5\n7,3,14\n5,9,25\n3,3,9\n")
        let model = try ModelSupport.model(
            "a,b,y\n1,5,9\n2,1,4\n4,2,9.5\n7,3,14\n5,9,25\n3,3,9\n", layers: "dense 3 linear",
            precision: .float64
        ) {
            $0.epochs = 30
            $0.preprocessing.bins = 0
            $0.preprocessing.scaling = .standard
        }
        let exact = try model.explanations(ofRows: [4], of: table)[0]
        let path = try model.explanations(
            ofRows: [4], of: table, settings: ExplanationSettings(method: .gradients))[0]
        for (one, other) in zip(exact.contributions, path.contributions) {
            #expect(abs(one.amount - other.amount) < 1e-6)
        }
        #expect(abs(exact.average - path.average) < 1e-6 && abs(exact.contributions[0].amount) > 0.1)
        guard case .gradients(64, let error) = path.method else {
            Issue.record("gradients were asked for, not \(path.method)")
            return
        }
        #expect(abs(error) < 1e-8)
    }

    @Test(arguments: [
        "dense 5 tanh", "dense 6 relu, dropout 0.2, batchnorm", "residual(dropout 0.1, dense 5 tanh)",
    ])
    func gradientsSumToTheDifference(_ layers: String) throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model(layers: layers) { $0.epochs = 60 }
        let found = try model.explanations(
            ofRows: [4], of: table, settings: ExplanationSettings(method: .gradients))[0]
        guard case .gradients(_, let error) = found.method else {
            Issue.record("gradients were asked for, not \(found.method)")
            return
        }
        let sum = found.contributions.reduce(0) { $0 + $1.amount }
        #expect(abs(sum - (found.prediction - found.average) - error) < 1e-12)
        #expect(abs(error) < 0.02 * max(0.1, abs(found.prediction - found.average)))
        // The prediction is that of the model, in single precision.
        let shapley = try model.explanations(ofRows: [4], of: table)[0]
        #expect(abs(found.prediction - shapley.prediction) < 1e-5)
    }

    // MARK: - Errors

    private func error(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test func whatCannotBeExplainedIsRefused() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model()
        #expect(
            error { _ = try model.explanations(ofRows: [12], of: table) }
                == "There is no row 13 in flowers.csv. Choose one from 1 to 12.")
        #expect(
            error { _ = try model.explanations(ofRows: [0], of: table.selectingRows([])) }
                == "There is no row 1 in flowers.csv, which has no rows. Choose another table.")
        #expect(
            error { _ = try model.explanations(ofRows: [0], of: table, background: table.selectingRows([])) }
                == "There are no rows in flowers.csv to compare with. A table of typical rows is needed.")
        #expect(
            error { _ = try model.explainedOutputs(ofClass: "oak") }
                == "There is no class \"oak\" to explain. The classes are \"lily\", \"rose\" and \"tulip\". Choose one of them."
        )
        #expect(
            error { _ = try model.explainedOutputs(target: "kind") }
                == "There is no target to choose, since only the class of \"kind\" is predicted here. Leave the target out, or choose a class."
        )
        let numbers = try ModelSupport.model(ModelSupport.slope)
        #expect(
            error { _ = try numbers.explainedOutputs(ofClass: "a") }
                == "There is no class to choose, since numbers are predicted here. Leave the class out.")
        #expect(
            error { _ = try numbers.explainedOutputs(target: "z") }
                == "There is no target \"z\" to explain. The targets are \"y\". Choose one of them.")
    }

    @Test func theRemainingErrorsAreSentences() {
        #expect(
            ExplanationError.images([28, 28, 1]).description
                == "Predictions are explained by the columns of a table, but this model was trained on images of 28×28×1. Look at the pixels that decide in a report of its evaluation."
        )
        #expect(
            ExplanationError.noProbabilities.description
                == "The model predicts classes without probabilities, so there is no number to explain. Train one whose network ends in softmax or sigmoid."
        )
        #expect(
            ExplanationError.severalTargets(known: ["a", "b"]).description
                == "The model predicts several targets, and a row is explained for one of them. Choose \"a\" and \"b\"."
        )
        #expect(
            ExplanationError.noGradient(inputs: 9000).description
                == "The gradient of this network with 9000 inputs cannot be computed, because of its layers. Use Shapley values."
        )
        #expect(ExplanationError.noBackground(source: "x").category == .data)
        #expect(ExplanationError.noProbabilities.category == .setting)
    }
}
