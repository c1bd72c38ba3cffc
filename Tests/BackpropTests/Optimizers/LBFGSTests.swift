import Testing

@testable import Backprop

/// Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², and an optimizer on it.
private final class RosenbrockSearch {
    private let optimizer: LBFGS
    private let count: Int
    private let parameters: UnsafeMutablePointer<Double>
    private let gradients: UnsafeMutablePointer<Double>
    private let state: UnsafeMutablePointer<Double>
    private(set) var evaluations = 0

    init(_ optimizer: LBFGS, start: [Double]) {
        self.optimizer = optimizer
        count = start.count
        parameters = .zeros(count)
        parameters.update(from: start, count: count)
        gradients = .zeros(count)
        state = .zeros(optimizer.stateVectorCount * count)
    }

    deinit {
        for buffer in [parameters, gradients, state] { buffer.deallocate() }
    }

    var point: [Double] { (0..<count).map { parameters[$0] } }

    func evaluate() -> Double {
        evaluations += 1
        var loss = 0.0
        for index in 0..<count { gradients[index] = 0 }
        for index in 0..<(count - 1) {
            let (x, next) = (parameters[index], parameters[index + 1])
            loss += 100 * (next - x * x) * (next - x * x) + (1 - x) * (1 - x)
            gradients[index] += -400 * x * (next - x * x) - 2 * (1 - x)
            gradients[index + 1] += 200 * (next - x * x)
        }
        return loss
    }

    func iterate() throws -> (loss: Double, outcome: ConvergenceStatus) {
        try optimizer.search(
            LineSearchStep(
                count: count, parameters: parameters, gradients: gradients, state: state, loss: evaluate(),
                learningRate: optimizer.learningRate, evaluate: evaluate))
    }
}

@Suite struct LBFGSTests {
    static let golden = GoldenValues(LBFGSGoldenValues.text)

    /// The iterates of SciPy's L-BFGS-B; rounding errors grow along the way.
    @Test func followsSciPyOverRosenbrocksFunction() throws {
        var point = Self.golden["rosenbrock", "start"]
        let points = Self.golden["rosenbrock", "points"]
        let losses = Self.golden["rosenbrock", "losses"]
        try #require(losses.count > 20)
        let search = RosenbrockSearch(
            LBFGS(pairs: 5, gradientTolerance: 1e-6, lossTolerance: 0), start: point)
        for (iteration, loss) in losses.enumerated() {
            let reached = try search.iterate()
            point = search.point
            #expect(abs(reached.loss - loss) <= 1e-6 * loss + 1e-12, "iteration \(iteration + 1)")
            let expected = points[(4 * iteration)..<(4 * iteration + 4)]
            let isThere = zip(point, expected).allSatisfy { abs($0 - $1) < 1e-6 }
            #expect(isThere, "iteration \(iteration + 1)")
            #expect(reached.outcome == (iteration + 1 == losses.count ? .smallGradient : .moved))
        }
        let isAtTheMinimum = point.allSatisfy { abs($0 - 1) < 1e-5 }
        #expect(isAtTheMinimum)
    }

    private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    private static func recipe(_ network: String, _ loss: any Loss, l2: Double, epochs: Int = 3000) -> Recipe
    {
        Recipe(
            network: try! Network(parsing: network), loss: loss, optimizer: LBFGS(), epochs: epochs,
            batchSize: .full, regularization: Regularization(l2: l2), precision: .float64)
    }

    /// The numbers that scikit-learn's script begins with.
    private static func firstWeights(_ count: Int, start: Int) -> [Double] {
        (1...count).map { number in
            let index = number + 1000 * start
            let pattern = (37 * index * index + 11 * index) % 97 - 48
            return Double(pattern) / 128
        }
    }

    private static func scaled(_ rows: [[Double]]) -> [[Double]] {
        let count = Double(rows.count)
        let scales = rows[0].indices.map { column in
            let values = rows.map { $0[column] }
            let mean = values.reduce(0, +) / count
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
            return (mean: mean, deviation: variance.squareRoot())
        }
        return rows.map { row in zip(row, scales).map { ($0 - $1.mean) / $1.deviation } }
    }

