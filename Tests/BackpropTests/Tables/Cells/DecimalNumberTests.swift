import Backprop
import Testing

/// Numbers are what the standard library reads, bit for bit, however they were computed.
@Suite struct DecimalNumberTests {
    private func numbers<S: BinaryFloatingPoint>(_ texts: [String], as type: S.Type) throws -> [S] {
        try Table(columns: [(name: "x", values: texts)], source: "FILE").columns[0].numbers(as: type)
    }

    @Test(
        arguments: [
            ("1", 1), ("+5", 5), ("-5", -5), ("1e5", 1e5), ("1E5", 1e5), ("1e+5", 1e5), ("1e-5", 1e-5),
            (".5", 0.5), ("5.", 5),
            ("-.5e1", -5), ("5.e1", 50), ("007", 7), (" 1.5\t", 1.5), ("0.1", 0.1), ("1e22", 1e22),
            ("1e23", 1e23),
            ("9007199254740993", 9_007_199_254_740_992),
            ("9007199254740993.0000000001", 9_007_199_254_740_994),
            ("179769313486231570000e288", 1.7976931348623157e308), ("5e-324", .leastNonzeroMagnitude),
            ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown),
            ("0e999999999999", 0), ("0.000000000000000000000000000000000000123", 1.23e-37),
            ("123456789012345678901234567890", 123_456_789_012_345_677_877_719_597_056),
            ("12345678", 12345678),
            ("-1234567.", -1234567),
            (".12345678", 0.12345678), ("12345678.12345678", 12345678.12345678),
            ("0.12345678901234567", 0.12345678901234567),
        ] as [(String, Double)])
    func readsDouble(_ text: String, _ expected: Double) throws {
        #expect(try numbers([text], as: Double.self)[0] == expected)
    }

    @Test func zeroKeepsItsSign() throws {
        #expect(
            try numbers(["-0", "-0.0e5", "-0.00000000000000000000000000000"], as: Double.self).allSatisfy {
                $0.sign == .minus
            })
        #expect(try numbers(["0", "+0.0"], as: Float.self).allSatisfy { $0.sign == .plus && $0 == 0 })
    }

    @Test(arguments: [
        "0x10", "1_000", "inf", "infinity", "1 2", "+-1", "1e", "1e+", ".", "e5", "-.", "1.2.3", "1e5.0",
        "--1",
        "\u{FF11}", "1.5f", "nan(1)", "12345678x", "1234567.x", "x1234567", "1234567:", "1234567/",
        "12345678.1234567x",
        "12345.678.9", "1/234567", "1.2345678:", "1.:2345678", ":", "1..2", "-1.2-3456",
    ])
    func readsNothingElse(_ text: String) throws {
        let column = try #require(
            Table(columns: [(name: "x", values: [text, "1"])], source: "FILE")[column: "x"])
        #expect(!column.isNumeric)
        #expect(throws: TableError.self) { try column.numbers(as: Double.self) }
    }

    /// Texts of every length and exponent, decimal places first.
    private func randomTexts(_ count: Int, seed: UInt64) -> [String] {
        var generator = TestGenerator(state: seed)
        return (0..<count).map { _ in
            let digits = Int.random(in: 1...22, using: &generator)
            let mark = Int.random(in: 0...digits, using: &generator)
            var text = Bool.random(using: &generator) ? "-" : ""
            for position in 0..<digits {
                if position == mark { text += "." }
                text += String(Int.random(in: 0...9, using: &generator))
            }
            if Int.random(in: 0...3, using: &generator) == 0 {
                text += "e\(Int.random(in: -45...30, using: &generator))"
            }
            return text
        }
    }

    @Test func randomTextsEqualTheStandardLibrary() throws {
        let texts = randomTexts(20_000, seed: 1)
        let doubles = try numbers(texts, as: Double.self)
        for (text, number) in zip(texts, doubles) {
            #expect(number.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test func randomTextsEqualTheStandardLibraryInFloat() throws {
        let texts = randomTexts(20_000, seed: 2).filter { Float($0)?.isFinite == true }
        let floats = try numbers(texts, as: Float.self)
        for (text, number) in zip(texts, floats) {
            #expect(number.bitPattern == Float(text)?.bitPattern, "\(text)")
        }
    }

    /// Decimal texts of points halfway between two neighbours, and a little off: rounding them twice goes wrong.
    @Test func halfwayPointsRoundOnce() throws {
        var texts: [String] = []
        for bits in [16_777_217, 16_777_219, 33_554_431, 20_000_001] {
            for scale in ["", "0", "00000"] {
                texts += [
                    "\(bits)\(scale)", "\(bits)\(scale).000000000000001",
                    "\(bits - 1)\(scale).99999999999999",
                ]
            }
        }
        texts += [
            "1.00000005960464477539", "1.000000059604644775390625", "1.000000059604644775390626",
            "1.00000005960464477",
        ]
        let floats = try numbers(texts, as: Float.self)
        for (text, number) in zip(texts, floats) { #expect(number == Float(text), "\(text)") }
        // Text to Double to Float gives another number here.
        #expect(try numbers(["16777217.00000000001"], as: Float.self)[0] == 16_777_218)
        #expect(try numbers(["16777217.0000000000000001"], as: Float.self)[0] == 16_777_218)
    }

    @Test(arguments: ["1e309", "-1e309", "1e999999999999", "179769313486231590000e288"])
    func refusesWhatIsTooLarge(_ text: String) {
        let error = #expect(throws: TableError.self) { try numbers([text], as: Double.self) }
        #expect(
            error?.description
                == "FILE, line 1, column \"x\": \"\(text)\" is too large for Double, which ends at 1.7976931348623157e+308. Correct it, or leave the column out."
        )
    }

    @Test(arguments: ["1e39", "340282366920938463463374607431768211456", "3.4028235678e38"])
    func refusesWhatIsTooLargeForFloat(_ text: String) throws {
        let error = #expect(throws: TableError.self) { try numbers([text], as: Float.self) }
        #expect(error?.problem == "\"\(text)\" is too large for Float, which ends at 3.4028235e+38.")
        #expect(try numbers([text], as: Double.self)[0] > 3e38)
    }

    @Test func smallFloatsKeepTheirBits() throws {
        let texts = ["1e-45", "7e-46", "1.1754943e-38", "1.17549429e-38", "5.877471754111438e-39", "1e-60"]
        #expect(try numbers(texts, as: Float.self) == texts.map { Float($0) })
    }
}
