import ArgumentParser
import Backprop

/// A reader of options with shapes and lists.
enum ShapeOption {
    /// The maximum number of values of an example.
    private static let limit = 1 << 24

    /// Returns the extents of a text such as `4` or `28x28x1`.
    static func extents(_ text: String, _ option: String) throws -> [Int] {
        let extents = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        var count = 1
        for extent in extents {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            count = overflow || extent < 1 ? 0 : product
        }
        guard (1...3).contains(extents.count), (1...limit).contains(count) else {
            throw ValidationError(
                "--\(option) is one to three whole numbers, such as 4 or 28x28x1, not \"\(text)\"")
        }
        return extents
    }

    /// Returns the names of a list with commas.
    static func names(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// Returns the numbers of a list with commas.
    static func numbers(_ text: String, _ option: String) throws -> [Double] {
        try names(text).map { part in
            guard let number = Double(part), number.isFinite else {
                throw ValidationError("--\(option) is a list of numbers with commas, not \"\(text)\"")
            }
            return number
        }
    }
}
