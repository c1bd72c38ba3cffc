import CZlib

/// The content of a gzip file, decompressed as it is read. Successive members form one text.
final class GzipBytes: ByteSource {
    private let name: String
    private let source: any ByteSource
    private let inflater: OpaquePointer
    private let input: UnsafeMutableRawBufferPointer
    private var inputRange = 0..<0
    private var isBetweenMembers = false
    private var hasEnded = false
    private var isDamaged = false

    init(_ source: any ByteSource, name: String, chunkSize: Int) throws(TableError) {
        self.name = name
        self.source = source
        guard let inflater = backprop_inflater_create() else {
            throw TableError(
                .unreadable, source: name, problem: "There is no memory to decompress the file.",
                remedy: "Close other programs, or decompress the file first.")
        }
        self.inflater = inflater
        input = .allocate(byteCount: max(1, chunkSize), alignment: 1)
    }

    deinit {
        backprop_inflater_destroy(inflater)
        input.deallocate()
    }

    func read(into chunk: UnsafeMutableRawBufferPointer) throws(TableError) -> Int {
        while !hasEnded {
            if isDamaged { throw damage("The gzip data are damaged.", "Copy or download the file again.") }
            if inputRange.isEmpty, try !refill() { break }
            if isBetweenMembers, !startNextMember() { continue }
            let produced = inflate(into: chunk)
            if produced > 0 { return produced }
        }
        return 0
    }

    /// Reads more compressed bytes. Returns `false` at the end, which must be between two members.
    private func refill() throws(TableError) -> Bool {
        let count = try source.read(into: input)
        inputRange = 0..<count
        if count > 0 { return true }
        hasEnded = true
        if isBetweenMembers { return false }
        throw damage("The gzip data end too early.", "The file was cut short: copy or download it again.")
    }

    /// Skips the zeros with which some writers fill up the last block. Returns `false` if nothing else was left.
    private func startNextMember() -> Bool {
        while let first = inputRange.first, input[first] == 0 {
            inputRange = first + 1..<inputRange.upperBound
        }
        if inputRange.isEmpty { return false }
        backprop_inflater_reset(inflater)
        isBetweenMembers = false
        return true
    }

    private func inflate(into chunk: UnsafeMutableRawBufferPointer) -> Int {
        var consumed = 0
        var produced = 0
        let status = backprop_inflate(
            inflater, Self.bytes(input, from: inputRange.lowerBound), inputRange.count,
            Self.bytes(chunk, from: 0), chunk.count, &consumed, &produced)
        inputRange = inputRange.lowerBound + consumed..<inputRange.upperBound
        if status == Int32(BACKPROP_INFLATE_END.rawValue) { isBetweenMembers = true }
        // Output before the damage is still returned: an error in it comes first in the file.
        if status == Int32(BACKPROP_INFLATE_CORRUPT.rawValue) { isDamaged = true }
        return produced
    }

    private static func bytes(
        _ memory: UnsafeMutableRawBufferPointer, from start: Int
    ) -> UnsafeMutablePointer<UInt8>? {
        memory.baseAddress.map { ($0 + start).assumingMemoryBound(to: UInt8.self) }
    }

    private func damage(_ problem: String, _ remedy: String) -> TableError {
        TableError(.damagedGzip, source: name, problem: problem, remedy: remedy)
    }
}
