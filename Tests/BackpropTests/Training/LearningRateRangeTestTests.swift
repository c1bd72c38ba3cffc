import Testing

@testable import Backprop

@Suite struct LearningRateRangeTestTests {
    private static let data: Dataset<Double> = {
        let random = Philox(seed: 6, stream: 3)
        let features = (0..<64).map { row in (0..<3).map { random.normal(at: UInt64(3 * row + $0)) } }
        return Dataset(features, targets: features.map { [$0[0] - 2 * $0[1] + 0.5 * $0[2]] })
    }()

    private static func recipe(_ optimizer: any Optimizer = SGD()) -> Recipe {
        Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: optimizer,
            schedule: .cosine(floor: 0), epochs: 2, batchSize: .rows(8), precision: .float64)
    }

    /// Rates of a geometric sequence; the losses are those of a run that takes them, computed by hand.
    @Test func takesItsOwnRates() throws {
        let test = try LearningRateRangeTest(Self.recipe(), lowest: 1e-4, highest: 1e-2, steps: 21)
        let points = try test.run(on: Self.data).points
        #expect(points.count == 21)
        for (index, point) in points.enumerated() {
            let expected = 1e-4 * PortableMath.power(1.2589254117941673, UInt64(index))
            #expect(abs(point.learningRate - expected) < 1e-12)
        }
        var recipe = Self.recipe(SGD(learningRate: points[0].learningRate))
        recipe.schedule = .constant
        let run = try TrainingRun(recipe, data: Self.data, parameters: nil, stepwise: true)
        #expect(try run.step(learningRate: points[0].learningRate) == points[0].loss)
        #expect(try run.step(learningRate: points[1].learningRate) == points[1].loss)
    }

    /// Each loss is related to that of the same batch under the initial weights.
    @Test func smoothsTheRatioToTheInitialLosses() throws {
        let recipe = Self.recipe()
        let test = try LearningRateRangeTest(recipe, lowest: 1e-4, highest: 1e-2, steps: 10, smoothing: 0.5)
        let points = try test.run(on: Self.data).points
        let run = try TrainingRun(recipe, data: Self.data, parameters: nil, stepwise: true)
        let before = try (0..<10).map { _ in try run.step(learningRate: 0) }
        let mean = before.reduce(0, +) / 10
        #expect(points[0].loss == before[0] && points[1].loss < before[1])
        #expect(abs(points[0].smoothedLoss - mean) < 1e-12)
        let second = (points[0].loss / 2 + points[1].loss) / (before[0] / 2 + before[1]) * mean
        #expect(abs(points[1].smoothedLoss - second) < 1e-12)
    }

    /// One target in fifty is a hundred times as large as the others, so that the losses of batches differ by as much.
    /// Adam learns from rates of about a thousandth on.
    @Test(arguments: 1...12) func suggestsTheSameForHeavyTailsWhateverTheSeed(_ seed: UInt64) throws {
        let random = Philox(seed: 9, stream: 4)
        let features = (0..<500).map { row in (0..<2).map { random.normal(at: UInt64(2 * row + $0)) } }
        let targets = features.enumerated().map { [($1[0] + 0.5 * $1[1]) * ($0 % 50 == 7 ? 100 : 1) / 14] }
        let recipe = Recipe(
            network: Network([Dense(32, activation: .gelu), Dense(1)]), loss: MeanSquaredError(),
            optimizer: AdamW(), epochs: 1, batchSize: .rows(16), seed: seed, precision: .float64)
        let data = Dataset<Double>(features, targets: targets)
        let suggestion = try LearningRateRangeTest(recipe).run(on: data).suggestion
        #expect(suggestion.map { (0.0003...0.05).contains($0) } == true, "\(suggestion ?? 0)")
    }

    @Test func batchesWithoutAnInitialLossDoNotCount() {
        var losses = PairedLosses(smoothing: 0.5)
        losses.append(0, before: 0)
        losses.append(3, before: 0)
        #expect(!losses.haveBurst)
        losses.append(8, before: 1)
        #expect(losses.haveBurst)
        #expect(losses.points(rates: [1, 2, 3]).map(\.loss) == [0, 3, 8])
        #expect(losses.points(rates: [1, 2, 3]).allSatisfy { $0.smoothedLoss.isFinite })
    }

    /// Squared errors over rows of about unit length burst where the rate passes 2 over the largest curvature.
    @Test func findsRatesBelowThoseThatBurst() throws {
        let result = try LearningRateRangeTest(Self.recipe()).run(on: Self.data)
        #expect(result.hasBurst)
        let last = try #require(result.points.last).learningRate
        #expect(last > 0.1 && last < 10)
        let suggestion = try #require(result.suggestion)
        #expect(suggestion > 0.005 && suggestion < last)
        #expect(try #require(result.tenthOfLowest) < last)
    }

    @Test func steepestAndLowestAreReadOffTheCurve() {
        var result = LearningRateRangeTest.Result()
        let losses = [5.0, 5, 5, 4.9, 4, 2, 1, 0.9, 0.95, 3]
        result.points = losses.enumerated().map {
            LearningRateRangeTest.Point(learningRate: Double($0 + 1), loss: $1, smoothedLoss: $1)
        }
        #expect(result.steepest == 6, "from 4 to 1 over its neighbours")
        #expect(result.tenthOfLowest == 0.8)
        result.points.reverse()
        #expect(result.steepest != nil)
        result.points = result.points.map { .init(learningRate: $0.learningRate, loss: 1, smoothedLoss: 1) }
        #expect(result.steepest == nil)
    }

    @Test func refusesWhatMakesNoSense() {
        func message(_ make: () throws -> LearningRateRangeTest) -> String {
            do {
                _ = try make()
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            message { try .init(Self.recipe(Rprop())) }
                == "the optimizer must be one whose steps follow the learning rate, not rprop")
        #expect(
            message { try .init(Self.recipe(), lowest: 1, highest: 1) }
                == "the highest learning rate must be a number above the lowest, 1.0, not 1.0")
        #expect(
            message { try .init(Self.recipe(), steps: 3) } == "the number of steps must be at least 10, not 3"
        )
    }
}
