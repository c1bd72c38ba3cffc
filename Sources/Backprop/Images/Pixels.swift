/// The values of many images, one after the other, as the file had them.
enum Pixels: Hashable, Sendable {
    /// Whole numbers from 0 to 255, as image files hold them.
    case bytes([UInt8])
    /// Numbers of any size, as tables and some IDX files hold them.
    case numbers([Float])

    /// The number of values.
    var count: Int {
        switch self {
        case .bytes(let values): values.count
        case .numbers(let values): values.count
        }
    }

    /// The value at an index, as a number.
    subscript(index: Int) -> Double {
        switch self {
        case .bytes(let values): Double(values[index])
        case .numbers(let values): Double(values[index])
        }
    }

    /// Returns the values of the given examples, each of `width` values, in the given order.
    func selecting(_ rows: [Int], width: Int) -> Pixels {
        switch self {
        case .bytes(let values): .bytes(Self.gather(values, rows, width))
        case .numbers(let values): .numbers(Self.gather(values, rows, width))
        }
    }

    private static func gather<Value>(_ values: [Value], _ rows: [Int], _ width: Int) -> [Value] {
        var result: [Value] = []
        result.reserveCapacity(rows.count * width)
        for row in rows { result.append(contentsOf: values[(row * width)..<((row + 1) * width)]) }
        return result
    }
}
