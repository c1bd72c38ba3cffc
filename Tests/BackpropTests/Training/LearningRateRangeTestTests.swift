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
    @Test func takesTheRatesThatItSays() throws {
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

    @Test func smoothsWithCorrectionForItsBeginning() throws {
        let test = try LearningRateRangeTest(
            Self.recipe(), lowest: 1e-4, highest: 1e-2, steps: 10, smoothing: 0.5)
        let points = try test.run(on: Self.data).points
        #expect(abs(points[0].smoothedLoss - points[0].loss) < 1e-12)
        let second = (points[0].loss / 2 + points[1].loss) / 1.5
        #expect(abs(points[1].smoothedLoss - second) < 1e-12)
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
