import Backprop
import Foundation
import Testing

@Suite struct ScaleTests {
    /// Rows of (a, b) with the target 3a − 2b, which a scale and a sum with fixed signs can reproduce.
    static func data<S: Scalar>(as scalar: S.Type = S.self) -> Dataset<S> {
        let random = Philox(seed: 11, stream: 0)
        let rows = (0..<32).map { row in (0..<2).map { S(2 * random.unit(at: UInt64(2 * row + $0)) - 1) } }
        return Dataset(rows, targets: rows.map { [3 * $0[0] - 2 * $0[1]] })
    }

    static let network = Network {
        Scale(start: 0.5)
        Dense(4, activation: .tanh)
        Scale()
        Dense(1)
    }

    @Test func fitsAmongTheLayers() throws {
        let layout = try ParameterLayout(Self.network, input: [2])
        #expect(
            layout.entries.map(\.name) == [
                "0.factor", "1.weight", "1.bias", "3.factor", "4.weight", "4.bias",
            ])
        let first: [Double] = layout.initialValues(seed: 1)
        #expect(Array(first[layout["0.factor"]!.range]) == [0.5, 0.5])
        #expect(Array(first[layout["3.factor"]!.range]) == [1, 1, 1, 1])
        #expect(Self.network.text == "scale, dense 4 tanh, scale, dense 1")
    }

    @Test(arguments: [MeanSquaredError(), Cauchy()] as [any Loss])
    func hasItsGradient(loss: any Loss) throws {
        let check = try GradientCheck(Self.network, loss: loss, data: Self.data())
        #expect(check.passes, "\(String(describing: check.worst))")
        #expect(check.count == 2 + 12 + 4 + 5)
    }

    @Test func learnsItsFactors() throws {
        try Self.expectLearning(as: Double.self)
        try Self.expectLearning(as: Float.self)
    }

    static func expectLearning<S: Scalar>(as scalar: S.Type) throws {
        let recipe = Recipe(
            network: Network { Scale() }, loss: MeanSquaredError(), optimizer: Adam(learningRate: 0.1),
            epochs: 200, batchSize: .full)
        let data = data(as: S.self)
        let targets = Dataset(
            inputShape: [2], targetCount: 2, features: data.features,
            targets: data.features.enumerated().map { $0 % 2 == 0 ? 3 * $1 : -2 * $1 })
        let run = try TrainingRun(recipe, data: targets)
        var loss = Double.infinity
        for _ in 0..<recipe.epochs { loss = try run.runEpoch().loss }
        #expect(loss < 1e-6)
        #expect(abs(run.parameters[0] - 3) < 0.01 && abs(run.parameters[1] + 2) < 0.01)
    }

    @Test func lossesAndRulesFromOutsideTrainToo() throws {
        let recipe = Recipe(
            network: Self.network, loss: Cauchy(), optimizer: SignDescent(), epochs: 100,
            batchSize: .rows(8), precision: .float64)
        let run = try TrainingRun(recipe, data: Self.data(as: Double.self))
        let first = try run.runEpoch().loss
        var last = first
        for _ in 1..<recipe.epochs { last = try run.runEpoch().loss }
        #expect(last < first / 20)
    }

    @Test func isReadBackThroughARegistryThatKnowsIt() throws {
        let text = try JSONEncoder().encode(Self.network)
        var registry = TypeRegistry.standard
        registry.add(Scale.self)
        let decoder = JSONDecoder()
        decoder.userInfo[.registry] = registry
        let read = try decoder.decode(Network.self, from: text)
        #expect(read == Self.network)
        #expect((read.layers[0] as? Scale)?.start == 0.5)
    }

    @Test func theStandardRegistryDoesNotKnowIt() throws {
        let text = try JSONEncoder().encode(Self.network)
        let error = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Network.self, from: text) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(
            context.debugDescription == "there is no layer of the type \"scale\"; add it to the type registry"
        )
    }
}
