/// A table of Huffman codes; Annex C of ITU-T T.81.
struct JPEGHuffman {
    /// The length and the symbol of the code at the beginning of each nine bits that may come next. Both are zero if
    /// that code is longer.
    private var short = [UInt16](repeating: 0, count: 512)
    /// The upper limit of each length: the codes below it, aligned to 16 bits, are of that length or shorter.
    private var limits = [Int](repeating: 0, count: 18)
    /// The number to add to a code of each length to find its symbol.
    private var offsets = [Int](repeating: 0, count: 17)
    private let symbols: [UInt8]

    /// Builds the table from the number of codes of each length from 1 to 16 and the symbols in their order. Returns
    /// `nil` if there are more codes than the bits can distinguish.
    init?(counts: [Int], symbols: [UInt8]) {
        self.symbols = symbols
        var (code, index) = (0, 0)
        for length in 1...16 {
            offsets[length] = index - code
            for _ in 0..<counts[length - 1] {
                guard code < 1 << length else { return nil }
                if length <= 9 {
                    let first = code << (9 - length)
                    let entry = UInt16(length) << 8 | UInt16(symbols[index])
                    for index in first..<(first + 1 << (9 - length)) { short[index] = entry }
                }
                code += 1
                index += 1
            }
            limits[length] = code << (16 - length)
            code <<= 1
        }
    }

    /// Returns the symbol of the next code, or `nil` if no code matches.
    @inline(__always)
    func decode(_ bits: inout JPEGBits) -> Int? {
        let next = bits.peek16()
        let entry = short[next >> 7]
        if entry != 0 {
            bits.skip(Int(entry >> 8))
            return Int(entry & 0xFF)
        }
        for length in 1...16 where next < limits[length] {
            bits.skip(length)
            return Int(symbols[offsets[length] + next >> (16 - length)])
        }
        return nil
    }
}

/// The bits of a scan, the most significant of each byte first. A zero after FF is skipped; at any other marker, or at
/// the end of the file, zeros follow.
struct JPEGBits {
    private let bytes: [UInt8]
    private(set) var offset: Int
    private var window: UInt64 = 0
    private var count = 0
    /// The number of bits in the window that are not from the file.
    private var padding = 0

    init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// Whether bits were taken that the file does not have.
    var isExhausted: Bool { padding > count }

    private mutating func fill() {
        while count <= 48 {
            var byte: UInt8 = 0
            if offset < bytes.count, bytes[offset] != 0xFF {
                byte = bytes[offset]
                offset += 1
            } else if offset + 1 < bytes.count, bytes[offset + 1] == 0 {
                byte = 0xFF
                offset += 2
            } else {
                padding += 8
            }
            window = window << 8 | UInt64(byte)
            count += 8
        }
    }

    /// Returns the next 16 bits without taking them.
    @inline(__always)
    mutating func peek16() -> Int {
        if count < 16 { fill() }
        return Int(truncatingIfNeeded: window >> UInt64(count - 16)) & 0xFFFF
    }

    @inline(__always)
    mutating func skip(_ number: Int) { count -= number }

    /// Takes up to 16 bits.
    @inline(__always)
    mutating func take(_ number: Int) -> Int {
        let value = peek16() >> (16 - number)
        skip(number)
        return value
    }

    /// Takes a number of `size` bits with its sign; section F.2.2.1.
    @inline(__always)
    mutating func takeSigned(_ size: Int) -> Int {
        if size == 0 { return 0 }
        let value = take(size)
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value
    }

    /// Continues after the marker RST that must come next; returns false if there is none.
    mutating func restart() -> Bool {
        if isExhausted { return false }
        (window, count, padding) = (0, 0, 0)
        while offset + 1 < bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] == 0xFF { offset += 1 }
        guard offset + 1 < bytes.count, bytes[offset] == 0xFF, bytes[offset + 1] & 0xF8 == 0xD0 else {
            return false
        }
        offset += 2
        return true
    }
}
