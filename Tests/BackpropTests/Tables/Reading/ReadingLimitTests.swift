import Backprop
import Testing

/// Limits that hold while a text is scanned, and how far reading has come.
@Suite struct ReadingLimitTests {
    private func limit(_ columns: Int) -> ReadingOptions {
        var options = ReadingOptions()
        options.maximumColumnCount = columns
        return options
    }

    @Test(arguments: [
        ("a,b,c\n1,2,3\n", 2), ("a,\"b\",c\n1,2,3\n", 2), ("1 2 3\n4 5 6\n", 2),
        (String(repeating: ",", count: 1 << 21), 100_000),
        (String(repeating: "\"\",", count: 1 << 18), 100_000),
    ])
    func refusesTooManyColumns(_ text: String, _ limit: Int) {
        let error = #expect(throws: TableError.self) { try table(text, self.limit(limit)) }
        #expect(error?.kind == .tooManyColumns)
        #expect(error?.line == 1)
        #expect(error?.problem == "At most \(limit) columns were expected, but this row has more.")
        #expect(error?.option == .raiseMaximumColumnCount)
    }

    @Test func acceptsAsManyColumnsAsTheLimit() throws {
        #expect(try table("a,b,c\n1,2,3\n", limit(3)).columns.count == 3)
        let wide = (0..<200).map { "\($0)" }.joined(separator: ",") + "\n"
        #expect(try table(wide + wide, limit(200)).columns.count == 200)
    }

    @Test func readsTheFirstRowsOnly() throws {
        var options = ReadingOptions()
        options.maximumRowCount = 2
        let table = try table("a,b\n1,2\n3,4\n5\n", options)
        #expect(cells(table) == [["1", "2"], ["3", "4"]])
    }

    @Test(.enabled(if: dataFile("abalone.csv") != nil))
    func reportsHowFarReadingHasCome() throws {
        var reports: [ReadingProgress] = []
        _ = try Table(contentsOf: #require(dataFile("abalone.csv")), onProgress: { reports.append($0) })
        let last = try #require(reports.last)
        #expect(last.byteCount == last.bytesRead)
        #expect(reports.map(\.bytesRead) == reports.map(\.bytesRead).sorted())
    }
}
