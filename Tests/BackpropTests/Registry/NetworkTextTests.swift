import Testing

@testable import Backprop

@Suite struct NetworkTextTests {
    static let activations = """
        linear, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, softplus, mish, softmax
        """
    static let everyName = """
        there are: \(Network.writtenLayers.map { $0.typeName }.joined(separator: ", ")), \(activations)
        """

    /// Each text, the sentence about it, and the line below with its caret.
    static let errors: [(text: String, reason: String, caret: String)] = [
        ("", "a layer is missing here", "^"),
        ("   ", "a layer is missing here", "   ^"),
        ("dense 16 relu,", "a layer is missing here", "              ^"),
        ("dense 8,, dense 2", "a layer is missing here", "        ^"),
        (", dense 2", "a layer is missing here", "^"),
        ("dense", "the number of units is missing", "     ^"),
        ("relu, dense , relu", "the number of units is missing", "            ^"),
        ("dense relu 5", units("relu"), "      ^"),
        ("dense 0", units("0"), "      ^"),
        ("dense -3", units("-3"), "      ^"),
        ("dense 5.5 tanh", units("5.5"), "      ^"),
        ("dense 4, dense 16777217", units("16777217"), "               ^"),
        ("dense 99999999999999999999", units("99999999999999999999"), "      ^"),
        ("dens 8", "there is no layer \"dens\"; did you mean \"dense\"?", "^"),
        ("Dense 8", "there is no layer \"Dense\"; did you mean \"dense\"?", "^"),
        ("dense 8, edns 3", "there is no layer \"edns\"; \(everyName)", "         ^"),
        ("conv2d 3", "there is no layer \"conv2d\"; did you mean \"conv1d\"?", "^"),
        ("relu(0.5)", "there is no layer \"relu(0.5)\"; did you mean \"relu\"?", "^"),
        ("leaky-relu(0,5)", "there is no layer \"leaky-relu(0,5)\"; did you mean \"leaky-relu\"?", "^"),
        ("leaky-relu(inf)", "there is no layer \"leaky-relu(inf)\"; did you mean \"leaky-relu\"?", "^"),
        (
            "dense 8 relo", "\"relo\" does not belong to the layer \"dense\"; did you mean \"relu\"?",
            "        ^"
        ),
        (
            "dense 8 rleu", "\"rleu\" does not belong to the layer \"dense\"; did you mean \"relu\"?",
            "        ^"
        ),
        (
            "dense 8 tanh nobias",
            "\"nobias\" does not belong to the layer \"dense\"; did you mean \"no-bias\"?",
            "             ^"
        ),
        (
            "dense 8 16", "\"16\" does not belong to the layer \"dense\"; there are: no-bias, \(activations)",
            "        ^"
        ),
        ("relu 5", "\"5\" does not belong to the layer \"relu\"; there are: \(activations)", "     ^"),
        ("dropout", "the dropout rate is missing", "       ^"),
        ("dropout half", rate("half"), "        ^"),
        ("dense 8, dropout 1", rate("1"), "                 ^"),
        ("dropout -0.1", rate("-0.1"), "        ^"),
        ("dropout nan", rate("nan"), "        ^"),
        ("dropout 0.5 0.5", "\"0.5\" does not belong to the layer \"dropout\"", "            ^"),
        (
            "dense 4 größe",
            "\"größe\" does not belong to the layer \"dense\"; there are: no-bias, \(activations)",
            "        ^"
        ),
    ]

    static let imageErrors: [(text: String, reason: String, caret: String)] = [
        ("conv", "the number of filters is missing", "    ^"),
        ("conv 3", "the kernel is missing", "      ^"),
        ("conv 3 3x3x3", extent("the kernel", 1, "3x3x3"), "       ^"),
        ("conv 3 0", extent("the kernel", 1, "0"), "       ^"),
        ("conv 3 3 stride 70000", extent("the stride", 1, "70000"), "                ^"),
        (
            "conv 3 3 padding some", extent("the padding (or \"same\" or \"valid\")", 0, "some"),
            "                 ^"
        ),
        ("conv 4 3 groups 3", "4 filters cannot be divided into 3 groups", "                ^"),
        (
            "conv 4 3 strid 2", "\"strid\" does not belong to the layer \"conv\"; did you mean \"stride\"?",
            "         ^"
        ),
        (
            "maxpool 2 dilation 2",
            "\"dilation\" does not belong to the layer \"maxpool\"; there are: stride, padding", "          ^"
        ),
        ("dense(3) 4", "there is no layer \"dense(3)\"; did you mean \"dense\"?", "^"),
        (
            "residual",
            "the layers of \"residual\" are written in parentheses, such as residual(dense 8 relu, dense 8)",
            "^"
        ),
        (
            "residual(conv 3 3, dens 5)", "there is no layer \"dens\"; did you mean \"dense\"?",
            "                   ^"
        ),
        ("residual(relu | )", "a layer is missing here", "                ^"),
        ("residual(relu | relu | relu)", "\"residual\" has at most 2 branches", "^"),
        ("reshape 3x0", "a shape is one to four whole numbers, such as 7x7x16, not \"3x0\"", "        ^"),
        (
            "batchnorm momentum 2", "the momentum is a number from 0.0 to 1.0, not \"2\"",
            "                   ^"
        ),
        (
            "relu, " + String(repeating: "residual(", count: 17),
            "layers can be nested at most 16 deep", String(repeating: " ", count: 158) + "^"
        ),
        ("dense 3 (4, 5", "this parenthesis is not closed", "        ^"),
        ("dense 3), 4", "this parenthesis closes nothing", "       ^"),
    ]

