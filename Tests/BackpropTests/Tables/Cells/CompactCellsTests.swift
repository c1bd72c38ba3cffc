import Backprop
import CKernels
import Testing

/// Cells of which only a number is kept give the text back that stood in the file.
@Suite struct CompactCellsTests {
    /// Texts that are a number's own, and texts that nearly are.
    private static let texts =
        """
        0 -0 +0 00 -00 0. .0 0.0 -0.0 .5 -.5 +.5 0.5 00.5 5 5. 05 -5 +5 5.0 5.00 007 10 1e5 1E5 1e-5 1.5e3 0x10 1_000 \
        0.1 0.10 0.30000000000000004 0.3000000000000000 123.456 -123.456000 999.9999999999999 0.0000001234 \
        0.0000000000000000000001 0.00000000000000000000001 1.0000000000000000000000 1.00000000000000000000000 \
        4503599627370495 4503599627370496 4503599627370497 9007199254740991 9007199254740992 9007199254740993 \
        450359962737049.5 450359962737049.7 45035996273704.96 900719925474099.1 900719925474099.3 4503599627370495.5 \
        1234567890123456.7 9999999999999999.9 1844674407370955161.5 18446744073709551615 9223372036854775807 \
        18446744073709551616 123456789012345678 0.1234567890123456789 0.12345678901234567 12345678.901234567 \
        1e309 -1e309 1e-400 5e-324 1,5 1.2.3 - + . e5 NA ? word 1000000000000000000 100000000000000000000 99999999999999.99
        """.split(separator: " ").map(String.init)

    private func table(_ texts: [String], _ mark: DecimalMark = .point, threads: Int = 1) throws -> Table {
        let rows = texts.map { "\($0);x\n" }.joined()
        return try Table(
            reading: Array(("a;b\n" + rows).utf8), source: "FILE",
            options: ReadingOptions(
                delimiter: .semicolon, hasHeader: true, decimalMark: mark, missingTokens: []),
            threads: threads)
    }

    private func expectBack(_ texts: [String], _ mark: DecimalMark = .point) throws {
        let column = try table(texts, mark).columns[0]
        for (row, text) in texts.enumerated() where column.text(at: row) != text {
            Issue.record("\(text) came back as \(column.text(at: row) ?? "nothing")")
        }
    }

    @Test(arguments: texts)
    func aColumnOfOneTextComesBack(_ text: String) throws {
        try expectBack(Array(repeating: text, count: 70))
        try expectBack(["1", text, "", "22.5", text])
        try expectBack([text.filter { $0 != "," }.map { $0 == "." ? "," : String($0) }.joined()], .comma)
    }

    @Test func twoToThe64IsNotZero() throws {
        let column = try table(Array(repeating: "18446744073709551616", count: 9)).columns[0]
        #expect(try column.numbers(as: Double.self) == Array(repeating: 0x1p64, count: 9))
        #expect(try column.numbers(as: Float.self) == Array(repeating: 0x1p64, count: 9))
    }

    @Test(arguments: ["avx512", "avx2", "baseline", "neon"])
    func numbersOfAllLengthsComeBack(_ set: String) throws {
        guard bp_simd_select(set) else { return }
        defer { bp_simd_select(nil) }
        var generator = TestGenerator(state: 5)
        let numbers = (0..<8000).map { index -> String in
            let scale = [1e-7, 1e-3, 1, 1e3, 1e9, 1e14, 1e15, 1e16][index % 8]
            let value = Double.random(in: -10...10, using: &generator) * scale
            if index % 3 == 0 { return "\(value)" }
            let digits = "\(UInt64.random(in: 1...(.max), using: &generator))".prefix(1 + index % 19)
            let position = digits.index(digits.startIndex, offsetBy: index / 7 % digits.count)
            return digits[..<position] + "." + digits[position...]
        }
        try expectBack(numbers)
        try expectBack(numbers + ["text"])
    }

    /// Columns that become text far down, are numbers again, and are missing here and there.
    @Test(arguments: [1, 2])
    func columnsThatChangeComeBack(_ threads: Int) throws {
        let texts = (0..<120_000).map { row in
            if row % 1009 == 7 { return "" }
            return row / 30_000 == 1 && row % 3 == 0 ? "word \(row)" : "\(row % 5000).\(row % 10)"
        }
        let table = try table(texts, threads: threads)
        let column = table.columns[0]
        #expect(texts.indices.allSatisfy { column.text(at: $0) == texts[$0] })
        let rows = (60_000..<120_000).filter { !texts[$0].isEmpty }
        let numbers = try table.selectingRows(rows).columns[0].numbers(as: Double.self)
        #expect(zip(rows, numbers).allSatisfy { Double(texts[$0])?.bitPattern == $1.bitPattern })
        #expect(!column.isNumeric && column.missingCount == 0)
    }
}
