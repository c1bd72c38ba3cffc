import Foundation
import Testing

@testable import Backprop

@Suite struct PeriodicEmbeddingTests {
    private static let layer = PeriodicEmbedding(numbers: 2, frequencies: 2, outputs: 1)
    private static let x = [0.5, -1.25, 3, 2, 0.25, -1]
    private static let above = [1, -2, 0.5, 3, 0.25, -1.5, 0.25, 2, -1, 4]
    private static let parameters = [
        0.25, -0.5, 1, 0.125, 0.5, -1, 2, 0.25, 0.5, -0.25, 1.5, 0.75, 0.125, -0.5,
    ]

    private static func run<S: Scalar>(as scalar: S.Type) -> (output: [S], parameters: [S], input: [S]) {
        let (x, parameters) = (x.map { S($0) }, parameters.map { S($0) })
        var (above, output) = (above.map { S($0) }, [S](repeating: 77, count: 10))
        var (input, parameterGradient) = (x, parameters)
        let scratch = UnsafeMutablePointer<S>.allocate(capacity: layer.scratchCount(for: [3], rows: 2))
        defer { scratch.deallocate() }
        layer.forward(
            ForwardPass(
                rows: 2, inputShape: [3], outputShape: [5], input: x, parameters: parameters, output: &output,
                scratch: scratch, training: nil))
        layer.backward(
            BackwardPass(
                rows: 2, inputShape: [3], outputShape: [5], input: x, output: output, parameters: parameters,
                scratch: scratch,
                outputGradient: &above, inputGradient: &input, parameterGradient: &parameterGradient,
                training: RandomContext(seed: 1, step: 0, layer: 0)))
        return (output, parameterGradient, input)
    }

    // The numbers are NumPy 2.4.6's, with x of 2 × 3, w and b of 2 × 2, V of 2 × 1 × 2, c of 2 × 1 as above:
    //
    //     a = 2 * np.pi * x[:, :2, None] * w + b; h = np.cos(a)
    //     e = np.einsum("ndk,rnk->rnd", V, h) + c
    //     y = np.concatenate([e[:, 0], x[:, :1], e[:, 1], x[:, 1:2], x[:, 2:]], 1)
    //     g = np.stack([dy[:, 0:1], dy[:, 2:3]], 1)
    //     s = -np.sin(a) * np.einsum("ndk,rnd->rnk", V, g)
    //     (2 * np.pi * x[:, :2, None] * s).sum(0), s.sum(0), np.einsum("rnd,rnk->ndk", g, h), g.sum(0)
    //     dx = dy[:, [1, 3, 4]]; dx[:, :2] += 2 * np.pi * (s * w).sum(2)
    private static let output = [
        0.47613751177332453, 0.5, 1.4219519707301547, -1.25, 3, -0.4488668574122213, 2, -1.187424447887559,
        0.25, -1,
    ]
    private static let parameterGradient = [
        -6.025736284224391, 3.5409861574139403, 4.412352975225082, -2.985037584419633, -0.8393439689455473,
        0.18047604283592622, 0.93633038223107, -0.396949286732711, 1.5979133739782598, -1.6519244436101064,
        -1.3639461402385227, 2.176061733263657, -0.5, 2.5,
    ]
    private static let inputGradient = [
        -2.329276078370512, 1.2357468251412989, 0.25, -1.306144555288906, 6.335627234397007, 4,
    ]

    @Test func agreesWithNumPy() {
        func expect<S: Scalar>(_ found: [S], _ expected: [Double], _ tolerance: Double) {
            #expect(found.count == expected.count)
            for (found, expected) in zip(found, expected) {
                #expect(abs(Double(found) - expected) < tolerance)
            }
        }
        let double = Self.run(as: Double.self)
        expect(double.output, Self.output, 2e-15)
        expect(double.parameters, Self.parameterGradient, 2e-14)
        expect(double.input, Self.inputGradient, 2e-14)
        let float = Self.run(as: Float.self)
        expect(float.output, Self.output, 2e-6)
        expect(float.parameters, Self.parameterGradient, 1e-5)
        expect(float.input, Self.inputGradient, 1e-5)
    }

    @Test func wavesAreThoseOfTheMathematicalLibrary() {
        for index in -4000...4000 {
            let turns = Double(index) / 997
            let (cosine, sine) = PeriodicEmbedding.cosineAndSine(ofTurns: turns)
            #expect(abs(cosine - cos(2 * .pi * turns)) < 1e-14)
            #expect(abs(sine - sin(2 * .pi * turns)) < 1e-14)
            let narrow = Float(turns)
            let waves = PeriodicEmbedding.cosineAndSine(ofTurns: narrow)
            #expect(abs(Double(waves.cosine) - cos(2 * .pi * Double(narrow))) < 1e-6)
            #expect(abs(Double(waves.sine) - sin(2 * .pi * Double(narrow))) < 1e-6)
        }
        #expect(PeriodicEmbedding.cosineAndSine(ofTurns: Float(1e30)) == (1, 0))
        #expect(PeriodicEmbedding.cosineAndSine(ofTurns: Double.infinity).cosine.isNaN)
        #expect(PeriodicEmbedding.cosineAndSine(ofTurns: Double.nan).cosine.isNaN)
    }

    @Test(arguments: [
        "periodic", "periodic first 2 frequencies 5 outputs 2", "dense 4 tanh, periodic first 1",
    ])
    func everyGradientIsRight(_ text: String) throws {
        let network = try Network(parsing: text + ", dense 2 no-bias")
        for seed: UInt64 in 1...4 {
            let check = try GradientCheck(
                network, loss: MeanSquaredError(),
                data: GradientCheckTests.data(rows: 5, inputs: 3, targets: 2, seed: seed), seed: seed)
            #expect(check.passes, "\(text): \(String(describing: check.worst))")
        }
    }

    @Test func isReadFromText() throws {
        for text in [
            "periodic", "periodic first 8", "periodic first 2 frequencies 5 outputs 2 deviation 0.5",
        ] {
            #expect(try Network(parsing: text).text == text)
        }
        for (text, reason) in [
            (
                "periodic first 0",
                "the number of embedded inputs is a whole number from 1 to 1048576, not \"0\""
            ),
            ("periodic outputs", "the number of outputs is missing"),
            ("periodic 8", "\"8\" does not belong to the layer \"periodic\""),
            ("periodic deviation 0", "the deviation is a number from 1e-06 to 1000000.0, not \"0\""),
        ] {
            #expect {
                try Network(parsing: text)
            } throws: { "\($0)".contains(reason) }
        }
    }

    @Test func shapesAreChecked() throws {
        #expect(try PeriodicEmbedding(numbers: 2).outputShape(for: [5]) == [11])
        #expect(try PeriodicEmbedding().outputShape(for: [5]) == [20])
        #expect(throws: NetworkError.self) { try PeriodicEmbedding(numbers: 6).outputShape(for: [5]) }
        #expect(throws: NetworkError.self) { try PeriodicEmbedding().outputShape(for: [4, 4, 1]) }
    }

    @Test(arguments: [
        #"{"frequencies":0,"outputs":3,"deviation":0.1}"#, #"{"frequencies":4,"outputs":-3,"deviation":0.1}"#,
        #"{"frequencies":4,"outputs":3,"deviation":0}"#,
        #"{"numbers":0,"frequencies":4,"outputs":3,"deviation":0.1}"#,
    ])
    func otherNumbersInFilesAreRefused(_ json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PeriodicEmbedding.self, from: Data(json.utf8))
        }
    }
}
