import CZlib

/// A writer of zip archives in memory. Every file has the same time, so that the same content gives the same bytes.
///
/// Source: PKWARE's APPNOTE.TXT, sections 4.3.7 to 4.3.16.
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count: UInt16 = 0

    /// Adds a file, compressed if that makes it smaller.
    mutating func add(_ name: String, _ content: [UInt8]) {
        let deflated = Self.deflate(content)
        let isSmaller = deflated.map { $0.count < content.count } ?? false
        let data = isSmaller ? deflated ?? content : content
        let checksum = content.withUnsafeBufferPointer { backprop_crc32(0, $0.baseAddress, $0.count) }
        var fields: [UInt8] = []
        // The version that reads it, no flags, the method, the first of January 1980.
        for field in [20, 0, isSmaller ? 8 : 0, 0, 0x21] as [UInt16] { Self.append(field, to: &fields) }
        for field in [checksum, UInt32(data.count), UInt32(content.count)] { Self.append(field, to: &fields) }
        Self.append(UInt16(name.utf8.count), to: &fields)
        Self.append(UInt16(0), to: &fields)
        let offset = UInt32(bytes.count)
        Self.append(UInt32(0x0403_4B50), to: &bytes)
        bytes += fields + name.utf8 + data
        Self.append(UInt32(0x0201_4B50), to: &directory)
        Self.append(UInt16(20), to: &directory)
        // No comment, the first disk, and no attributes.
        directory += fields + [UInt8](repeating: 0, count: 10)
        Self.append(offset, to: &directory)
        directory += name.utf8
        count += 1
    }

    /// Returns the archive.
    func finish() -> [UInt8] {
        var end: [UInt8] = []
        Self.append(UInt32(0x0605_4B50), to: &end)
        for field in [0, 0, count, count] as [UInt16] { Self.append(field, to: &end) }
        for field in [UInt32(directory.count), UInt32(bytes.count)] { Self.append(field, to: &end) }
        Self.append(UInt16(0), to: &end)
        return bytes + directory + end
    }

    /// Returns the content compressed, without the header and trailer of zlib's own format.
    private static func deflate(_ content: [UInt8]) -> [UInt8]? {
        let capacity = backprop_deflate_bound(content.count)
        var count = 0
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { output, written in
            count = content.withUnsafeBufferPointer {
                backprop_deflate($0.baseAddress, $0.count, output.baseAddress, capacity)
            }
            written = count
        }
        return count > 6 ? Array(output[2..<count - 4]) : nil
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