    static func extent(_ what: String, _ minimum: Int, _ word: String) -> String {
        "\(what) is one whole number or two, such as 3x3, from \(minimum) to 65536, not \"\(word)\""
    }

    @Test(arguments: imageErrors.indices) func pointsAtWhatItCannotReadOfImages(index: Int) {
        let (text, reason, caret) = Self.imageErrors[index]
        let error = #expect(throws: NetworkError.self) { try Network(parsing: text) }
        #expect(error?.description == "\(reason)\n  \(text)\n  \(caret)")
    }

    @Test(arguments: [
        "conv 32 3x3 relu, maxpool 2, conv 32 3x3 relu, maxpool 2, flatten, dense 128 relu, dropout 0.5",
        "conv 8 3x5 gelu stride 2 padding same dilation 2x1 groups 4 no-bias",
        "conv 1 1x1 padding 1x2, maxpool 2x3 stride 2 padding 1",
        "conv1d 4 5 relu stride 2 padding 3 dilation 2 groups 2 no-bias, maxpool1d 2 stride 1 padding same",
        "depthwise 3x3 relu multiplier 2 stride 2 padding same no-bias, avgpool 2 padding 1, globalavgpool",
        "conv-transpose 8 2x2, conv-transpose 8 3x3 relu stride 1 padding 1 dilation 2 no-bias, globalmaxpool",
        "avgpool1d 3, reshape 7x7x16, batchnorm, batchnorm momentum 0.01 epsilon 0.001, layernorm epsilon 0.1",
        "spatial-dropout 0.2, residual(conv 8 3x3 relu padding same, batchnorm | conv 8 1x1 no-bias), relu",
        "parallel(conv 4 1x1 | conv 4 1x1, residual(conv 4 3x3 padding same)), flatten",
    ])
    func readsBackImageLayers(text: String) throws { #expect(try Network(parsing: text).text == text) }

    static func units(_ word: String) -> String {
        "the number of units is a whole number from 1 to 16777216, not \"\(word)\""
    }

    static func rate(_ word: String) -> String {
        "a dropout rate is at least 0 and below 1, not \"\(word)\""
    }

    @Test(arguments: errors.indices) func pointsAtWhatItCannotRead(index: Int) {
        let (text, reason, caret) = Self.errors[index]
        let error = #expect(throws: NetworkError.self) { try Network(parsing: text) }
        #expect(error?.description == "\(reason)\n  \(text)\n  \(caret)")
    }

    @Test func showsSeveralLinesAsOne() {
        let error = #expect(throws: NetworkError.self) {
            try Network(parsing: "dense 8 relu,\ndense 2 sofmax")
        }
        #expect(
            error?.description == """
                "sofmax" does not belong to the layer "dense"; did you mean "softmax"?
                  dense 8 relu, dense 2 sofmax
                                        ^
                """)
    }

    static let networks: [(text: String, network: Network)] = [
        ("dense 5", Network { Dense(5) }),
        (
            "dense 16 relu, dropout 0.2, dense 3 softmax",
            Network {
                Dense(16, activation: .relu); Dropout(0.2); Dense(3, activation: .softmax)
            }
        ),
        (
            "dense 4 elu(0.5) no-bias, dense 1 no-bias",
            Network {
                Dense(4, activation: .elu(alpha: 0.5), bias: false); Dense(1, bias: false)
            }
        ),
        (
            "leaky-relu(0.2), gelu, linear, dense 16777216",
            Network {
                ActivationLayer(.leakyReLU(slope: 0.2)); ActivationLayer(.gelu); ActivationLayer(.linear)
                Dense(16_777_216)
            }
        ),
        (
            "dropout 0.0, dropout 0.999",
            Network {
                Dropout(0); Dropout(0.999)
            }
        ),
    ]

    @Test(arguments: networks.indices) func readsAndWritesTheSameText(index: Int) throws {
        let (text, network) = Self.networks[index]
        #expect(try Network(parsing: text) == network)
        #expect(network.text == text)
        #expect("\(network)" == text)
    }

    @Test(arguments: Activation.allKinds + [.leakyReLU(slope: 0.3), .elu(alpha: 1e-7)])
    func readsBackEveryActivation(activation: Activation) throws {
        for network in [
            Network { Dense(3, activation: activation) }, Network { ActivationLayer(activation) },
        ] {
            #expect(try Network(parsing: network.text) == network)
        }
    }

    @Test(arguments: [
        "dense 8 relu,dense 2", "  dense   8\trelu ,\n dense 2 ", "dense 8 ReLU, dense 2 linear",
    ])
    func isNotParticularAboutBlanksAndCase(text: String) throws {
        #expect(try Network(parsing: text).text == "dense 8 relu, dense 2")
    }
}
