/// The tables that segments of a JPEG file define, each in one of four slots.
struct JPEGTables {
    private(set) var quantization = [[Int]?](repeating: nil, count: 4)
    private var dcCodes = [JPEGHuffman?](repeating: nil, count: 4)
    private var acCodes = [JPEGHuffman?](repeating: nil, count: 4)

    /// Returns the codes in a slot for first coefficients. Without any they are those of the standard, as motion JPEG
    /// expects.
    func dc(_ slot: Int) -> JPEGHuffman? { dcCodes[slot] ?? JPEGStandardCodes.dc(slot) }

    /// Returns the codes in a slot for the other coefficients. Without any they are those of the standard.
    func ac(_ slot: Int) -> JPEGHuffman? { acCodes[slot] ?? JPEGStandardCodes.ac(slot) }

    /// Takes the segment DQT.
    mutating func takeQuantization(_ content: ArraySlice<UInt8>, source: String) throws(ImageError) {
        var rest = content
        while let kind = rest.popFirst() {
            let size = kind >> 4 == 0 ? 1 : 2
            guard kind >> 4 <= 1, kind & 15 < 4, rest.count >= 64 * size else {
                throw .damaged(source, "A JPEG quantization table is damaged.")
            }
            var table = [Int](repeating: 0, count: 64)
            for index in JPEGScan.zigzag {
                for _ in 0..<size { table[index] = table[index] << 8 | Int(rest.removeFirst()) }
            }
            quantization[Int(kind & 15)] = table
        }
    }

    /// Takes the segment DHT.
    mutating func takeCodes(_ content: ArraySlice<UInt8>, source: String) throws(ImageError) {
        var rest = content
        while let kind = rest.popFirst() {
            let counts = rest.prefix(16).map { Int($0) }
            rest = rest.dropFirst(16)
            let total = counts.reduce(0, +)
            guard kind >> 4 <= 1, kind & 15 < 4, counts.count == 16, total <= 256, rest.count >= total,
                let codes = JPEGHuffman(counts: counts, symbols: Array(rest.prefix(total)))
            else { throw .damaged(source, "A JPEG table of codes is damaged.") }
            rest = rest.dropFirst(total)
            if kind >> 4 == 0 { dcCodes[Int(kind & 15)] = codes } else { acCodes[Int(kind & 15)] = codes }
        }
    }
}
