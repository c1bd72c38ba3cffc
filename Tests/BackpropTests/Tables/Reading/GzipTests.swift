import Backprop
import Testing

/// The bytes are what `python3 -c "import gzip; print(list(gzip.compress(b'a,b\n1,2\n', mtime=0)))"` prints.
@Suite struct GzipTests {
    private static let first: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 212, 73, 226, 50, 212, 49, 226, 2, 0, 123, 7, 151, 10, 8, 0, 0,
        0,
    ]
    /// Of `3,4\n5,6\n`.
    private static let second: [UInt8] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 51, 214, 49, 225, 50, 213, 49, 227, 2, 0, 121, 74, 77, 44, 8, 0, 0,
        0,
    ]

    @Test func readsMembersAsOneText() throws {
        let table = try Table(reading: Self.first + Self.second + [0, 0, 0], source: "FILE")
        #expect(cells(table) == [["1", "2"], ["3", "4"], ["5", "6"]])
        #expect(table.format.isCompressed)
    }

    @Test(arguments: [0, 1, 2, 3])
    func readsAlikeAtEveryChunkSize(_ damage: Int) {
        var bytes = Self.first + Self.second
        if damage == 1 { bytes.removeLast(3) }
        if damage == 2 { bytes[bytes.count - 8] ^= 1 }
        if damage == 3 { bytes.append(7) }
        let whole = outcome(bytes, ReadingOptions(), chunkSize: 1 << 18)
        for size in [1, 2, 3, 5, 8, 13, 40] {
            #expect(outcome(bytes, ReadingOptions(), chunkSize: size) == whole)
        }
    }

    @Test func reportsATruncatedFile() {
        for length in 10..<Self.first.count {
            let error = #expect(throws: TableError.self) {
                try Table(reading: Array(Self.first[..<length]), source: "FILE")
            }
            #expect(
                error?.description
                    == "FILE: The gzip data end too early. The file was cut short: copy or download it again."
            )
        }
    }

    @Test(arguments: [10, 20, 24])
    func reportsADamagedFile(_ position: Int) {
        var bytes = Self.first
        bytes[position] ^= 0xFF
        let error = #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE") }
        #expect(error?.description == "FILE: The gzip data are damaged. Copy or download the file again.")
    }
}
