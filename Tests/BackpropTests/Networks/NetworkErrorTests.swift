import Backprop
import Testing

@Suite struct NetworkErrorTests {
    /// A layer that takes images alone, and refuses itself on request.
    struct Picky: Layer {
        static let typeName = "picky"
        var isBroken = false

        func outputShape(for input: Shape) throws(NetworkError) -> Shape {
            if isBroken { throw .invalidLayer(layer: text, reason: "it has no taste") }
            guard input.rank == 3 else {
                throw .shapeMismatch(
                    layer: text, position: 0, found: input, expected: "an image", table: "")
            }
            return [input.count]
        }

        func parameters(for input: Shape) -> [ParameterDescription] { [] }
        func forward<S: Scalar>(_ pass: ForwardPass<S>) {}
        func backward<S: Scalar>(_ pass: BackwardPass<S>) {}
    }

    static func shapeError(_ network: Network, _ input: Shape) -> String? {
        #expect(throws: NetworkError.self) { try network.shapes(for: input) }?.description
    }

    @Test func showsTheShapesUpToTheLayerThatDoesNotFit() throws {
        #expect(
            Self.shapeError(try Network(parsing: "relu, dropout 0.5, dense 5 relu, dense 2"), [28, 28, 1])
                == """
                layer 3 (“dense 5 relu”) takes a flat row of values (put “flatten” before it), but 28×28×1 \
                reaches it:
                  input → 28×28×1
                  relu → 28×28×1
                  dropout 0.5 → 28×28×1
                  dense 5 relu → does not fit
                """)
        #expect(
            Self.shapeError(
                Network {
                    Dense(8); Picky()
                }, [3]) == """
                    layer 2 (“picky”) takes an image, but 8 reaches it:
                      input → 3
                      dense 8 → 8
                      picky → does not fit
                    """)
    }

    @Test func firstLayerCanBeTheOneThatDoesNotFit() {
        #expect(
            Self.shapeError(Network { Picky() }, [3]) == """
                layer 1 (“picky”) takes an image, but 3 reaches it:
                  input → 3
                  picky → does not fit
                """)
    }

    @Test func programsAndLayoutsThrowTheSame() {
        let network = Network {
            Dense(8); Picky()
        }
        let error = #expect(throws: NetworkError.self) { try network.shapes(for: [3]) }
        #expect(throws: error!) { try ParameterLayout(network, input: [3]) }
        #expect(throws: error!) {
            try Program<Float>(network, input: [3], batchSize: 1, purpose: .inference)
        }
    }

    @Test func passesOnWhatALayerSaysOfItself() {
        let text = Self.shapeError(
            Network {
                Dense(8); Picky(isBroken: true)
            }, [3])
        #expect(text == "layer “picky”: it has no taste")
    }

    @Test func refusesANetworkWithoutLayers() {
        let sentence = "the network has no layers; give at least one, such as “dense 8 relu”"
        #expect(Self.shapeError(Network([]), [3]) == sentence)
        let error = #expect(throws: NetworkError.self) { try Network([]).fused(with: SquaredError()) }
        #expect(error?.description == sentence)
    }

    @Test(
        arguments: [
            ("dense 3", CrossEntropy(), "cross-entropy", "softmax", "linear"),
            ("dense 3 sigmoid", CrossEntropy(), "cross-entropy", "softmax", "sigmoid"),
            ("dense 3 softmax, dropout 0.5", CrossEntropy(), "cross-entropy", "softmax", "dropout 0.5"),
            ("dense 1 softmax", BinaryCrossEntropy(), "binary-cross-entropy", "sigmoid", "softmax"),
            ("leaky-relu(0.2)", BinaryCrossEntropy(), "binary-cross-entropy", "sigmoid", "leaky-relu(0.2)"),
        ] as [(String, any Loss, String, String, String)])
    func namesTheActivationThatALossNeeds(
        text: String, loss: any Loss, name: String, needed: String, found: String
    ) throws {
        let network = try Network(parsing: text)
        let error = #expect(throws: NetworkError.self) { try network.fused(with: loss) }
        #expect(
            error?.description == """
                the loss “\(name)” needs a network that ends in \(needed), but this one ends in \(found); \
                set the output to \(needed) or choose another loss
                """)
    }

    @Test(
        arguments: [
            ("dense 4 relu, dense 3 softmax", CrossEntropy(), "dense 4 relu, dense 3"),
            ("dense 3 no-bias, softmax", CrossEntropy(), "dense 3 no-bias, linear"),
            ("dense 2 sigmoid no-bias", BinaryCrossEntropy(), "dense 2 no-bias"),
            ("dense 2 sigmoid", MeanSquaredError(), "dense 2 sigmoid"),
            ("dense 2 softmax", SquaredError(), "dense 2 softmax"),
        ] as [(String, any Loss, String)])
    func fusesTheActivationThatALossContains(text: String, loss: any Loss, fused: String) throws {
        #expect(try Network(parsing: text).fused(with: loss).text == fused)
    }
}
