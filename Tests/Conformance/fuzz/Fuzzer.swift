import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The readers of what comes from outside; the variable BACKPROP_FUZZ names the one to try.
enum Reader: String, CaseIterable {
    case png, jpeg, idx, table, json, safetensors, model, network, workbook, records, arff

    static let chosen: Reader = {
        guard let name = getenv("BACKPROP_FUZZ").map({ String(cString: $0) }),
            let reader = Reader(rawValue: name)
        else { fatalError("BACKPROP_FUZZ names no reader") }
        return reader
    }()

    /// Reads the bytes. An error is an answer; a trap, an access out of bounds or a hang is a finding.
    func read(_ bytes: [UInt8]) throws {
        switch self {
        // The signatures come first, so that no time is lost on finding them.
        case .png:
            _ = try Raster(
                decoding: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + bytes, source: "F",
                limits: Self.limits)
        case .jpeg: _ = try Raster(decoding: [0xFF, 0xD8] + bytes, source: "F", limits: Self.limits)
        case .idx: _ = try ImageSet(idx: try Self.file(bytes))
        case .table: _ = try Table(reading: bytes, source: "F")
        case .json: try check(JSONValue(parsing: bytes))
        case .safetensors: _ = try SafetensorsFile(bytes: bytes)
        case .model: _ = try Model(SafetensorsFile(bytes: bytes), source: "F")
        case .workbook: try readWorkbook(bytes)
        case .records: _ = try Table(reading: Array("[{".utf8) + bytes, source: "F", options: Self.smallRows)
        case .arff:
            _ = try Table(reading: Array("@relation r\n".utf8) + bytes, source: "F", options: Self.smallRows)
        case .network: readText(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Short rows and few columns, so that time goes into many inputs.
    private static let smallRows: ReadingOptions = {
        var options = ReadingOptions()
        (options.maximumRowLength, options.maximumColumnCount) = (1 << 16, 1000)
        return options
    }()

    /// Reads an archive, and a workbook whose parts the bytes hold, one after another with zeros between them. Their
    /// sizes and checksums are right, so that changes reach what lies behind them.
    private func readWorkbook(_ bytes: [UInt8]) throws {
        let names = [
            "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml", "_rels/.rels",
        ]
        if bytes.starts(with: [0x50, 0x4B]) {
            _ = try Table(reading: bytes, source: "F.xlsx", options: Self.smallRows)
            return
        }
        let parts = bytes.split(separator: 0, maxSplits: names.count - 1, omittingEmptySubsequences: false)
        let file = StoredArchive.file(zip(names, parts).map { ($0, Array($1)) })
        _ = try Table(reading: file, source: "F.xlsx", options: Self.smallRows)
    }

    /// Small images, so that time goes into many of them.
    private static let limits = ImageLimits(pixelsPerImage: 1 << 16)

    /// Ends the process unless a value that is written and read again is the same.
    private func check(_ value: JSONValue) throws {
        let text = try value.text()
        guard (try? JSONValue(parsing: text)) == value else { fatalError("JSON changes: \(text)") }
    }

    private func readText(_ text: String) {
        _ = try? Network(parsing: text)
        _ = try? Schedule(parsing: text)
        _ = try? Augmentation(parsing: text)
    }

    /// Writes the bytes to the file of this process.
    private static func file(_ bytes: [UInt8]) throws -> String {
        let path = "input-\(getpid())"
        try AtomicFile.write(bytes, to: path)
        return path
    }
}

/// Zip archives that are not compressed.
enum StoredArchive {
    static func file(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in files {
            let sizes =
                number(PNGInput.checksum(content[...]), 4) + number(content.count, 4)
                + number(content.count, 4)
            let fields =
                number(20, 2) + [UInt8](repeating: 0, count: 8) + sizes + number(name.utf8.count, 2)
                + number(0, 2)
            directory += number(0x0201_4B50, 4) + number(20, 2) + fields + [UInt8](repeating: 0, count: 10)
            directory += number(bytes.count, 4) + Array(name.utf8)
            bytes += number(0x0403_4B50, 4) + fields + Array(name.utf8) + content
        }
        let end = number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2) + number(files.count, 2)
        return bytes + directory + end + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
    }

    private static func number(_ value: some BinaryInteger, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// PNG files whose checksums are right, so that changes reach what lies behind them.
enum PNGInput {
    static func file(_ chunks: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunks
        var offset = 8
        while offset + 12 <= bytes.count {
            let length = bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
            guard length <= bytes.count - offset - 12 else { break }
            let end = offset + 8 + length
            let sum = checksum(bytes[(offset + 4)..<end])
            for index in 0..<4 {
                bytes[end + index] = UInt8(truncatingIfNeeded: sum >> UInt32(24 - 8 * index))
            }
            offset = end + 4
        }
        return bytes
    }

    /// The checksum of the PNG specification, annex D.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}

/// Tries one input; libFuzzer calls it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    try? Reader.chosen.read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
