/// The first difference of two JSON values.
struct JSONDifference: Equatable {
    /// The path: `optimizer.learningRate`.
    let path: String

    /// The value in the first document, or `nil` if it has none.
    let first: JSONValue?

    /// The value in the second document, or `nil` if it has none.
    let second: JSONValue?

    /// Finds the first difference; the result is `nil` if both are equal apart from the order of their members.
    init?(_ first: JSONValue?, _ second: JSONValue?, path: String = "") {
        guard first != second else { return nil }
        switch (first, second) {
        case (.object(let one), .object(let other)):
            let keys = one.keys + other.keys.filter { one[$0] == nil }
            let inside = keys.lazy.compactMap { key -> JSONDifference? in
                JSONDifference(one[key], other[key], path: path.isEmpty ? key : "\(path).\(key)")
            }
            guard let difference = inside.first else { return nil }
            self = difference
        case (.array(let one), .array(let other)):
            let inside = (0..<max(one.count, other.count)).lazy.compactMap { index -> JSONDifference? in
                let first = index < one.count ? one[index] : nil
                let second = index < other.count ? other[index] : nil
                return JSONDifference(first, second, path: "\(path)[\(index)]")
            }
            guard let difference = inside.first else { return nil }
            self = difference
        default:
            self.path = path
            self.first = first
            self.second = second
        }
    }

    /// Returns one of the values as text for a sentence.
    static func text(_ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return "not set" }
        return (try? value.text()) ?? "\(value)"
    }
}
