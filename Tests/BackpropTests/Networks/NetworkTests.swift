import Backprop
import Testing

@Suite struct NetworkTests {
    enum Kind: CaseIterable { case deep, wide, regularized }

    static func build(_ kind: Kind, depth: Int, drops: Bool) -> Network {
        Network {
            if drops { Dropout(0.1) }
            switch kind {
            case .deep: for _ in 0..<depth { Dense(4, activation: .tanh) }
            case .wide: Dense(4 * depth, activation: .relu)
            case .regularized:
                Dense(4, activation: .selu)
                Dropout(0.5)
            }
            [Dense(2), ActivationLayer(.softmax)] as [any Layer]
        }
    }

    @Test(arguments: [
        (Kind.deep, 2, true, "dropout 0.1, dense 4 tanh, dense 4 tanh, dense 2, softmax"),
        (.deep, 0, false, "dense 2, softmax"), (.wide, 3, false, "dense 12 relu, dense 2, softmax"),
        (.regularized, 9, true, "dropout 0.1, dense 4 selu, dropout 0.5, dense 2, softmax"),
    ])
    func buildsWithConditionsAndLoops(kind: Kind, depth: Int, drops: Bool, text: String) throws {
        #expect(Self.build(kind, depth: depth, drops: drops).text == text)
        #expect(try Network(parsing: text) == Self.build(kind, depth: depth, drops: drops))
    }

    @Test func everyDetailCountsForEquality() throws {
        let texts = [
            "dense 4", "dense 5", "dense 4 relu", "dense 4 no-bias", "dense 4, dense 4", "dropout 0.5",
            "dropout 0.25", "relu", "dense 4, relu", "relu, dense 4", "leaky-relu", "leaky-relu(0.1)",
        ]
        for left in texts {
            for right in texts {
                let areEqual = try Network(parsing: left) == Network(parsing: right)
                #expect(areEqual == (left == right), "\(left) and \(right)")
            }
        }
    }

    @Test func writesLayersAsObjectsWithTheirType() throws {
        let network = try Network(parsing: "dense 4 leaky-relu(0.2) no-bias, dropout 0.25, softmax")
        let json = try JSONValue(encoding: network)
        #expect(
            try json.text() == """
                [{"type":"dense","units":4,"activation":"leaky-relu(0.2)","hasBias":false},\
                {"type":"dropout","rate":0.25},{"type":"activation","activation":"softmax"}]
                """)
        #expect(try json.decode(Network.self) == network)
    }

    @Test(arguments: [
        (
            #"[{"type":"dens","units":4}]"#, "[0]",
            "there is no layer of the type \"dens\"; add it to the type registry"
        ),
        (
            #"[{"type":"dropout","rate":0.5},{"type":"activation","activation":"rely"}]"#, "[1].activation",
            "there is no activation \"rely\""
        ),
        (#"[{"units":4}]"#, "[0]", #"the key "type" is missing"#),
    ])
    func refusesWhatIsNoNetwork(text: String, path: String, message: String) throws {
        let json = try JSONValue(parsing: text)
        #expect(throws: JSONError.decoding(path: path, message: message)) { try json.decode(Network.self) }
    }

    @Test func shapesFollowTheLayers() throws {
        let network = try Network(parsing: "dropout 0.1, dense 7 relu, softmax, dense 2")
        #expect(try network.shapes(for: [3]) == [[3], [3], [7], [7], [2]])
        #expect(try Network(parsing: "relu, dropout 0.5").shapes(for: [4, 4, 3]).last == [4, 4, 3])
    }

    @Test func numbersTensorsAsPyTorchDoes() throws {
        let network = try Network(parsing: "dense 4 tanh, dropout 0.1, relu, dense 3 no-bias, dense 2")
        let layout = try ParameterLayout(network, input: [5])
        #expect(layout.entries.map(\.name) == ["0.weight", "0.bias", "4.weight", "5.weight", "5.bias"])
        #expect(layout.entries.map(\.parameter.extents) == [[5, 4], [4], [4, 3], [3, 2], [2]])
        #expect(layout.entries.map(\.range) == [0..<20, 20..<24, 24..<36, 36..<42, 42..<44])
        #expect(layout.layerOffsets == [0, 24, 24, 24, 36, 44])
        #expect(layout.count == 44)
        #expect(layout["5.weight"]?.layer == 4)
        #expect(layout["1.weight"] == nil)
    }
}
