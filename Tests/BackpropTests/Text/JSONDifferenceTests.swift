import Testing

@testable import Backprop

@Suite struct JSONDifferenceTests {
    @Test(
        arguments: [
            (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, nil),
            (#"{"a":{"b":[1,{"c":2}]}}"#, #"{"a":{"b":[1,{"c":3}]}}"#, "a.b[1].c: 2, 3"),
            (#"{"a":[1]}"#, #"{"a":[1,2]}"#, "a[1]: not set, 2"),
            (#"{"a":"x"}"#, "{}", #"a: "x", not set"#),
            ("{}", #"{"a":[]}"#, "a: not set, []"),
            (#"{"a":1}"#, #"{"a":[1]}"#, "a: 1, [1]"),
        ] as [(String, String, String?)])
    func namesTheFirst(first: String, second: String, expected: String?) throws {
        let difference = JSONDifference(try JSONValue(parsing: first), try JSONValue(parsing: second))
        let text = difference.map {
            "\($0.path): \(JSONDifference.text($0.first)), \(JSONDifference.text($0.second))"
        }
        #expect(text == expected)
    }
}
