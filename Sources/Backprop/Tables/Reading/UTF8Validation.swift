import CKernels

/// The longest valid part of some bytes, and the reason that it ends.
struct TextValidation {
    enum Stop: Equatable {
        /// The end of the bytes: everything is valid.
        case none
        /// The beginning of a sequence whose end has not been read.
        case incomplete
        /// A byte that neither begins nor continues a sequence.
        case invalid
        /// A byte of value zero.
        case nul
    }

    /// The number of valid bytes.
    var count: Int
    /// The reason that they end.
    var stop: Stop

    /// Checks that bytes are UTF-8 without a zero byte.
    ///
    /// Source: The Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
    init(utf8 bytes: UnsafePointer<UInt8>, count: Int) {
        var at = 0
        while at < count {
            at += bp_plain_bytes(bytes + at, count - at)
            if at == count { break }
            switch bytes[at] {
            case 0:
                self.init(count: at, stop: .nul)
                return
            case 1..<0x80:
                at += 1
            default:
                let length = Self.sequenceLength(bytes + at, available: count - at)
                guard length > 0 else {
                    self.init(count: at, stop: length == 0 ? .incomplete : .invalid)
                    return
                }
                at += length
            }
        }
        self.init(count: count, stop: .none)
    }

    init(count: Int, stop: Stop) {
        self.count = count
        self.stop = stop
    }

    /// Returns the length of the sequence that begins here; 0 if its end has not been read, -1 if it is not valid.
    private static func sequenceLength(_ bytes: UnsafePointer<UInt8>, available: Int) -> Int {
        let (length, second) = expectation(after: bytes[0])
        guard length > 0 else { return -1 }
        if available > 1, !second.contains(bytes[1]) { return -1 }
        for position in 2..<max(2, min(length, available)) where bytes[position] & 0xC0 != 0x80 { return -1 }
        return available < length ? 0 : length
    }

    /// Returns the length of the sequence that a byte begins, and the valid range of its second byte.
    private static func expectation(after lead: UInt8) -> (length: Int, second: ClosedRange<UInt8>) {
        switch lead {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: (0, 0x80...0xBF)
        }
    }
}
