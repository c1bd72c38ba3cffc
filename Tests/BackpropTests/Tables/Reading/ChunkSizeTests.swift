import Backprop
import Testing

/// Nothing a caller can see depends on where a chunk ends.
@Suite struct ChunkSizeTests {
    private static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 64, 1000]

    @Test(arguments: [
        "", "a,b\n", "\n\n\r\n", "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4",
        "a,b\n1,2\r\n\r\n3,4\r\r5,6\n\r",
        "\u{FEFF}a,b\r\n\"x\r\ny\",\"\"\"q\"\"\"\r\n\"\",z\r\n", "# c\r\n\r\n#d\na;b\n1,5;2\n",
        "x\n1\n\n\r\n4\n\n",
        " 1  2\t 3 \r\n\"a b\" 5 6 \n", "a,b\n1,\"x\n2,y\n", "a,b\n\"x\ny\" z,1\n", "a,b\n1,2\n3\n4,\u{0}\n",
        "a,b\n1,2,\n3,4,\n",
        "a,b\n1,2\n3,caf\u{E9} \u{20AC} \u{1F600}\n", "a,b\n\"x\"\r\n1,2\n", "a,b\n1,\"x\" \n2,\"y\"\t\r\n",
        "a,b,a\n1,2,3\n",
        "a,b\n1,2\n \n\t\n3,4\n", "#only\n#comments", "a\tb\n1\t\n\t2\n", "a,b\n1,\"open to the end\n\n\n",
    ])
    func textsReadAlike(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = outcome(bytes, ReadingOptions(), chunkSize: 1 << 18)
        for size in Self.sizes {
            #expect(outcome(bytes, ReadingOptions(), chunkSize: size) == whole, "chunks of \(size)")
        }
    }

    @Test(
        arguments: [
            [0x61, 0x2C, 0x62, 0x0A, 0x31, 0x0A, 0xFF], [0x61, 0x2C, 0x62, 0x0A, 0x31, 0x2C, 0xE2, 0x82],
            [0x61, 0x2C, 0x62, 0x0A, 0x22, 0x78, 0x22, 0x79, 0xFF], [0xFF, 0xFE, 0x61],
            [0x61, 0x0A, 0x22, 0x0D, 0x0A, 0x0D, 0xC3, 0x28],
        ] as [[UInt8]])
    func damagedBytesReadAlike(_ bytes: [UInt8]) {
        let whole = outcome(bytes, ReadingOptions(), chunkSize: 1 << 18)
        for size in Self.sizes {
            #expect(outcome(bytes, ReadingOptions(), chunkSize: size) == whole, "chunks of \(size)")
        }
    }

    /// Random strings over the characters that matter; most are damaged in one way or another.
    @Test func randomTextsReadAlike() {
        var generator = TestGenerator(state: 4)
        let alphabet = Array("1a,,;\" \t\n\n\r#\u{E9}".utf8)
        for _ in 0..<500 {
            let length = Int.random(in: 0...40, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0x31 }
            let options = ReadingOptions(delimiter: Bool.random(using: &generator) ? .comma : nil)
            let whole = outcome(bytes, options, chunkSize: 1 << 18)
            for size in [1, 2, 3, 7] {
                #expect(outcome(bytes, options, chunkSize: size) == whole, "\(bytes) in chunks of \(size)")
            }
        }
    }

    @Test func longTextsReadAlike() throws {
        var text = "name,size\n"
        for row in 0..<1000 { text += row % 7 == 0 ? "\"a, \(row)\r\nb\",\(row)\r\n" : "plain,\(row).25\n" }
        let whole = outcome(Array(text.utf8), ReadingOptions(), chunkSize: 1 << 18)
        #expect(whole.contains("a, 994"))
        for size in [1, 13, 4096] {
            #expect(outcome(Array(text.utf8), ReadingOptions(), chunkSize: size) == whole)
        }
    }
}
