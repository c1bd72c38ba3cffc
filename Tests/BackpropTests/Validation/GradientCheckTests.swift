import Backprop
import Testing

@Suite struct GradientCheckTests {
    /// Rows drawn from the seed, with targets that every loss accepts: probabilities that sum to 1.
    static func data(rows: Int, inputs: Int, targets: Int, seed: UInt64, weighted: Bool = false)
        -> Dataset<Double>
    {
        let random = Philox(seed: seed, stream: 1)
        let features = (0..<(rows * inputs)).map { 4 * random.unit(at: UInt64($0)) - 2 }
        let raw = (0..<(rows * targets)).map { random.unit(at: UInt64(100_000 + $0)) + 0.01 }
        var normalized: [Double] = []
        for row in 0..<rows {
            let values = raw[(row * targets)..<((row + 1) * targets)]
            normalized += values.map { $0 / values.reduce(0, +) }
        }
        let weights = weighted ? (0..<rows).map { random.unit(at: UInt64(200_000 + $0)) * 3 } : nil
        return Dataset(
            inputShape: [inputs], targetCount: targets, features: features, targets: normalized,
            weights: weights)
    }

    static let losses: [any Loss] = [
        SquaredError(), MeanSquaredError(), MeanAbsoluteError(), Huber(delta: 0.3), CrossEntropy(),
        BinaryCrossEntropy(),
    ]

    @Test(arguments: 1...20)
    func everyActivationHasItsGradient(seed: Int) throws {
        let sizes = Philox(seed: UInt64(seed), stream: 0)
        let inputs = 1 + Int(sizes.word(at: 0) % 7)
        let units = 1 + Int(sizes.word(at: 1) % 9)
        let rows = 1 + Int(sizes.word(at: 2) % 6)
        for activation in Activation.allKinds + [.leakyReLU(slope: 0.3), .elu(alpha: 0.5)] {
            let network = Network {
                Dense(units, activation: activation)
                ActivationLayer(activation)
                Dense(2, bias: false)
            }
            let check = try GradientCheck(
                network, loss: MeanSquaredError(),
                data: Self.data(rows: rows, inputs: inputs, targets: 2, seed: UInt64(seed)),
                seed: UInt64(seed))
            #expect(check.passes, "\(activation): \(String(describing: check.worst))")
            #expect(check.count == inputs * units + units + units * 2)
        }
    }

    @Test(arguments: [false, true])
    func everyLossHasItsGradient(weighted: Bool) throws {
        for loss in Self.losses {
            for outputs in [1, 2, 5] {
                let network = Network {
                    Dense(4, activation: .tanh)
                    Dense(outputs, activation: loss.fusedActivation ?? .linear)
                }
                let check = try GradientCheck(
                    network, loss: loss,
                    data: Self.data(rows: 6, inputs: 3, targets: outputs, seed: 3, weighted: weighted))
                #expect(check.passes, "\(loss): \(String(describing: check.worst))")
            }
        }
    }

    @Test func dropoutIsHeldStillAndHasItsGradient() throws {
        let network = Network {
            Dense(16, activation: .tanh)
            Dropout(0.4)
            Dense(3, activation: .softmax)
        }
        let check = try GradientCheck(
            network, loss: CrossEntropy(), data: Self.data(rows: 5, inputs: 4, targets: 3, seed: 8))
        #expect(check.passes, "\(String(describing: check.worst))")
    }

    @Test(arguments: WrongDense.Mistake.allCases)
    func catchesAWrongLayer(mistake: WrongDense.Mistake) throws {
        let network = Network {
            Dense(3, activation: .tanh)
            WrongDense(mistake: mistake)
            Dense(2)
        }
        let check = try GradientCheck(
            network, loss: MeanSquaredError(), data: Self.data(rows: 4, inputs: 3, targets: 2, seed: 5))
        #expect(check.passes == (mistake == .none), "\(mistake): \(String(describing: check.worst))")
    }
}

/// A square dense layer whose way back has one mistake; the checker has to see each.
struct WrongDense: Layer {
    enum Mistake: String, CaseIterable, Codable { case none, sign, scale, transposed }

    static let typeName = "wrong-dense"
    let mistake: Mistake

    func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    func parameters(for input: Shape) -> [ParameterDescription] {
        Dense(input.count, bias: false).parameters(for: input)
    }

    func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        Dense(pass.inputShape.count, bias: false).forward(pass)
    }

    func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let size = pass.inputShape.count
        Dense(size, bias: false).backward(pass)
        let gradient = pass.parameterGradient
        switch mistake {
        case .none: break
        case .sign: for index in 0..<(size * size) { gradient[index] = -gradient[index] }
        case .scale: for index in 0..<(size * size) { gradient[index] *= 2 }
        case .transposed:
            guard let input = pass.inputGradient else { return }
            for row in 0..<pass.rows {
                for column in 0..<size {
                    var sum: S = 0
                    for other in 0..<size {
                        sum +=
                            pass.outputGradient[row * size + other] * pass.parameters[other * size + column]
                    }
                    input[row * size + column] = sum
                }
            }
        }
    }
}
