import Testing

@testable import Backprop

/// Folds of tiny networks are trained side by side in the lanes of registers: each register reports its folds, and
/// those of a register that is finished survive a cancellation.
@Suite struct FoldProgressTests {
    private static let text =
        "width,length,kind\n"
        + (0..<40).map { "\(Double($0 % 7) / 2),\(Double($0 * 5 % 11)),\($0 % 2 == 0 ? "u" : "v")\n" }
        .joined()

    private func validation(_ table: Table) throws -> CrossValidation {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: "dense 3 tanh")
        (options.output, options.loss) = (.sigmoid, SquaredError())
        options.optimizer = SGD(learningRate: 0.1)
        options.batchSize = .rows(1)
        options.epochs = 3
        let recipe = try options.recipe(for: Schema(inferring: table), rows: 40).recipe
        return CrossValidation(recipe, splitter: .leaveOneOut)
    }

    @Test func everyFoldIsReportedOnceItIsTrained() throws {
        let table = try ModelSupport.table(Self.text)
        var validation = try validation(table)
        let reports = Locked<[Int]>([])
        validation.onFold = { trained, count in
            #expect(count == 40)
            reports.withLock { $0.append(trained) }
        }
        #expect(try validation.run(on: table).folds.count == 40)
        #expect(reports.withLock { $0 } == Array(1...40))
    }

    @Test func aCancellationKeepsTheFoldsThatAreTrained() throws {
        let table = try ModelSupport.table(Self.text)
        var validation = try validation(table)
        let all = try validation.run(on: table)
        let reports = Locked(0)
        validation.onFold = { trained, _ in reports.withLock { $0 = trained } }
        validation.isCancelled = { reports.withLock { $0 > 0 } }
        let some = try validation.run(on: table)
        #expect(some.plannedCount == 40 && (1..<40).contains(some.folds.count))
        for (fold, other) in zip(some.folds, all.folds) {
            #expect(fold.testRows == other.testRows && fold.epochs == 3)
            #expect(fold.evaluation == other.evaluation)
        }
    }

    @Test func unfinishedFoldsAreScoredIfNoneIsTrained() throws {
        let table = try ModelSupport.table(Self.text)
        let schema = try Schema(inferring: table)
        var recipe = try validation(table).recipe
        (recipe.schedule, recipe.epochs) = (.constant, 1_000_000_000)
        var endless = CrossValidation(recipe, splitter: .kFold(folds: 4))
        let asked = Locked(0)
        endless.isCancelled = {
            asked.withLock {
                $0 += 1
                return $0 > 5
            }
        }
        let unfinished = try endless.run(on: table)
        let epochs = try #require(unfinished.folds.first).history.count
        #expect(unfinished.trainedCount == 0 && unfinished.plannedCount == 4 && epochs > 0)
        recipe.epochs = epochs
        let whole = try CrossValidation(recipe, splitter: .kFold(folds: 4)).run(on: table)
        #expect(whole.trainedCount == 4 && unfinished.folds.count == 4)
        for (fold, other) in zip(unfinished.folds, whole.folds) {
            #expect(fold.isUnfinished && !other.isUnfinished && fold.history.count == epochs)
            #expect(fold.testRows == other.testRows && fold.evaluation == other.evaluation)
        }
        let page = try FoldsReport(unfinished, recipe: recipe, schema: schema).page().text
        #expect(page.contains(">unfinished</td>"))
        #expect(!(try FoldsReport(whole, recipe: recipe, schema: schema).page().text).contains("unfinished"))
    }

    @Test func foldsWithoutAnEpochHaveNoScores() throws {
        let table = try ModelSupport.table(Self.text)
        var validation = try validation(table)
        validation.isCancelled = { true }
        let none = try validation.run(on: table)
        #expect(none.folds.isEmpty && none.trainedCount == 0 && none.plannedCount == 40)
    }
}
