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
}
