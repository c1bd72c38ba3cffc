import Testing

@testable import Backprop

/// A row of weight 2 is the row twice, and one of weight 0 is absent, for every loss and for whole runs.
@Suite struct RowWeightTests {
    private static let losses: [(loss: any Loss, output: Activation)] = [
        (SquaredError(), .linear), (MeanSquaredError(), .linear), (MeanAbsoluteError(), .linear),
        (Huber(), .linear), (CrossEntropy(), .softmax), (BinaryCrossEntropy(), .sigmoid),
    ]

    private static let repeats = [1, 2, 0, 3, 1, 2]

    /// Six rows, with weights or repeated.
    private func data(weighted: Bool) -> Dataset<Double> {
        let rows = Self.repeats.indices.map { row in
            [Double(row * 3 % 5) - 1.75, Double(row * 7 % 4) / 3]
        }
        let targets = Self.repeats.indices.map { $0 % 2 == 0 ? [1.0, 0] : [0, 1] }
        if weighted { return Dataset(rows, targets: targets, weights: Self.repeats.map(Double.init)) }
        let order = Self.repeats.enumerated().flatMap { Array(repeating: $0, count: $1) }
        return Dataset(order.map { rows[$0] }, targets: order.map { targets[$0] })
    }

    /// The parameters after five steps of plain descent on all rows, and the losses.
    private func run(_ index: Int, weighted: Bool) throws -> (parameters: [Double], losses: [Double]) {
        let (loss, output) = Self.losses[index]
        let network = Network {
            Dense(3, activation: .tanh)
            Dense(2, activation: output)
        }
        let recipe = Recipe(
            network: network, loss: loss, optimizer: SGD(learningRate: 0.1), epochs: 5, batchSize: .full,
            shuffles: false)
        let data = data(weighted: weighted)
        let run = try TrainingRun(recipe, data: data)
        let losses = try (0..<5).map { _ in try run.runEpoch().loss }
        return (run.parameters, losses)
    }

    @Test(arguments: losses.indices) func aWeightOfTwoIsTheRowTwice(_ index: Int) throws {
        let (weighted, repeated) = try (run(index, weighted: true), run(index, weighted: false))
        let distances = zip(weighted.parameters, repeated.parameters).map { abs($0 - $1) }
        #expect(distances.max()! < 1e-13)
        #expect(zip(weighted.losses, repeated.losses).allSatisfy { abs($0 - $1) < 1e-13 })
        // Equal weights give another result, so that the comparison can fail.
        #expect(weighted.losses[4] != weighted.losses[0])
    }

    /// From the table on: preprocessing, training and scores.
    @Test(arguments: [true, false]) func aWeightColumnIsTheRowsRepeated(classes: Bool) throws {
        let lines = (0..<12).map { row in
            let target = classes ? ["u", "v"][row * 5 % 7 % 2] : "\(Double(row * 5 % 7) + 0.5)"
            return "\(Double(row * 3 % 8) / 2),\(["a", "b", "c"][row % 3]),\(target)"
        }
        let repeats = (0..<12).map { $0 % 3 + ($0 == 4 ? 0 : 1) }
        let weighted = lines.indices.map { "\(lines[$0]),\(repeats[$0])\n" }.joined()
        let repeated = lines.indices.flatMap { Array(repeating: "\(lines[$0])\n", count: repeats[$0]) }
            .joined()
        func evaluation(_ text: String, _ weight: ColumnReference?) throws -> Evaluation {
            let table = try ModelSupport.table(text)
            var options = RecipeOptions()
            options.columns.weight = weight
            options.columns.targets = [.name("y")]
            options.hiddenLayers = try Network(parsing: "dense 3 tanh")
            options.precision = .float64
            options.batchSize = .full
            options.epochs = 30
            options.preprocessing.classWeighting = classes ? .balanced : .none
            let schema = try Schema(inferring: table, selection: options.columns)
            let recipe = try options.recipe(for: schema, rows: 1).recipe
            return try Trainer(recipe).train(on: table, schema: schema).model.evaluate(table)
        }
        let first = try evaluation("x,c,y,w\n" + weighted, .name("w"))
        let second = try evaluation("x,c,y\n" + repeated, nil)
        #expect(first.metrics.map(\.metric) == second.metrics.map(\.metric))
        for (one, other) in zip(first.metrics, second.metrics) {
            #expect(abs(one.value - other.value) < 1e-9, "\(one.metric)")
        }
        let unweighted = try evaluation("x,c,y\n" + lines.map { $0 + "\n" }.joined(), nil)
        #expect(unweighted.metrics.map(\.value) != first.metrics.map(\.value))
    }
}
