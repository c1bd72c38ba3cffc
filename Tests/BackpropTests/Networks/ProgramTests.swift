import Backprop
import Testing

@Suite struct ProgramTests {
    static let rows = 23
    static let inputs = 6

    /// Features of 23 rows, drawn from a fixed seed.
    static func features<S: Scalar>(as scalar: S.Type) -> [S] {
        let random = Philox(seed: 5, stream: 0)
        return (0..<(rows * inputs)).map { S(4 * random.unit(at: UInt64($0)) - 2) }
    }

    /// Returns the outputs of a network for the rows, `batchSize` of them at a time.
    static func outputs<S: Scalar>(
        _ text: String, purpose: Program<S>.Purpose = .inference, batchSize: Int = rows, threads: Int = 1,
        training: RandomContext? = nil
    ) throws -> [S] {
        let program = try Program<S>(
            Network(parsing: text), input: [inputs], batchSize: batchSize, purpose: purpose, threads: threads)
        let parameters: [S] = program.layout.initialValues(seed: 3, weights: .uniform(-1..<1))
        let features = features(as: S.self)
        var results: [S] = []
        for begin in stride(from: 0, to: rows, by: batchSize) {
            let count = min(batchSize, rows - begin)
            features.withUnsafeBufferPointer { features in
                let output = program.forward(
                    features.baseAddress! + begin * inputs, rows: count, parameters: parameters,
                    training: training)
                results += UnsafeBufferPointer(start: output, count: count * program.outputShape.count)
            }
        }
        return results
    }

    static let networks = [
        "dense 3", "dense 17 relu, dense 5 tanh, dense 3 softmax", "dense 8 gelu, silu, dense 1 sigmoid",
        "sigmoid, dense 33 softplus no-bias, elu, selu, dense 2",
    ]

    @Test(arguments: networks) func rowsDoNotDependOnTheirBatch(text: String) throws {
        try Self.expectIndependence(text, as: Double.self)
        try Self.expectIndependence(text, as: Float.self)
    }

    static func expectIndependence<S: Scalar>(_ text: String, as scalar: S.Type) throws {
        let expected: [S] = try outputs(text)
        #expect(Set(expected.map(\.description)).count > expected.count / 2)
        for batchSize in [1, 2, 4, 7, 22, 64] {
            #expect(try outputs(text, batchSize: batchSize) == expected, "batches of \(batchSize)")
        }
        #expect(try outputs(text, threads: 4) == expected)
        #expect(try outputs(text, purpose: .training, batchSize: 5) == expected)
    }

    @Test(arguments: [
        ("dropout 0.5, dense 4 tanh, dense 3", "dense 4 tanh, dense 3"),
        ("dense 4 tanh, dense 3, dropout 0.5", "dense 4 tanh, dense 3"),
        ("dense 9, dropout 0.1, dropout 0.2, dropout 0.3, relu, dense 2", "dense 9, relu, dense 2"),
    ])
    func dropoutDoesNothingInPrediction(with: String, without: String) throws {
        let expected = try Self.predictions(without)
        #expect(try Self.predictions(with) == expected)
        #expect(try Self.predictions(with, purpose: .training) == expected)
    }

    @Test(arguments: [
        ("dense 4 tanh, dropout 0.5, dense 3", "dense 4 tanh, dense 3"),
        ("dropout 0.5, dense 9, dropout 0.1, dense 9, dropout 0.1, dense 9", "dense 9, dense 9, dense 9"),
    ])
    func layersOnBothSidesOfDropoutHaveTheirOwnBuffers(with: String, without: String) throws {
        let expected = try Self.predictions(without)
        #expect(try Self.predictions(with, purpose: .training) == expected)
        #expect(try Self.predictions(with) == expected)
    }

    /// Returns the predictions of a network; its parameters depend on their index in the vector alone.

    static func predictions(_ text: String, purpose: Program<Double>.Purpose = .inference) throws -> [Double]
    {
        let program = try Program<Double>(
            Network(parsing: text), input: [inputs], batchSize: rows, purpose: purpose)
        let random = Philox(seed: 9, stream: 0)
        let parameters = (0..<program.layout.count).map { random.unit(at: UInt64($0)) - 0.5 }
        let output = program.forward(features(as: Double.self), rows: rows, parameters: parameters)
        return Array(UnsafeBufferPointer(start: output, count: rows * program.outputShape.count))
    }

    @Test func dropoutInTrainingIsAFunctionOfSeedAndStep() throws {
        let text = "dense 16 tanh, dropout 0.5, dense 3"
        func run(_ seed: UInt64, _ step: UInt64) throws -> [Double] {
            try Self.outputs(
                text, purpose: .training, training: RandomContext(seed: seed, step: step))
        }
        let first = try run(1, 0)
        #expect(try run(1, 0) == first)
        #expect(try run(1, 1) != first)
        #expect(try run(2, 0) != first)
        #expect(try Self.outputs(text, purpose: .training) != first)
    }

    @Test func dropoutDropsItsShareAndKeepsTheMean() throws {
        let program = try Program<Double>(
            Network { Dropout(0.25) }, input: [1000], batchSize: 20, purpose: .training)
        let ones = [Double](repeating: 1, count: 20_000)
        let output = program.forward(
            ones, rows: 20, parameters: [], training: RandomContext(seed: 4, step: 7))
        let values = Array(UnsafeBufferPointer(start: output, count: ones.count))
        #expect(values.allSatisfy { $0 == 0 || $0 == 1 / 0.75 })
        // 20,000 draws: a standard deviation of 61.
        #expect(abs(values.filter { $0 == 0 }.count - 5000) < 250)
    }

    @Test func memoryForPredictionDoesNotGrowWithDepth() throws {
        func memory(_ depth: Int, _ purpose: Program<Float>.Purpose) throws -> Int {
            let network = Network { for _ in 0..<depth { Dense(64, activation: .relu) } }
            return try Program<Float>(network, input: [64], batchSize: 32, purpose: purpose).memory
        }
        #expect(try memory(2, .inference) == 2 * 32 * 64 * 4)
        #expect(try memory(20, .inference) == memory(2, .inference))
        #expect(try memory(20, .training) == 22 * 32 * 64 * 4)
    }
}
