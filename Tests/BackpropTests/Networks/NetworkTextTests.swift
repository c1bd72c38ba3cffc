import Backprop
import Testing

@Suite struct NetworkTextTests {
    static let everyName = """
        there are: dense, dropout, no-bias, linear, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, \
        softplus, softmax
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
        ("dens 8", "there is no layer “dens”; did you mean “dense”?", "^"),
        ("Dense 8", "there is no layer “Dense”; did you mean “dense”?", "^"),
        ("dense 8, edns 3", "there is no layer “edns”; \(everyName)", "         ^"),
        ("conv2d 3", "there is no layer “conv2d”; \(everyName)", "^"),
        ("relu(0.5)", "there is no layer “relu(0.5)”; \(everyName)", "^"),
        ("leaky-relu(0,5)", "there is no layer “leaky-relu(0,5)”; did you mean “leaky-relu”?", "^"),
        ("leaky-relu(inf)", "there is no layer “leaky-relu(inf)”; did you mean “leaky-relu”?", "^"),
        ("dense 8 relo", "“relo” does not belong to the layer “dense”; did you mean “relu”?", "        ^"),
        (
            "dense 8 rleu", "“rleu” does not belong to the layer “dense”; did you mean “relu”?",
            "        ^"
        ),
        (
            "dense 8 tanh nobias", "“nobias” does not belong to the layer “dense”; did you mean “no-bias”?",
            "             ^"
        ),
        ("dense 8 16", "“16” does not belong to the layer “dense”; \(everyName)", "        ^"),
        ("relu 5", "“5” does not belong to the layer “relu”; \(everyName)", "     ^"),
        ("dropout", "the dropout rate is missing", "       ^"),
        ("dropout half", rate("half"), "        ^"),
        ("dense 8, dropout 1", rate("1"), "                 ^"),
        ("dropout -0.1", rate("-0.1"), "        ^"),
        ("dropout nan", rate("nan"), "        ^"),
        ("dropout 0.5 0.5", "“0.5” does not belong to the layer “dropout”; \(everyName)", "            ^"),
        ("dense 4 größe", "“größe” does not belong to the layer “dense”; \(everyName)", "        ^"),
    ]

    static func units(_ word: String) -> String {
        "the number of units is a whole number from 1 to 16777216, not “\(word)”"
    }

    static func rate(_ word: String) -> String {
        "a dropout rate is at least 0 and below 1, not “\(word)”"
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
                “sofmax” does not belong to the layer “dense”; did you mean “softmax”?
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
