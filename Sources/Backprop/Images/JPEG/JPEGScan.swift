/// The header of one scan of a JPEG file: its components, its coefficients and their bits.
struct JPEGScan {
    /// The indices of the components in the frame, with their tables.
    let components: [(part: Int, dc: Int, ac: Int)]
    /// The first and last coefficient in zigzag order.
    let first: Int
    let last: Int
    /// The lowest bit before this scan, 0 for the first over these coefficients, and the lowest bit now.
    let high: Int
    let low: Int

    init(_ data: ArraySlice<UInt8>, frame: JPEGFrame, source: String) throws(ImageError) {
        let bytes = Array(data)
        guard let number = bytes.first.map({ Int($0) }), (1...frame.components.count).contains(number),
            bytes.count == 4 + 2 * number
        else { throw .damaged(source, "A JPEG scan header has \(bytes.count) bytes.") }
        var components: [(part: Int, dc: Int, ac: Int)] = []
        for index in 0..<number {
            let (identifier, tables) = (bytes[1 + 2 * index], Int(bytes[2 + 2 * index]))
            guard let part = frame.components.firstIndex(where: { $0.identifier == identifier }),
                tables >> 4 < 4, tables & 15 < 4, !components.contains(where: { $0.part == part })
            else { throw .damaged(source, "A JPEG scan header names what the frame does not have.") }
            components.append((part, tables >> 4, tables & 15))
        }
        self.components = components
        first = Int(bytes[bytes.count - 3])
        last = Int(bytes[bytes.count - 2])
        high = Int(bytes[bytes.count - 1] >> 4)
        low = Int(bytes[bytes.count - 1] & 15)
        let isValid =
            frame.isProgressive
            ? first <= last && last < 64 && low < 14 && (high == 0 || high == low + 1)
                && (first > 0 ? number == 1 : last == 0)
            : first == 0 && last == 63 && high == 0 && low == 0
        guard isValid else {
            throw .damaged(
                source, "A JPEG scan header asks for coefficients \(first) to \(last), which it cannot.")
        }
    }

    /// Whether a table of codes is needed for first coefficients, and for the others.
    var needsDC: Bool { first == 0 && high == 0 }
    var needsAC: Bool { last > 0 }

    /// The positions of the coefficients in zigzag order; figure A.6.
    static let zigzag: [Int] = [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,
        7,
        14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31,
        39,
        46, 53, 60, 61, 54, 47, 55, 62, 63,
    ]
}
