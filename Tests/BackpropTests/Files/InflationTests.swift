import Testing

@testable import Backprop

/// Compressed bytes that Python's `gzip` and `zlib` wrote.
@Suite struct InflationTests {
    private static let gzip: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x2B, 0xCA, 0x2F, 0x2F, 0x56, 0x28, 0x82,
        0x11, 0x00, 0x2A, 0x92, 0x9F, 0x12, 0x0E, 0x00, 0x00, 0x00,
    ]
    private static let zlib: [UInt8] = [
        0x78, 0x9C, 0x2B, 0xCA, 0x2F, 0x2F, 0x56, 0x28, 0x82, 0x11, 0x00, 0x2A, 0x35, 0x05, 0xA2,
    ]

    private func inflated(_ bytes: [UInt8], _ form: Inflation.Form, limit: Int = 100) -> Inflation.Result {
        bytes.withUnsafeBytes { Inflation.bytes($0, form, limit: limit) }
    }

    @Test func bytesAreDecompressed() {
        let expected = Inflation.Result.bytes(Array("rows rows rows".utf8))
        #expect(inflated(Self.gzip, .gzip) == expected && inflated(Self.zlib, .zlib) == expected)
        #expect(inflated(Self.gzip, .gzip, limit: 14) == expected)
    }

    @Test func thereIsALimit() {
        #expect(inflated(Self.gzip, .gzip, limit: 13) == .tooLong)
        #expect(inflated(Self.gzip, .gzip, limit: 0) == .tooLong)
    }

    @Test func damagedBytesAreFound() {
        for count in 0..<Self.gzip.count {
            #expect(inflated(Array(Self.gzip.prefix(count)), .gzip) == .damaged, "\(count)")
        }
        #expect(inflated(Self.gzip + [0], .gzip) == .damaged)
        #expect(inflated(Self.zlib, .gzip) == .damaged && inflated(Self.gzip, .zlib) == .damaged)
    }
}
