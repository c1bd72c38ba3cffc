/// The first place at which two JSON values differ.
struct JSONDifference: Equatable {
    /// Where: `optimizer.learningRate`.
    let path: String

    /// What stands there in the first; `nil` where nothing does.
    let first: JSONValue?

    /// What stands there in the second; `nil` where nothing does.
    let second: JSONValue?

    /// `nil` where both are the same, whatever the order of their members.
    init?(_ first: JSONValue?, _ second: JSONValue?, path: String = "") {
        guard first != second else { return nil }
        switch (first, second) {
        case (.object(let one), .object(let other)):
            let keys = one.keys + other.keys.filter { one[$0] == nil }
            let inside = keys.lazy.compactMap { key in
                JSONDifference(one[key], other[key], path: path.isEmpty ? key : "\(path).\(key)")
            }
            guard let difference = inside.first else { return nil }
            self = difference
        case (.array(let one), .array(let other)):
            let inside = (0..<max(one.count, other.count)).lazy.compactMap { index in
                JSONDifference(
                    index < one.count ? one[index] : nil, index < other.count ? other[index] : nil,
                    path: "\(path)[\(index)]")
            }
            guard let difference = inside.first else { return nil }
            self = difference
        default:
            self.path = path
            self.first = first
            self.second = second
        }
    }

    /// What stands on one side, as a sentence has it.
    static func text(_ value: JSONValue?) -> String {
        guard let value, !value.isNull else { return "not set" }
        return (try? value.text()) ?? "\(value)"
    }
}
