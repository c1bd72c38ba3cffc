import Testing

@testable import Backprop

/// The class of two that scores are about.
@Suite struct PositiveClassTests {
    /// Rows of the class “no” and the class “yes”, which the number tells apart for the most part.
    private func text(no: Int, yes: Int) -> String {
        let rows = (0..<no).map { "\($0),no" } + (0..<yes).map { "\(no + $0 - 2),yes" }
        return "x,kind\n" + rows.joined(separator: "\n") + "\n"
    }

    @Test(arguments: [(8, 4, "yes"), (4, 8, "no"), (6, 6, "yes")])
    func theRarerOneIsTheDefault(no: Int, yes: Int, expected: String) throws {
        let model = try ModelSupport.model(text(no: no, yes: yes))
        #expect(model.positiveClass == expected)
        #expect(try ModelSupport.reread(model).positiveClass == expected)
        let table = try ModelSupport.table(text(no: no, yes: yes))
        guard case .classification(let scores) = try model.evaluate(table) else { return }
        #expect(scores.positiveClass.map { scores.classLabels[$0] } == expected)
        #expect(scores.metrics.first { $0.metric == .positiveRecall }?.value == scores.positive?.recall)
    }

    @Test func anotherOneIsKeptInTheModel() throws {
        let text = text(no: 8, yes: 4)
        let plain = try ModelSupport.model(text)
        let chosen = try ModelSupport.reread(ModelSupport.model(text) { $0.columns.positive = "no" })
        #expect(plain.positiveClass == "yes" && chosen.positiveClass == "no")
        #expect(chosen.parameters == plain.parameters)
        let table = try ModelSupport.table(text)
        let (first, second) = (try plain.evaluate(table), try chosen.evaluate(table))
        for metric in [Metric.accuracy, .logLoss, .macroF1] { #expect(first[metric] == second[metric]) }
        #expect(abs(try #require(first[.rocAUC]) - #require(second[.rocAUC])) < 1e-12)
        #expect(first[.averagePrecision] != second[.averagePrecision])
        #expect(first[.positiveF1] != second[.positiveF1])
        #expect(try plain.choosing(positiveClass: "no").evaluate(table) == second)
    }

    @Test func worstRowsNameItsProbability() throws {
        let text = text(no: 8, yes: 4)
        let table = try ModelSupport.table(text)
        let model = try ModelSupport.model(text)
        let worst = try model.worstRows(try model.predict(table), on: table, count: 12)
        #expect(worst.allSatisfy { $0.measure.hasPrefix("probability of yes ") })
        let other = try model.choosing(positiveClass: "no")
        let again = try other.worstRows(try other.predict(table), on: table, count: 12)
        #expect(again.allSatisfy { $0.measure.hasPrefix("probability of no ") })
        #expect(again.map(\.row) == worst.map(\.row))
    }

    @Test func itIsTheSameInAllFolds() throws {
        let text = text(no: 7, yes: 8)
        let table = try ModelSupport.table(text)
        let schema = try Schema(inferring: table)
        var options = RecipeOptions()
        options.epochs = 1
        options.hiddenLayers = try Network(parsing: "dense 2 tanh")
        for (chosen, expected) in [(nil, 0), ("yes", 1)] as [(String?, Int)] {
            options.columns.positive = chosen
            let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
            let result = try CrossValidation(recipe, splitter: .kFold(folds: 3)).run(
                on: table, schema: schema)
            for fold in result.folds {
                guard case .classification(let scores) = fold.evaluation else { continue }
                #expect(scores.positiveClass == expected)
            }
        }
    }

    @Test func errors() throws {
        let model = try ModelSupport.model(text(no: 8, yes: 4))
        func message(_ body: () throws -> Void) -> String? {
            #expect(throws: PositiveClassError.self, performing: body)?.description
        }
        #expect(
            message { _ = try model.choosing(positiveClass: "perhaps") }
                == "There is no class \"perhaps\" to be the positive one. The classes are \"no\" and \"yes\". "
                + "Choose one of them.")
        #expect(
            message { _ = try ModelSupport.model { $0.columns.positive = "rose" } }
                == "Only one of two classes can be the positive one, but there are 3 classes here. Leave the "
                + "positive class out.")
        #expect(
            message { _ = try ModelSupport.model(ModelSupport.slope) { $0.columns.positive = "1" } }
                == "Only one of two classes can be the positive one, but numbers are predicted here. Leave the "
                + "positive class out.")
    }
}
