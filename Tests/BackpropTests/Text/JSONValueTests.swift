import Backprop
import Testing

@Suite struct JSONValueTests {
    // MARK: Reading

    static let readable: [(String, JSONValue)] = [
        ("null", JSONValue.null), (" true ", .bool(true)), ("false", .bool(false)), ("\t\r\n0 ", .integer(0)),
        ("-9223372036854775808", .integer(.min)), ("9223372036854775807", .integer(.max)),
        ("9223372036854775808", .unsigned(9_223_372_036_854_775_808)),
        ("18446744073709551615", .unsigned(.max)),
        ("1.0", .double(1)), ("1e2", .double(100)), ("-1.5E-3", .double(-0.0015)),
        ("5e-324", .double(.leastNonzeroMagnitude)),
        ("1e-400", .double(0)), ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        ("\"\"", .string("")), (#""a\"\\\/\b\f\n\r\tz""#, .string("a\"\\/\u{8}\u{c}\n\r\tz")),
        (#""\u0000\u00e9\u20AC""#, .string("\0é€")), (#""\ud83d\ude00""#, .string("😀")),
        ("\"é€😀\"", .string("é€😀")),
        ("[]", .array([])), ("[ 1 , [ ] ]", [1, []]), ("{}", .object([:])),
        (#"{ "b" : 1 , "a" : { } }"#, ["b": 1, "a": .object([:])]),
    ]

    @Test func largeIntegersAreRoundedIfRequested() throws {
        let text = Array("[18446744073709551616, -1e3, 18446744073709551615]".utf8)
        let value = try JSONValue(parsing: text, roundsLargeIntegers: true)
        #expect(value == [.double(0x1p64), .double(-1000), .unsigned(.max)])
        let huge = Array(String(repeating: "9", count: 400).utf8)
        #expect(throws: JSONError.syntax(offset: 0, .numberTooLarge)) {
            try JSONValue(parsing: huge, roundsLargeIntegers: true)
        }
    }

    @Test(arguments: readable)
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test func negativeZeroKeepsItsSign() throws {
        #expect(try JSONValue(parsing: "-0").double?.sign == .minus)
        #expect(try JSONValue.double(-0.0).text() == "-0.0")
    }

    @Test(arguments: [
        ("", 0, "the text ends where a value is expected"),
        ("  ", 2, "the text ends where a value is expected"),
        ("[1", 2, "the text ends where ',' or ']' is expected"),
        ("[1,", 3, "the text ends where a value is expected"),
        ("[1,]", 3, "expected a value, found ']'"),
        ("[1 2]", 3, "expected ',' or ']', found '2'"),
        ("{", 1, "the text ends where a key in double quotes is expected"),
        ("{\"a\"}", 4, "expected ':', found '}'"),
        ("{\"a\":1,}", 7, "expected a key in double quotes, found '}'"),
        ("{a:1}", 1, "expected a key in double quotes, found 'a'"),
        ("{\"a\":1 \"b\":2}", 7, "expected ',' or '}', found '\"'"),
        ("{\"a\":1,\"b\":2,\"a\":3}", 13, "the key \"a\" comes twice in the same object"),
        ("{\"a\":1,\"\\u0061\":3}", 7, "the key \"a\" comes twice in the same object"),
        ("1 1", 2, "there is more text after the value"),
        ("nul", 3, "the text ends where 'null' is expected"),
        ("nulL", 3, "expected 'null', found 'L'"),
        ("NaN", 0, "expected a value, found 'N'"),
        ("+1", 0, "expected a value, found '+'"),
        (".5", 0, "expected a value, found '.'"),
        ("'a'", 0, "expected a value, found '''"),
        ("\u{feff}1", 0, "expected a value, found the byte 0xef"),
        ("01", 0, "this is not how JSON writes a number"),
        ("[-]", 1, "this is not how JSON writes a number"),
        ("1.", 0, "this is not how JSON writes a number"),
        ("1.e5", 0, "this is not how JSON writes a number"),
        ("1e", 0, "this is not how JSON writes a number"),
        ("1e+", 0, "this is not how JSON writes a number"),
        ("1e400", 0, "the number is larger than a Double can hold"),
        ("18446744073709551616", 0, "the integer does not fit into 64 bits"),
        ("-9223372036854775809", 0, "the integer does not fit into 64 bits"),
        ("\"abc", 4, "the text ends where '\"' is expected"),
        ("\"a\nb\"", 2, "the byte 0x0a must be escaped in a string"),
        ("\"a\\", 2, "a backslash must be followed by one of \" \\ / b f n r t or u and four hex digits"),
        ("\"\\x\"", 1, "a backslash must be followed by one of \" \\ / b f n r t or u and four hex digits"),
        (
            "\"\\u12g4\"", 1,
            "a backslash must be followed by one of \" \\ / b f n r t or u and four hex digits"
        ),
        ("\"\\u12", 1, "a backslash must be followed by one of \" \\ / b f n r t or u and four hex digits"),
        ("\"\\ud800\"", 1, "\\ud800 is half of a surrogate pair, without its other half"),
        ("\"\\udc00\\ud800\"", 1, "\\udc00 is half of a surrogate pair, without its other half"),
        ("\"\\ud800\\u0041\"", 1, "\\ud800 is half of a surrogate pair, without its other half"),
    ])
    func refuses(text: String, offset: Int, message: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == "invalid JSON at byte \(offset): \(message)")
    }

    @Test(
        arguments: [
            ([0x22, 0xff, 0x22], 1), ([0x22, 0x61, 0xc3, 0x22], 2), ([0x22, 0xed, 0xa0, 0x80, 0x22], 1),
            ([0x22, 0xc0, 0x80, 0x22], 1), ([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1),
        ] as [([UInt8], Int)])
    func refusesWhatIsNoUTF8(bytes: [UInt8], offset: Int) {
        #expect(throws: JSONError.syntax(offset: offset, .invalidUTF8)) { try JSONValue(parsing: bytes) }
    }

    @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
    func nestsSixtyFourDeepAndNoDeeper(open: String, close: String) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
        }
        let deepest = try JSONValue(parsing: nested(64))
        #expect(try deepest.text() == nested(64))
        #expect(throws: JSONError.syntax(offset: 64 * open.utf8.count, .nestingTooDeep(limit: 64))) {
            try JSONValue(parsing: nested(65))
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: String(repeating: open, count: 100_000)) }
        #expect(throws: JSONError.self) { try JSONValue.array([deepest]).text() }
    }

    // MARK: Writing

    static let writable: [(JSONValue, String)] = [
        (JSONValue.integer(.min), "-9223372036854775808"), (JSONValue(UInt64.max), "18446744073709551615"),
        (0.1, "0.1"), (1.0, "1.0"), (1e22, "1e+22"), (.double(.leastNonzeroMagnitude), "5e-324"),
        (JSONValue(Float(0.1)), "0.1"),
        (JSONValue(Float.greatestFiniteMagnitude), "3.4028235e+38"),
        ("\"\\/\u{8}\n\r\t\u{1f}é😀", #""\"\\/\u0008\n\r\t\u001fé😀""#),
        (["b": [1, nil, true], "a": .object([:])], #"{"b":[1,null,true],"a":{}}"#),
    ]

    @Test(arguments: writable)
    func writes(value: JSONValue, text: String) throws {
        #expect(try value.text() == text)
    }

    @Test func writesSortedByBytesAndIndented() throws {
        let value: JSONValue = ["b": [1, 2], "é": .array([]), "a": ["z": 1, "B": .object([:])]]
        #expect(try value.text(keys: .sorted) == #"{"a":{"B":{},"z":1},"b":[1,2],"é":[]}"#)
        let lines = ["{", "  \"b\": [", "    1,", "    2", "  ],", "  \"é\": [],"]
        #expect(try value.text(indentation: 2).split(separator: "\n").prefix(6).map(String.init) == lines)
        #expect(try JSONValue(parsing: value.text(indentation: 2)) == value)
    }

    @Test(arguments: [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")])
    func refusesWhatIsNotFinite(number: Double, name: String) {
        let value: JSONValue = ["epochs": [["loss": 1.5], ["loss": .double(number)]]]
        let error = #expect(throws: JSONError.self) { try value.text() }
        #expect(error?.description == "epochs[1].loss: \(name) is not a number that JSON can hold")
    }

    @Test func numbersComeBackAsTheyWere() throws {
        var generator = TestGenerator(state: 7)
        for _ in 0..<2000 {
            let double = Double(bitPattern: generator.next())
            if double.isFinite {
                let read = try JSONValue(parsing: JSONValue(double).text()).double
                #expect(read?.bitPattern == double.bitPattern)
            }
            let float = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            if float.isFinite {
                let read = try JSONValue(parsing: JSONValue(float).text()).double
                #expect(read.map { Float($0).bitPattern } == float.bitPattern)
            }
        }
    }

    // MARK: Access

    @Test func takesApart() {
        var value: JSONValue = ["name": "iris", "rows": 150, "scores": [0.5, 1], "last": nil, "done": true]
        #expect(value["name"]?.string == "iris" && value["rows"]?.int == 150 && value["rows"]?.double == 150)
        #expect(
            value["scores"]?[0]?.double == 0.5 && value["scores"]?[2] == nil && value["scores"]?[-1] == nil)
        #expect(value["last"]?.isNull == true && value["none"] == nil && value["done"]?.bool == true)
        #expect(value["name"]?["x"] == nil && value["name"]?[0] == nil && value["scores"]?[0]?.int == nil)
        value["rows"] = nil
        value["name"] = "wheat"
        value["new"] = 1
        #expect(value.object?.keys == ["name", "scores", "last", "done", "new"])
        #expect(value["new"] == 1 && value["last"] == .null && value["name"] == "wheat")
    }
}
