import Backprop
import Testing

@Suite struct JSONCodingTests {
    struct Layer: Codable, Equatable {
        var units: Int
        var activation: Activation?
        var rate: Float = 0.1
    }
    enum Activation: String, Codable { case relu, tanh }
    enum Split: Codable, Equatable { case full, folds(Int, seed: UInt64) }
    struct Recipe: Codable, Equatable {
        var name = "wheat"
        var seed = UInt64.max
        var layers = [Layer(units: 5, activation: .relu), Layer(units: 3)]
        var split = Split.folds(5, seed: 1)
        var pair = [Int8.min: Double.pi]
        var notes: [String: [Double?]] = ["b": [1, nil], "a": [], "c": [0.5]]
        var empty = Empty()
    }
    struct Empty: Codable, Equatable {}

    @Test func encodesMembersInTheirOrderAndDictionariesSorted() throws {
        let text = try JSONValue(encoding: Recipe()).text()
        #expect(
            text == #"{"name":"wheat","seed":18446744073709551615,"#
                + #""layers":[{"units":5,"activation":"relu","rate":0.1},{"units":3,"rate":0.1}],"#
                + #""split":{"folds":{"_0":5,"seed":1}},"pair":[-128,3.141592653589793],"#
                + #""notes":{"a":[],"b":[1.0,null],"c":[0.5]},"empty":{}}"#)
    }

    @Test func comesBackAsItWas() throws {
        let value = try JSONValue(parsing: JSONValue(encoding: Recipe()).text())
        #expect(try value.decode(Recipe.self) == Recipe())
        #expect(try JSONValue(encoding: Split.full).decode(Split.self) == .full)
        #expect(
            try JSONValue(encoding: [[Float.leastNonzeroMagnitude]]).decode() == [
                [Float.leastNonzeroMagnitude]
            ])
        #expect(try JSONValue(encoding: 1 as Int?).decode(Int?.self) == 1)
        #expect(try JSONValue(encoding: nil as Int?) == .null)
    }

    @Test func setsAndDictionariesDoNotShowTheirOrder() throws {
        let numbers = Array(0..<200)
        #expect(try JSONValue(encoding: Set(numbers)).array?.compactMap(\.int).sorted() == numbers)
        let (up, down) = (Set(numbers), Set(numbers.reversed()))
        #expect(try JSONValue(encoding: up) == JSONValue(encoding: down))
        #expect(try JSONValue(encoding: Set(["b", "a", "c"])) == ["a", "b", "c"])
        #expect(try JSONValue(encoding: [true: 1, false: 0]) == [false, 0, true, 1])
        let names = numbers.map { ("key\($0)", $0) }
        let encoded = try JSONValue(encoding: Dictionary(uniqueKeysWithValues: names)).object?.keys
        #expect(encoded == names.map(\.0).sorted())
    }

    @Test(arguments: [
        (#"{"units":"five","rate":1}"#, "layers[1].units: expected an integer, found the text \"five\""),
        (#"{"units":3.0,"rate":1}"#, "layers[1].units: expected an integer, found the number 3.0"),
        (#"{"units":null,"rate":1}"#, "layers[1].units: expected an integer, found null"),
        (
            #"{"units":9223372036854775808,"rate":1}"#,
            "layers[1].units: expected an integer from -9223372036854775808 to 9223372036854775807, "
                + "found the number 9223372036854775808"
        ),
        (#"{"rate":1}"#, "layers[1]: the key \"units\" is missing"),
        (#"[]"#, "layers[1]: expected an object, found an empty list"),
        (
            #"{"units":1,"rate":1e300}"#,
            "layers[1].rate: expected a number that fits into single precision, found the number 1e+300"
        ),
        (
            #"{"units":1,"rate":1,"activation":"rulu"}"#,
            "layers[1].activation: Cannot initialize Activation from invalid String value rulu"
        ),
    ])
    func namesThePathOfAFailedDecoding(layer: String, message: String) throws {
        let value = try JSONValue(parsing: #"{"layers":[{"units":1,"rate":1},\#(layer)]}"#)
        let error = #expect(throws: JSONError.self) { try value.decode([String: [Layer]].self) }
        #expect(error?.description == message)
    }

    struct Picky: Codable, Error, CustomStringConvertible {
        var description: String { "3 is not a shape" }
        init(from decoder: any Decoder) throws { throw self }
        init() {}
        func encode(to encoder: any Encoder) throws { throw self }
    }

    @Test func errorsOfTheTypeItselfGetTheirPath() throws {
        let error = #expect(throws: JSONError.self) {
            try (["a": [1]] as JSONValue).decode([String: [Picky]].self)
        }
        #expect(error?.description == "a[0]: 3 is not a shape")
        let encoding = #expect(throws: JSONError.self) { try JSONValue(encoding: ["a": [Picky()]]) }
        #expect(encoding?.description == "3 is not a shape")
    }

    struct Pair: Decodable {
        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            _ = try (container.decode(Int.self), container.decode(Int.self))
        }
    }

    @Test func reportsAListThatIsTooShort() {
        let error = #expect(throws: JSONError.self) {
            try (["pair": [1]] as JSONValue).decode([String: Pair].self)
        }
        #expect(error?.description == "pair: the list ends after 1 elements, more are needed")
    }

    @Test func refusesToEncodeWhatIsNotFinite() {
        let error = #expect(throws: JSONError.self) { try JSONValue(encoding: ["loss": [1, Float.nan]]) }
        #expect(error?.description == "loss[1]: nan is not a number that JSON can hold")
    }

    struct Nested: Codable, Equatable {
        var a = 1, b = [2, 3]
        enum Keys: CodingKey { case outer, list }
        enum Inner: CodingKey { case a, b }
        init() {}
        init(from decoder: any Decoder) throws {
            let outer = try decoder.container(keyedBy: Keys.self)
            a = try outer.nestedContainer(keyedBy: Inner.self, forKey: .outer).decode(Int.self, forKey: .a)
            var list = try outer.nestedUnkeyedContainer(forKey: .list)
            b = []
            while !list.isAtEnd { b.append(try list.decode(Int.self)) }
        }
        func encode(to encoder: any Encoder) throws {
            var outer = encoder.container(keyedBy: Keys.self)
            var inner = outer.nestedContainer(keyedBy: Inner.self, forKey: .outer)
            var list = outer.nestedUnkeyedContainer(forKey: .list)
            try inner.encode(a, forKey: .a)
            for element in b { try list.encode(element) }
        }
    }

    @Test func nestsContainersByHand() throws {
        let value = try JSONValue(encoding: Nested())
        #expect(value == ["outer": ["a": 1], "list": [2, 3]])
        #expect(try value.decode(Nested.self) == Nested())
    }
}
