import Testing

@testable import Backprop

/// That no group has rows on both sides when a run decides when to stop.
@Suite struct GroupedStoppingTests {
    private static let patients = 24
    private static let visits = 8

    /// Rows of patients: measures that recognize a patient, and a diagnosis at random. Rows of other patients tell
    /// nothing about it.
    private static func table() throws -> Table {
        let random = Philox(seed: 11, stream: 4)
        func measure(_ patient: Int, _ visit: Int, _ column: Int) -> Double {
            let typical = random.normal(at: UInt64(10 * patient + column))
            return 3 * typical + 0.05
                * random.normal(at: UInt64(10_000 + 100 * patient + 10 * visit + column))
        }
        let rows = (0..<visits).flatMap { visit in
            (0..<patients).map { patient in
                let ill = random.unit(at: UInt64(90_000 + patient)) < 0.5
                return
                    "p\(patient),\(measure(patient, visit, 0)),\(measure(patient, visit, 1)),\(ill ? "ill" : "well")\n"
            }
        }
        return try ModelSupport.table("patient,a,b,diagnosis\n" + rows.joined())
    }

    private static func recipe(_ stopping: Stopping, _ table: Table) throws -> Recipe {
        var options = RecipeOptions()
        options.columns.group = "patient"
        options.hiddenLayers = Network { Dense(32, activation: .tanh) }
        (options.optimizer, options.stopping, options.epochs) = (Adam(learningRate: 0.02), stopping, 60)
        let schema = try Schema(inferring: table, selection: options.columns)
        return try options.recipe(for: schema, rows: table.rowCount).recipe
    }

    @Test func heldOutRowsAreOfOtherGroups() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(.onValidation(EarlyStopping(share: 0.25)), table)
        let prepared = try PreparedData(recipe, TableData(table, schema: nil, for: recipe))
        let held = try #require(prepared.validation).indices
        #expect(
            Set(held.map { $0 % Self.patients }).isDisjoint(
                with: prepared.training.map { $0 % Self.patients }))
        #expect(held.count == 6 * Self.visits && prepared.training.count == 18 * Self.visits)
        #expect(prepared.notices == [])
    }

    @Test func heldOutRowsOfOtherGroupsDoNotFlatter() throws {
        let table = try Self.table()
        let accuracy = try ValidationMetric(parsing: "accuracy")
        let stopping = Stopping.onValidation(EarlyStopping(share: 0.25, patience: 60, metric: accuracy))
        let result = try Trainer(Self.recipe(stopping, table)).train(on: table)
        let last = try #require(result.history.last?.validationMetric)
        #expect(result.history.count == 60 && last < 0.8, "the diagnosis of a new patient cannot be learned")
    }

    @Test func theNumberOfEpochsIsThatForOtherGroups() throws {
        let table = try Self.table()
        let result = try Trainer(Self.recipe(.byCrossValidation(folds: 4), table)).train(on: table)
        #expect(result.history.count < 15, "more epochs only learn the patients by heart")
        #expect(result.model.provenance.rows == table.rowCount)
    }

    @Test func theSearchForEpochsKnowsTheGroups() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(.byCrossValidation(folds: 4), table)
        let data = try TableData(table, schema: nil, for: recipe)
        let inputs: TrainingInputs<Float> = try PreparedData(recipe, data, rows: [0, 1, 24, 2]).inputs(
            as: Float.self)
        #expect(inputs.constraints.groups == [0, 1, 0, 2])
        let scorer = try TrialScorer(data, folds: 2, metric: .loss, seed: 1)
        guard case .float32(let folds) = try scorer.prepare(recipe, 0..<2) else {
            Issue.record("the recipe's precision is float32")
            return
        }
        for (fold, division) in zip(folds, scorer.folds) {
            #expect(fold.constraints.groups == division.training.map { $0 % Self.patients })
        }
    }

    /// Four patients in five folds: as many folds as patients.
    @Test func fewGroupsMakeFewFolds() throws {
        let table = try Self.table()
        let recipe = try Self.recipe(.byCrossValidation(folds: 5), table)
        let rows = (0..<table.rowCount).filter { $0 % Self.patients < 4 }
        let found = try Trainer(recipe).train(on: table, rows: rows)
        let four = try Trainer(Self.recipe(.byCrossValidation(folds: 4), table)).train(on: table, rows: rows)
        #expect(found.model.parameters == four.model.parameters)
        #expect(found.model.provenance.rows == 4 * Self.visits)
    }

    @Test func aSingleGroupIsAnError() throws {
        let table = try Self.table()
        let rows = (0..<table.rowCount).filter { $0 % Self.patients == 3 }
        #expect(throws: SplitError.singleGroup) {
            try Trainer(Self.recipe(.onValidation(EarlyStopping(share: 0.25)), table)).train(
                on: table, rows: rows)
        }
        #expect(throws: SplitError.tooFewGroups(groups: 1, folds: 2)) {
            try Trainer(Self.recipe(.byCrossValidation(folds: 4), table)).train(on: table, rows: rows)
        }
    }

    /// A class whose rows are all held out is never predicted, and does not end the run.
    @Test func aClassOfOneGroupMayBeHeldOut() throws {
        let rows = (0..<6).flatMap { group in (0..<5).map { "g\(group),\(group * 5 + $0),class \(group)\n" } }
        let table = try ModelSupport.table("patient,a,diagnosis\n" + rows.joined())
        let result = try Trainer(Self.recipe(.onValidation(EarlyStopping(share: 0.2)), table)).train(
            on: table)
        #expect(result.model.provenance.rows == 25)
        #expect(result.history.allSatisfy { $0.validationLoss != nil })
    }
}