    /// Compares losses with their penalties with scikit-learn's. They are those at the end of training from each start,
    /// if there are such, and those along the beginning of the first path.
    private static func expectLosses(_ recipe: Recipe, _ data: Dataset<Double>, _ name: String) throws {
        try expectBeginning(run(recipe, data, start: 0), data, name)
        let expected = golden[name, "loss"]
        let found = try golden[name, "starts"].map { start in
            let start = Int(start)
            let run = try run(recipe, data, start: start)
            while run.epoch < recipe.epochs && !run.isOver { _ = try run.runEpoch() }
            #expect(run.isOver, "\(name) from \(start)")
            return try loss(run, data)
        }
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) {
            #expect(abs(found - expected) < 0.01 * expected, "\(name): \(found), not \(expected)")
        }
    }

    /// The first iterations, before rounding has grown.
    private static func expectBeginning(
        _ run: TrainingRun<Double>, _ data: Dataset<Double>, _ name: String
    ) throws {
        let losses = golden[name, "beginning"]
        try #require(losses.count == 30)
        for expected in losses {
            _ = try run.runEpoch()
            let found = try loss(run, data)
            #expect(
                abs(found - expected) < 1e-6 * expected,
                "\(name) after \(run.epoch) iterations: \(found), not \(expected)")
        }
    }

    private static func run(
        _ recipe: Recipe, _ data: Dataset<Double>, start: Int
    ) throws -> TrainingRun<Double> {
        let count = try ParameterLayout(recipe.network, input: data.inputShape).count
        return try TrainingRun(recipe, data: data, parameters: firstWeights(count, start: start))
    }

    /// The loss of a run's parameters with its penalty.
    private static func loss(_ run: TrainingRun<Double>, _ data: Dataset<Double>) throws -> Double {
        let loss = try ValidationEvaluator(run.recipe.network, loss: run.recipe.loss, data: data, threads: 1)
            .value(run.parameters)
        return loss + WeightRegularizer(run.recipe.regularization, layout: run.layout).penalty(run.parameters)
    }

    @Test(arguments: ["iris", "iris weak"]) func endsOnIrisLikeScikitLearn(name: String) throws {
        let table = try Table(contentsOf: Self.root + "/Examples/iris.csv")
        let classes = 0..<3
        let columns = try table.numbers(ofColumns: [0, 1, 2, 3], as: Double.self)
        let rows = (0..<150).map { row in columns.map { $0[row] } }
        let targets = (0..<150).map { row in classes.map { $0 == row / 50 ? 1.0 : 0 } }
        let recipe = Self.recipe(
            "dense 8 tanh, dense 3 softmax", CrossEntropy(), l2: Self.golden[name, "alpha"][0] / 150)
        try Self.expectLosses(recipe, Dataset(Self.scaled(rows), targets: targets), name)
    }

    @Test(
        .enabled(if: dataFile("housing.csv") != nil, "housing.csv is not there"),
        arguments: ["housing", "housing weak"])
    func endsOnHousingLikeScikitLearn(name: String) throws {
        let table = try Table(contentsOf: try #require(dataFile("housing.csv")))
        let columns = try table.numbers(ofColumns: Array(table.columns.indices), as: Double.self)
        let rows = Self.scaled((0..<506).map { row in columns.map { $0[row] } })
        let recipe = Self.recipe(
            "dense 8 tanh, dense 1", SquaredError(), l2: Self.golden[name, "alpha"][0] / 506)
        let data = Dataset(rows.map { Array($0.dropLast()) }, targets: rows.map { [$0.last!] })
        try Self.expectLosses(recipe, data, name)
    }

    private static let line = Dataset<Double>(
        (0..<20).map { [Double($0) / 20, Double($0 * $0 % 11)] }, targets: (0..<20).map { [Double($0 % 7)] })

    @Test func aWeightOfTwoIsTheRowTwice() throws {
        let weighted = Dataset(
            inputShape: [2], targetCount: 1, features: Self.line.features, targets: Self.line.targets,
            weights: (0..<20).map { $0 % 4 == 0 ? 2 : 1 })
        let twice = Self.line.selectingRows((0..<20).flatMap { $0 % 4 == 0 ? [$0, $0] : [$0] })
        let recipe = Self.recipe("dense 3 tanh, dense 1", MeanSquaredError(), l2: 0.01)
        let results = try [weighted, twice].map { try Trainer(recipe).train(on: $0) }
        let parameters = results.map { $0.model.parameters.values(as: Double.self) }
        let agree = zip(parameters[0], parameters[1]).allSatisfy { abs($0 - $1) < 1e-3 * max(1, abs($1)) }
        #expect(agree)
    }

    @Test func labelsAreSmoothedAsIfTheyHadComeSo() throws {
        let labels = (0..<20).map { row in (0..<3).map { $0 == row % 3 ? 1.0 : 0 } }
        func trained(_ labels: [[Double]], smoothing: Double) throws -> [Double] {
            var recipe = Self.recipe("dense 3 tanh, dense 3 softmax", CrossEntropy(), l2: 0.01)
            recipe.regularization.labelSmoothing = smoothing
            let rows = (0..<20).map { [Double($0) / 20, Double($0 * $0 % 11)] }
            let result = try Trainer(recipe).train(on: Dataset(rows, targets: labels))
            return result.model.parameters.values(as: Double.self)
        }
        let smooth = try trained(labels, smoothing: 0.1)
        let (keep, share) = (1 - 0.1, 0.1 / Double(3))
        #expect(try smooth == trained(labels.map { $0.map { keep * $0 + share } }, smoothing: 0))
        #expect(try smooth != trained(labels, smoothing: 0))
    }

    /// A linear network under squared errors has one minimum, the solution of the normal equations.
    @Test func theMinimumOfALineIsItsLeastSquares() throws {
        let random = Philox(seed: 4, stream: 1)
        let inputs = (0..<30).map { random.normal(at: UInt64($0)) }
        let truth = inputs.map { 3 * $0 - 2 }
        let result = try Trainer(Self.recipe("dense 1", MeanSquaredError(), l2: 0))
            .train(on: Dataset(inputs.map { [$0] }, targets: truth.map { [$0] }))
        guard case .converged(.smallGradient, _) = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        let parameters = result.model.parameters.values(as: Double.self)
        #expect(abs(parameters[0] - 3) < 1e-3 && abs(parameters[1] + 2) < 1e-3)
    }

    @Test func losesNothingIfNoEpochIsLeftOver() throws {
        let recipe = Self.recipe("dense 3 tanh, dense 1", MeanSquaredError(), l2: 0, epochs: 4)
        let result = try Trainer(recipe).train(on: Self.line)
        #expect(result.ending == .completed && result.history.count == 4)
        let losses = result.history.map(\.loss)
        #expect(losses == losses.sorted(by: >))
    }

    @Test func worksInSinglePrecision() throws {
        var recipe = Self.recipe("dense 3 tanh, dense 1", MeanSquaredError(), l2: 0.01)
        recipe.precision = .float32
        let data = Dataset<Float>(
            (0..<20).map { [Float($0) / 20, Float($0 * $0 % 11)] }, targets: (0..<20).map { [Float($0 % 7)] })
        let result = try Trainer(recipe).train(on: data)
        guard case .converged = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
        #expect(result.history.last!.loss < result.history.first!.loss / 2)
    }

    @Test func aLossThatIsNoNumberIsSteppedBackFrom() throws {
        // The first trial, of length 1/‖g‖ · 1e6, overflows.
        let recipe = {
            var recipe = Self.recipe("dense 3 relu, dense 1", MeanSquaredError(), l2: 0.01)
            recipe.optimizer = LBFGS(learningRate: 1e200)
            return recipe
        }()
        let result = try Trainer(recipe).train(on: Self.line)
        #expect(result.history.last!.loss <= result.history.first!.loss)
        let isFinite = result.model.parameters.values(as: Double.self).allSatisfy(\.isFinite)
        #expect(isFinite)
    }

    @Test func refusesWhatASearchCannotServe() {
        func message(_ change: (inout Recipe) -> Void) -> String? {
            var recipe = Self.recipe("dense 3 tanh, dense 1", MeanSquaredError(), l2: 0)
            change(&recipe)
            return #expect(throws: SettingError.self) { try recipe.validate() }?.description
        }
        let messages = [
            message { $0.batchSize = .rows(8) }, message { $0.schedule = .cosine(floor: 0) },
            message { $0.network = Network([Dense(3), Dropout(0.2), Dense(1)]) },
            message { $0.regularization.inputNoise = 0.1 }, message { $0.regularization.l1 = 0.5 },
            message { $0.regularization.clipNorm = 2 },
            message { $0.augmentation = Augmentation(shift: 1, noise: 0.5) },
        ]
        #expect(
            messages == [
                "the batch size with lbfgs must be full, not 8",
                "the schedule with lbfgs must be constant, not \"cosine\"",
                "the network with lbfgs must be without random layers, not \"dropout 0.2\"; use the l2 penalty against overfitting",
                "the input noise with lbfgs must be 0, not 0.1",
                "the l1 penalty with lbfgs must be 0, not 0.5; use the l2 penalty instead",
                "the limit of weights or gradients with lbfgs must be none, not 2.0",
                "the augmentation with lbfgs must be none, not \"shift 1, noise 0.5\"",
            ])
    }

    @Test func anAugmentationThatChangesNothingIsNone() throws {
        var recipe = Self.recipe("dense 3 tanh, dense 1", MeanSquaredError(), l2: 0)
        recipe.augmentation = Augmentation()
        try recipe.validate()
    }

    @Test func isReadBackAsWritten() throws {
        let rule = LBFGS(learningRate: 0.5, pairs: 7, gradientTolerance: 1e-5, lossTolerance: 0)
        #expect(try JSONValue(encoding: rule).decode(LBFGS.self) == rule)
        var value = try JSONValue(encoding: rule)
        value["pairs"] = 0
        #expect(throws: (any Error).self) { try value.decode(LBFGS.self) }
    }
}
