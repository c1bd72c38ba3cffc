import Backprop

extension String {
    /// Returns the text without blanks at its end.
    func trimmingEnd() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Returns the text with blanks before it, up to a width.
    func paddedLeft(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }

    /// Returns the text with blanks after it, up to a width.
    func paddedRight(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

extension JSONValue {
    /// Creates a list of numbers.
    init(numbers: [Double]) {
        self = .array(numbers.map { JSONValue($0) })
    }

    /// Creates a list of lists of numbers.
    init(numbers: [[Double]]) {
        self = .array(numbers.map { JSONValue(numbers: $0) })
    }

    /// Creates a list of whole numbers.
    init(integers: [Int]) {
        self = .array(integers.map { JSONValue($0) })
    }
}
