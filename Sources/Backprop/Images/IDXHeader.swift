/// The beginning of an IDX file: two zeros, the kind of number, the rank, and each extent as four bytes.
///
/// The format of the MNIST files: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
/// All numbers have their most significant byte first.
struct IDXHeader: Equatable {
    /// The kinds of numbers that an IDX file may hold.
    enum Element: UInt8 {
        case unsignedByte = 0x08
        case signedByte = 0x09
        case short = 0x0B
        case int = 0x0C
        case float = 0x0D
        case double = 0x0E

        /// The number of bytes of one value.
        var size: Int {
            switch self {
            case .unsignedByte, .signedByte: 1
            case .short: 2
            case .int, .float: 4
            case .double: 8
            }
        }
    }

    let element: Element
    let extents: [Int]

    /// The number of values.
    let valueCount: Int

    /// Whether a file that begins with these bytes claims to be an IDX file.
    static func begins(_ prefix: [UInt8]) -> Bool {
        prefix.count >= 4 && prefix[0] == 0 && prefix[1] == 0 && Element(rawValue: prefix[2]) != nil
            && (1...4).contains(prefix[3])
    }

    /// Reads the header and checks it against the size of its file.
    init(_ file: ImageBytes) throws(ImageError) {
        let magic = try file.read(4)
        guard Self.begins(magic), let element = Element(rawValue: magic[2]) else {
            throw Self.wrongMagic(magic, file.name)
        }
        let rank = Int(magic[3])
        let bytes = try file.read(4 * rank)
        guard bytes.count == 4 * rank else {
            throw .damaged(
                file.name, "The IDX header ends after \(count(4 + bytes.count, "byte")) of \(4 + 4 * rank).")
        }
        let extents = (0..<rank).map { index in
            bytes[(4 * index)..<(4 * index + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        try self.init(element, extents, file)
    }

    /// Refuses extents whose product cannot lie in the file, before anything is allocated for them.
    private init(_ element: Element, _ extents: [Int], _ file: ImageBytes) throws(ImageError) {
        self.element = element
        self.extents = extents
        var values = element.size
        var overflows = false
        for extent in extents {
            let (product, overflow) = values.multipliedReportingOverflow(by: extent)
            (values, overflows) = (product, overflows || overflow)
        }
        if extents.contains(0) { (values, overflows) = (0, false) }
        let header = 4 + 4 * extents.count
        if let maximum = file.maximumByteCount, overflows || values > maximum - header {
            let size =
                file.isCompressed ? "can hold at most \(maximum) bytes" : "has \(count(maximum, "byte"))"
            throw .damaged(
                file.name,
                "The IDX header declares \(Self.text(extents)) values of \(count(element.size, "byte")), but the file \(size)."
            )
        }
        guard !overflows else {
            throw .damaged(
                file.name, "The IDX header declares \(Self.text(extents)) values, more than there can be.")
        }
        valueCount = values / element.size
    }

    private static func text(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: " × ") }

    private static func wrongMagic(_ magic: [UInt8], _ name: String) -> ImageError {
        let found =
            magic.isEmpty
            ? "is empty" : "begins with the bytes \(magic.map(Self.hexadecimal).joined(separator: " "))"
        return ImageError(
            .unknownFormat, source: name,
            problem: "An IDX file was expected, which begins with 00 00, but the file \(found).",
            remedy: "Give an IDX file such as train-images-idx3-ubyte, gzipped or not.")
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16, uppercase: true)
        return text.count == 1 ? "0" + text : text
    }
}
