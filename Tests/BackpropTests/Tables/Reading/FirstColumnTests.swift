import Testing

@testable import Backprop

/// Tables of every form whose first column is of any kind: what a column's cells are must not change the others.
@Suite struct FirstColumnTests {
    /// A kind of first column, with a value for each of five rows.
    struct Kind: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let values: [String]

        static let all = [
            Kind(testDescription: "numbers", values: ["1", "2", "3", "4", "10"]),
            Kind(testDescription: "fractions", values: ["1.5", "2", "", "4", "7.5"]),
            Kind(
                testDescription: "dates",
                values: ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"]),
            Kind(
                testDescription: "days first",
                values: ["31.01.2024", "29.02.2024", "1.3.2024", "", "2.4.2024"]),
            Kind(
                testDescription: "times stamped",
                values: (1...5).map { "2024-01-0\($0)T10:20:30.5+02:00" }),
            Kind(testDescription: "times", values: ["10:30", "11:30", "12:30", "13:30", "14:30"]),
            Kind(testDescription: "money", values: ["$3.50", "$1,234.50", "$5.00", "", "$7.25"]),
            Kind(testDescription: "percent", values: ["5%", "12.5%", "0%", "100%", "7%"]),
            Kind(testDescription: "units", values: ["5 kg", "7 kg", "8.5 kg", "9 kg", "1 kg"]),
            Kind(
                testDescription: "nearly dates", values: ["2024-01-01", "x", "2024-01-03", "2024-01-04", ""]),
            Kind(testDescription: "texts", values: ["red", "blue", "red", "blue", "green"]),
            Kind(testDescription: "missing", values: ["", "", "", "", ""]),
            Kind(testDescription: "huge", values: ["1e999", "2", "3", "4", "5"]),
            Kind(testDescription: "codes", values: ["007", "008", "009", "010", "011"]),
        ]
    }

    private static func rows(_ kind: Kind) -> [[String]] {
        kind.values.enumerated().map { [$1, ["1.5", "2.5", "2.5", "1.5", "8"][$0], "\($0 + 2)"] }
    }

    private static func isNumber(_ text: String) -> Bool {
        Double(text)?.isFinite == true && text.first != "0"
    }

    /// The same table in every form, under the name of the form.
    private static func files(_ kind: Kind) -> [(form: String, bytes: [UInt8])] {
        let rows = rows(kind)
        let csv = "d;x;y\n" + rows.map { $0.joined(separator: ";") + "\n" }.joined()
        let objects = rows.map { row in
            let cells = zip(["d", "x", "y"], row).map { name, cell in
                "\"\(name)\": " + (cell.isEmpty ? "null" : isNumber(cell) ? cell : "\"\(cell)\"")
            }
            return "{\(cells.joined(separator: ", "))}"
        }
        let arff =
            "@relation r\n@attribute d string\n@attribute x numeric\n@attribute y numeric\n@data\n"
            + rows.map { "'\($0[0])',\($0[1]),\($0[2])\n" }.joined()
        let sheet =
            [xmlCells(["d", "x", "y"])]
            + rows.map { row in
                isNumber(row[0]) || row[0].isEmpty
                    ? xmlCells(row)
                    : "<c t='inlineStr'><is><t>\(row[0])</t></is></c>" + xmlCells(Array(row.dropFirst()))
            }
        return [
            ("CSV", Array(csv.utf8)), ("JSON Lines", Array((objects.joined(separator: "\n") + "\n").utf8)),
            ("JSON", Array("[\(objects.joined(separator: ",\n"))]".utf8)), ("ARFF", Array(arff.utf8)),
            ("workbook", TestWorkbook(rows: sheet).bytes),
        ]
    }

    /// Looks at a table in every way in which the commands do.
    private func examine(_ table: Table, _ form: String) throws {
        #expect(try table.columns[1].numbers(as: Double.self) == [1.5, 2.5, 2.5, 1.5, 8], "\(form)")
        #expect(try table.columns[2].numbers(as: Float.self) == [2, 3, 4, 5, 6], "\(form)")
        #expect(!table.notices.contains { $0.kind == .totalRow }, "\(form)")
        let part = table.selectingRows([4, 0])
        for column in part.columns {
            let writing = column.writing(isCode: false)
            for row in 0..<part.rowCount { _ = (column.text(at: row), column.written(at: row, in: writing)) }
            _ = (column.missingCount, column.isNumeric, try? column.numbers(as: Double.self))
        }
        do {
            let schema = try Schema(inferring: table, selection: ColumnSelection(targets: [.name("y")]))
            _ = try? Preprocessor(fitting: table, schema: schema, targetEncoding: .numeric)
        } catch {
            // Of all kinds, only a number beyond the range of Double has no role.
            #expect("\(error)".contains("\"1e999\" is too large for Double"), "\(form): \(error)")
        }
    }

    @Test(arguments: Kind.all) func everyFormOfFile(_ kind: Kind) throws {
        for (form, bytes) in Self.files(kind) {
            let table = try Table(reading: bytes, source: "FILE")
            try examine(table, form)
            let (numbers, texts) = (
                try? table.columns[0].numbers(as: Double.self), table.columns[0].text(at: 0)
            )
            let threaded = try Table(reading: bytes, source: "FILE", threads: 2)
            #expect("\(numbers as Any)" == "\((try? threaded.columns[0].numbers(as: Double.self)) as Any)")
            #expect(texts == threaded.columns[0].text(at: 0))
        }
    }

    @Test(arguments: Kind.all) func tableInCode(_ kind: Kind) throws {
        let rows = Self.rows(kind)
        let columns = ["d", "x", "y"].enumerated().map { index, name in
            (name: name, values: rows.map { $0[index].isEmpty ? nil : $0[index] })
        }
        try examine(Table(columns: columns, source: "code"), "code")
    }

    @Test func findsATotalBehindAColumnOfDates() throws {
        let rows = ["2024-01-01,1,10", "2024-01-02,2,20", "2024-01-03,3,30", "2024-01-04,6,60"]
        let objects = rows.map { row in
            let cells = row.split(separator: ",")
            return "{\"d\": \"\(cells[0])\", \"x\": \(cells[1]), \"y\": \(cells[2])}\n"
        }
        for text in ["d,x,y\n" + rows.joined(separator: "\n"), objects.joined()] {
            #expect(try table(text).notices.contains { $0.kind == .totalRow })
        }
    }
}
