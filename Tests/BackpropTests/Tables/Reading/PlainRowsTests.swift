import Backprop
import CKernels
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Rows that are read many at once give what rows give that are read one by one.
@Suite struct PlainRowsTests {
    /// A text of several windows, with rows of every kind here and there.
    private func largeText(_ rows: Int) -> String {
        var text = "name,size,share,note\n"
        for row in 0..<rows {
            let size = row % 11 == 3 ? "" : "\(row * 37 % 1000)"
            switch row % 997 {
            case 5: text += "\"two\nlines\",\(size),0.5,x\n"
            case 17: text += "\"a \"\"quoted\"\" word\",\(size),-1e-3,y\r\n"
            case 29: text += " padded ,\(size), 2.5 ,NA\n"
            case 31: text += "\"plain\",\(size),\"7.25\",\"\"\n"
            case 37: text += "\n"
            default: text += "name\(row % 7),\(size),\(row).\(row % 100),free text \(row % 5)\n"
            }
        }
        return text
    }

    private func describe(_ table: Table) -> [String] {
        var lines = table.notices.map(\.description)
        for row in 0..<table.rowCount {
            let cells = table.columns.map { $0.text(at: row) ?? "(missing)" }
            lines.append("\(table.line(ofRow: row)): \(cells)")
        }
        return lines
    }

    @Test func threadsMakeNoDifference() throws {
        let bytes = Array(largeText(30_000).utf8)
        let reader = try RowReader(reading: bytes, source: "FILE")
        var expected: [String] = []
        while try reader.advance() {
            let cells = reader.columnNames.indices.map { reader.text(at: $0) ?? "(missing)" }
            expected.append("\(reader.line): \(cells)")
        }
        for threads in [1, 2, 3] {
            let table = try Table(reading: bytes, source: "FILE", threads: threads)
            let found = describe(table)
            #expect(Array(found.dropFirst(table.notices.count)) == expected, "\(threads) threads")
            #expect(
                try table.columns[2].numbers(as: Double.self)
                    == expected.indices.map {
                        Double(table.columns[2].text(at: $0)!.filter { $0 != " " })!
                    })
            #expect(table.columns[1].missingCount == table.columns[1].numbersMissing)
        }
    }

    @Test func anErrorFarDownIsTheSameOnAnyThread() throws {
        // Several windows, of which each thread takes a part.
        let good = String(repeating: "1,2\n", count: 100_000)
        for bad in ["1,2,3\n", "1,\"x\n", "1,\"x\"y\n"] {
            let bytes = Array(("a,b\n" + good + bad + "1,2\n").utf8)
            let messages = [1, 2, 4].map { threads in
                #expect(throws: TableError.self) {
                    try Table(reading: bytes, source: "FILE", threads: threads)
                }?.description
            }
            #expect(Set(messages).count == 1)
            #expect(messages[0]?.hasPrefix("FILE, line 100002") == true)
        }
    }

    /// Numbers of all lengths and shapes, in one column and so in the lanes of the kernel.
    private func hardTexts(_ count: Int, seed: UInt64) -> [String] {
        var generator = TestGenerator(state: seed)
        return (0..<count).map { index in
            switch index % 4 {
            case 0: return "\(Double(bitPattern: generator.next() & 0x7FEF_FFFF_FFFF_FFFF))"
            case 1: return "\(Double.random(in: -1000...1000, using: &generator))"
            case 2:
                // Halfway between two doubles, or as near as its digits allow.
                let odd = (1 << 53) + 2 * Int.random(in: 0..<1 << 50, using: &generator) + 1
                return "\(odd).\(["0", "00000", "5", "01"][index / 4 % 4])"
            default:
                let digits = Int.random(in: 1...21, using: &generator)
                let mark = Int.random(in: 0...digits, using: &generator)
                var text = ["", "-", "+"][Int.random(in: 0...2, using: &generator)]
                for position in 0..<digits {
                    if position == mark { text += "." }
                    text += String(Int.random(in: 0...9, using: &generator))
                }
                return text
            }
        }
    }

    @Test(arguments: ["avx512", "avx2", "baseline", "neon"])
    func everyNumberIsTheStandardLibrarys(_ set: String) throws {
        // Kernels of other tests may run meanwhile: every set gives the same bits.
        guard bp_simd_select(set) else { return }
        defer { bp_simd_select(nil) }
        let texts = hardTexts(40_000, seed: 9)
        let table = try table("x,y\n" + texts.map { "\($0),1\n" }.joined())
        for (text, number) in zip(texts, try table.columns[0].numbers(as: Double.self)) {
            let plain = text.hasPrefix("+") ? String(text.dropFirst()) : text
            #expect(number.bitPattern == Double(plain)?.bitPattern, "\(text)")
        }
        let short = texts.filter { Float($0)?.isFinite == true }
        let floats = try self.table("x,y\n" + short.map { "\($0),1\n" }.joined())
            .columns[0].numbers(as: Float.self)
        for (text, number) in zip(short, floats) {
            #expect(number.bitPattern == Float(text)?.bitPattern, "\(text)")
        }
    }

    private func table(_ text: String) throws -> Table {
        try Table(
            reading: Array(text.utf8), source: "FILE",
            options: ReadingOptions(delimiter: .comma, hasHeader: true, decimalMark: .point))
    }

    @Test func aTableInAFileIsTheTableInMemory() throws {
        let path = "/tmp/backprop-plain-rows-\(UInt64.random(in: 0 ... .max)).csv"
        try AtomicFile.write(Array(largeText(20_000).utf8), to: path)
        defer { unlink(path) }
        let inMemory = try Table(contentsOf: path)
        let inFile = try Table(contentsOf: path, scratchFolder: "/tmp")
        #expect(inMemory.scratchByteCount == 0 && inFile.scratchByteCount > 1 << 20)
        #expect(describe(inFile) == describe(inMemory))
        #expect(
            try inFile.columns[1].numbers(as: Float.self).map(\.bitPattern)
                == inMemory.columns[1].numbers(as: Float.self).map(\.bitPattern))
    }

    @Test func aScratchFolderThatIsNotThereIsNamed() throws {
        let error = #expect(throws: TableError.self) {
            try Table(contentsOf: "/dev/null", scratchFolder: "/no/such")
        }
        #expect(
            error?.description
                == "/dev/null: The table cannot be kept in a file: cannot write \"/no/such\": the system reports an error (No such file or directory). Try again, or choose another path. TMPDIR may name another folder for such files."
        )
    }
}

extension Column {
    fileprivate var numbersMissing: Int {
        ((try? numbers(as: Double.self)) ?? []).count(where: \.isNaN)
    }
}
