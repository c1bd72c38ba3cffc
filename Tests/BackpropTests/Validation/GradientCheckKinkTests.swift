import Backprop
import Testing

/// At a bend of the loss there may be no derivative; a wrong one must not hide behind that.
@Suite struct GradientCheckKinkTests {
    /// Sums of exactly 0 under relu: the slopes on both sides differ.
    @Test func aSumOfZeroIsNeitherRightNorWrong() throws {
        let network = Network([Dense(3, activation: .relu), Dense(1)])
        let data = Dataset<Double>([[0, 0]], targets: [[1]])
        let check = try GradientCheck(network, loss: SquaredError(), data: data)
        let kinks = check.tensors.map { "\($0.tensor) \($0.compared) \($0.failures) \($0.kinks)" }
        #expect(kinks == ["0.weight 6 0 0", "0.bias 0 0 3", "2.weight 3 0 0", "2.bias 1 0 0"])
        #expect(check.passes && check.kinks == 3 && check.count == 10)
    }

    @Test func nothingIsKnownIfAllValuesLieOnKinks() throws {
        let network = Network([Dense(1, bias: false), ActivationLayer(.relu)])
        let data = Dataset<Double>([[1]], targets: [[1]])
        let check = try GradientCheck(network, loss: SquaredError(), data: data, parameters: [0])
        #expect(check.kinks == 1 && check.count == 0 && check.worst == nil)
        #expect(!check.passes)
    }

    /// The sum is 2e-6, so that a difference of 1e-5 reaches over the kink and mixes two slopes.
    @Test func aKinkNearbyIsPassedWithSmallerSteps() throws {
        let network = Network([Dense(1, activation: .relu, bias: false)])
        let data = Dataset<Double>([[1]], targets: [[1]])
        let check = try GradientCheck(network, loss: SquaredError(), data: data, parameters: [2e-6])
        #expect(check.passes && check.kinks == 0 && check.count == 1)
        #expect(abs(check.worst!.numeric + 1) < 1e-4)
    }

    /// On these rows half of the sums under relu are 0.
    @Test(arguments: [WrongDense.Mistake.sign, .scale])
    func aWrongLayerIsFoundAmongKinks(mistake: WrongDense.Mistake) throws {
        let network = Network {
            Dense(3, activation: .relu)
            WrongDense(mistake: mistake)
            Dense(2)
        }
        let data = Dataset<Double>([[0, 0], [1, 2]], targets: [[1, 0], [0, 1]])
        let check = try GradientCheck(network, loss: MeanSquaredError(), data: data, seed: 4)
        #expect(check.kinks > 0)
        #expect(!check.passes)
        let worst = try #require(check.worst)
        #expect(worst.layer == 1 && worst.tensor == "2.weight")
        let factor = mistake == .sign ? -1.0 : 2
        #expect(abs(worst.analytic - factor * worst.numeric) < 1e-6)
        #expect(worst.coordinates == [worst.index % 3, worst.index / 3])
        #expect(check.tensors.filter { $0.tensor != "2.weight" }.allSatisfy { $0.failures == 0 })
    }

    @Test func aGradientThatIsNoNumberIsWrong() throws {
        let data = Dataset<Double>([[1, 2, 3]], targets: [[1, 0, 0]])
        let check = try GradientCheck(
            Network([BrokenGradient()]), loss: MeanSquaredError(), data: data)
        #expect(check.failures == 3 && check.kinks == 0)
    }

    @Test func aSampleIsAFunctionOfTheSeed() throws {
        let network = Network([Dense(8, activation: .tanh), Dense(3)])
        let data = GradientCheckTests.data(rows: 2, inputs: 4, targets: 3, seed: 1)
        func compared(_ seed: UInt64) throws -> [Int] {
            try GradientCheck(network, loss: SquaredError(), data: data, limit: 20, seed: seed).tensors
                .map(\.compared)
        }
        #expect(try compared(1).reduce(0, +) == 20)
        #expect(try compared(1) == compared(1))
        #expect(try compared(1) != compared(2))
    }

    @Test func aLossThatIsNoNumberEndsTheCheck() throws {
        let data = Dataset<Double>([[1e200, 1e200]], targets: [[1]])
        #expect(throws: TrainingError.self) {
            try GradientCheck(Network([Dense(1)]), loss: SquaredError(), data: data)
        }
    }
}

/// A layer that scales each value, and whose gradient is not a number.
private struct BrokenGradient: Layer {
    static let typeName = "broken-gradient"

    func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    func parameters(for input: Shape) -> [ParameterDescription] {
        [
            ParameterDescription(
                name: "scale", extents: [input.count], initializer: .constant(2), fanIn: 1, fanOut: 1,
                isWeight: true)
        ]
    }

    func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        for index in 0..<pass.inputShape.count {
            pass.output[index] = pass.input[index] * pass.parameters[index]
        }
    }

    func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        for index in 0..<pass.inputShape.count { pass.parameterGradient[index] = .nan }
    }
}
