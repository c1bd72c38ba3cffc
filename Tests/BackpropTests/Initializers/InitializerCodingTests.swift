import Backprop
import Foundation
import Testing

@Suite struct InitializerCodingTests {
    @Test(
        arguments: [
            (.glorotUniform, #"{"type":"glorotUniform"}"#), (.zeros, #"{"type":"zeros"}"#),
            (.uniform(-0.5..<2), #"{"lower":-0.5,"type":"uniform","upper":2}"#),
            (
                .normal(mean: 1, standardDeviation: 0.5),
                #"{"mean":1,"standardDeviation":0.5,"type":"normal"}"#
            ),
            (.constant(0.25), #"{"type":"constant","value":0.25}"#),
        ] as [(any Initializer, String)])
    func writesTheTypeAndTheNumbers(rule: any Initializer, json: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(AnyCodableInitializer(rule)), as: UTF8.self) == json)
    }

    @Test(arguments: InitializerValueTests.rules.indices)
    func everyRuleSurvivesARoundTrip(index: Int) throws {
        let rule = AnyCodableInitializer(InitializerValueTests.rules[index])
        let data = try JSONEncoder().encode(rule)
        #expect(try JSONDecoder().decode(AnyCodableInitializer.self, from: data) == rule)
    }

    @Test(arguments: [
        "{}", #"{"type":"magic"}"#, #"{"type":"uniform"}"#, #"{"type":"uniform","lower":1,"upper":0}"#,
        #"{"type":"uniform","lower":-1e308,"upper":1e308}"#, #"{"type":"constant"}"#,
        #"{"type":"normal","mean":0,"standardDeviation":-1}"#, #"{"type":7}"#, "[]",
    ])
    func refusesWhatIsNotARule(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(AnyCodableInitializer.self, from: Data(json.utf8))
        }
    }

    @Test func rulesOfDifferentTypesOrNumbersDiffer() {
        #expect(AnyCodableInitializer(.heNormal) != AnyCodableInitializer(.heUniform))
        #expect(AnyCodableInitializer(.constant(1)) != AnyCodableInitializer(.constant(2)))
    }

    @Test func rulesFromOutsideAreDecodedWhenTheDecoderKnowsThem() throws {
        let data = try JSONEncoder().encode(AnyCodableInitializer(Alternating(size: 3)))
        let decoder = JSONDecoder()
        #expect(throws: DecodingError.self) { try decoder.decode(AnyCodableInitializer.self, from: data) }
        var registry = TypeRegistry.standard
        registry.add(Alternating.self)
        decoder.userInfo[.registry] = registry
        let decoded = try decoder.decode(AnyCodableInitializer.self, from: data)
        #expect(decoded.initializer.values(count: 3, fanIn: 1, fanOut: 1, seed: 0, stream: 0) == [3, -3, 3])
    }
}

/// A rule from outside the library.
private struct Alternating: Initializer {
    static let typeName = "alternating"
    let size: Double

    func fill(
        _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64, stream: UInt64
    ) {
        for index in 0..<values.count { values[index] = index % 2 == 0 ? size : -size }
    }
}
