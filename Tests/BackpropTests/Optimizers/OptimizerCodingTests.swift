import Testing

@testable import Backprop

@Suite struct OptimizerCodingTests {
    @Test(arguments: OptimizerGoldenTests.rules.indices) func readsBackWhatItWrites(index: Int) throws {
        let rule = OptimizerGoldenTests.rules[index].rule
        let written = try JSONValue(encoding: AnyCodableOptimizer(rule))
        #expect(written["type"]?.string == type(of: rule).typeName)
        #expect(try written.decode(AnyCodableOptimizer.self).optimizer.isEqual(to: rule))
    }

    @Test func hyperparametersTellRulesApart() {
        for (left, rule) in OptimizerGoldenTests.rules {
            for (right, other) in OptimizerGoldenTests.rules {
                #expect(rule.isEqual(to: other) == (left == right), "\(left) and \(right)")
            }
        }
    }

    @Test func refusesAnUnknownRule() throws {
        let text = #"{"type": "adamx", "learningRate": 0.1}"#
        #expect(throws: JSONError.self) { try JSONValue(parsing: text).decode(AnyCodableOptimizer.self) }
    }
}
