import Backprop
import Foundation
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
                layer 3 ("dense 5 relu") takes a flat row of values (put "flatten" before it), but its \
                input is 28×28×1:
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
                    layer 2 ("picky") takes an image, but its input is 8:
                      input → 3
                      dense 8 → 8
                      picky → does not fit
                    """)
    }

    @Test func firstLayerCanBeTheOneThatDoesNotFit() {
        #expect(
            Self.shapeError(Network { Picky() }, [3]) == """
                layer 1 ("picky") takes an image, but its input is 3:
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

    @Test func passesOnTheDescriptionOfALayer() {
        let text = Self.shapeError(
            Network {
                Dense(8); Picky(isBroken: true)
            }, [3])
        #expect(text == "layer \"picky\": it has no taste")
    }

    @Test func refusesANetworkWithoutLayers() {
        let sentence = "the network has no layers; give at least one, such as \"dense 8 relu\""
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
                the loss "\(name)" needs a network that ends in \(needed), but this one ends in \(found); \
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

/// Shapes of images that do not fit.
@Suite struct ImageShapeErrorTests {
    @Test(arguments: [
        (
            "conv 8 3x3, dense 4", [28, 28, 1],
            """
            layer 2 ("dense 4") takes a flat row of values (put "flatten" before it), but its input is 26×26×8:
              input → 28×28×1
              conv 8 3x3 → 26×26×8
              dense 4 → does not fit
            """
        ),
        (
            "maxpool 2, conv 8 5x5 padding 1", [5, 5, 1],
            """
            layer 2 ("conv 8 5x5 padding 1") takes images of at least 3×3 pixels, but its input is 2×2×1:
              input → 5×5×1
              maxpool 2 → 2×2×1
              conv 8 5x5 padding 1 → does not fit
            """
        ),
        (
            "conv 8 3x3", [7],
            """
            layer 1 ("conv 8 3x3") takes images of height×width×channels, but its input is 7:
              input → 7
              conv 8 3x3 → does not fit
            """
        ),
        (
            "conv1d 8 3", [7, 7, 1],
            """
            layer 1 ("conv1d 8 3") takes sequences of length×channels, but its input is 7×7×1:
              input → 7×7×1
              conv1d 8 3 → does not fit
            """
        ),
        (
            "conv 4 3x3 groups 2", [7, 7, 3],
            """
            layer 1 ("conv 4 3x3 groups 2") takes channels in 2 groups of the same size, but its input is 7×7×3:
              input → 7×7×3
              conv 4 3x3 groups 2 → does not fit
            """
        ),
        (
            "residual(relu, conv 4 3x3, conv 4 3x3)", [4, 4, 4],
            """
            layer 1 ("residual(relu, conv 4 3x3, conv 4 3x3)") takes a shape that fits the layers \
            inside; there layer 3 ("conv 4 3x3") takes images of at least 3×3 pixels, not 2×2×4, but its input is 4×4×4:
              input → 4×4×4
              residual(relu, conv 4 3x3, conv 4 3x3) → does not fit
            """
        ),
        (
            "maxpool 2 padding 2", [4, 4, 1],
            "layer \"maxpool 2 padding 2\": a padding as large as the window leaves windows without a pixel; choose a smaller padding"
        ),
        (
            "conv 16777216 1x1 padding 65536", [4, 4, 1],
            "layer \"conv 16777216 1x1 padding 65536\": its output for the input 4×4×1 does not fit in memory"
        ),
    ])
    func reportsAMismatch(text: String, shape: [Int], message: String) throws {
        let network = try Network(parsing: text)
        let error = #expect(throws: NetworkError.self) { try network.shapes(for: Shape(shape)) }
        #expect(error?.description == message)
    }

    @Test func refusesABatchThatNoMemoryHolds() throws {
        let network = try Network(parsing: "conv 1024 1x1 padding 4096")
        let error = #expect(throws: NetworkError.self) {
            try Program<Float>(network, input: [4, 4, 1], batchSize: 256, purpose: .training)
        }
        #expect(error?.description.contains("do not fit in memory") == true)
    }

    @Test(arguments: [
        #"[{"type":"conv","filters":0,"kernel":[3,3],"stride":[1,1],"padding":"valid","dilation":[1,1],"groups":1,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"conv","filters":4,"kernel":[3,0],"stride":[1,1],"padding":"valid","dilation":[1,1],"groups":1,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"conv","filters":4,"kernel":[3,3],"stride":[1,99999999],"padding":"valid","dilation":[1,1],"groups":1,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"conv","filters":4,"kernel":[3,3],"stride":[1,1],"padding":"sane","dilation":[1,1],"groups":1,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"conv","filters":4,"kernel":[3,3],"stride":[1,1],"padding":[1,-1],"dilation":[1,1],"groups":1,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"conv","filters":4,"kernel":[3,3],"stride":[1,1],"padding":"same","dilation":[1,1],"groups":3,"activation":"relu","hasBias":true}]"#,
        #"[{"type":"maxpool","kernel":[0,1],"stride":[1,1],"padding":"valid"}]"#,
        #"[{"type":"reshape","shape":[0]}]"#, #"[{"type":"batchnorm","momentum":2,"epsilon":1}]"#,
        #"[{"type":"layernorm","epsilon":0}]"#, #"[{"type":"spatial-dropout","rate":1}]"#,
        #"[{"type":"residual","body":[],"shortcut":[]}]"#, #"[{"type":"parallel","branches":[]}]"#,
    ])
    func refusesToDecodeWhatNoLayerCanBe(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Network.self, from: Data(json.utf8)) }
    }

    @Test func encodesAndDecodesEveryLayer() throws {
        let text = """
            conv 4 3x3 relu padding 1, conv1d 4 5, depthwise 3x3, conv-transpose 8 2x2, maxpool 2, maxpool1d 2, avgpool 2, \
            avgpool1d 3, globalmaxpool, globalavgpool, flatten, reshape 7x7x16, batchnorm momentum 0.5, layernorm, \
            spatial-dropout 0.2, residual(relu | conv 1 1x1), parallel(relu | dense 2)
            """
        let network = try Network(parsing: text)
        #expect(network.text == text)
        #expect(try JSONDecoder().decode(Network.self, from: JSONEncoder().encode(network)) == network)
    }
}
