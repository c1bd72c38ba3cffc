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
    case png, jpeg, idx, table, json, safetensors, model, network

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
        case .network: readText(String(decoding: bytes, as: UTF8.self))
        }
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
    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
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
