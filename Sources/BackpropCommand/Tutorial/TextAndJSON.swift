import Backprop

extension String {
    /// The text without blanks at its end.
    func trimmingEnd() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The text with blanks before it up to that width.
    func paddedLeft(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }

    /// The text with blanks after it up to that width.
    func paddedRight(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension JSONValue {
    /// A list of numbers.
    init(numbers: [Double]) {
        self = .array(numbers.map { JSONValue($0) })
    }

    /// A list of lists of numbers.
    init(numbers: [[Double]]) {
        self = .array(numbers.map { JSONValue(numbers: $0) })
    }

    /// A list of whole numbers.
    init(integers: [Int]) {
        self = .array(integers.map { JSONValue($0) })
    }
}
