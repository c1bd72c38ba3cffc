@testable import Backprop

/// Files of tables.
enum TableInput {
    /// Short rows and few columns, so that time goes into many inputs.
    static let smallRows: ReadingOptions = {
        var options = ReadingOptions()
        (options.maximumRowLength, options.maximumColumnCount) = (1 << 16, 1000)
        return options
    }()

    /// Reads a table, its columns and its schema.
    @discardableResult
    static func read(
        _ bytes: [UInt8], source: String = "F", _ options: ReadingOptions = smallRows
    ) throws -> Table {
        let table = try Table(reading: bytes, source: source, options: options)
        _ = table.notices.map(\.description)
        for column in table.columns where column.isNumeric { _ = try? column.numbers(as: Float.self) }
        _ = try? Schema(inferring: table, selection: ColumnSelection())
        readAsOtherFormats(table)
        return table
    }

    /// Reads every cell as a model reads it whose training table had each column in another format.
    private static func readAsOtherFormats(_ table: Table) {
        let formats: [ColumnFormat?] = [
            nil, .number(NumberFormat(suffix: "%")), .date(.dayMonthYear), .date(.time),
            .number(NumberFormat(prefix: "$", decimalMark: .comma, thousandsSeparator: .point)),
        ]
        for format in formats where table.columns.count <= 100 {
            let other = table.formatting(
                Dictionary(uniqueKeysWithValues: table.columns.indices.map { ($0, format) }))
            for column in other.columns {
                let writing = column.writing(isCode: false)
                for row in 0..<min(other.rowCount, 20) { _ = column.written(at: row, in: writing) }
                _ = (column.isNumeric, try? column.numbers(as: Double.self), column.missingCount)
            }
        }
    }

    /// Reads delimited text, and again row by row in small chunks, which must lead to the same cells.
    static func readBothWays(_ bytes: [UInt8]) throws {
        var options = smallRows
        guard let first = bytes.first else { return }
        if first & 0x80 != 0 { options = explicit(first) }
        let text = first & 0x80 != 0 ? Array(bytes.dropFirst()) : bytes
        require(rows(text, options, chunkSize: 3), equals: rows(text, options, chunkSize: 1 << 18), "chunks")
        let table = try read(text, options)
        options.badRows = .skip
        let again = try Table(reading: text, source: "F", options: options)
        require(cells(table), equals: cells(again), "row by row")
    }

    /// Returns what a reader of rows finds in small or large chunks: all cells and notices, or the error.
    private static func rows(_ text: [UInt8], _ options: ReadingOptions, chunkSize: Int) -> [[String?]] {
        do {
            let reader = try RowReader(reading: text, source: "F", options: options, chunkSize: chunkSize)
            var rows: [[String?]] = [reader.columnNames, ["\(reader.format)"]]
            while try reader.advance() {
                rows.append(["\(reader.line)"] + reader.columnNames.indices.map { reader.text(at: $0) })
            }
            return rows + [reader.notices.map(\.description)]
        } catch {
            return [["\(error)"]]
        }
    }

    private static func cells(_ table: Table) -> [[String?]] {
        table.columns.map { column in [column.name] + (0..<table.rowCount).map { column.text(at: $0) } }
    }

    /// Returns options whose bits choose a delimiter, a header, a decimal mark and lines to leave out.
    private static func explicit(_ bits: UInt8) -> ReadingOptions {
        var options = smallRows
        options.delimiter = Delimiter.allCases[Int(bits & 7) % Delimiter.allCases.count]
        if bits & 8 != 0 { options.hasHeader = bits & 1 != 0 }
        if bits & 16 != 0 { options.decimalMark = .comma }
        if bits & 32 != 0 { options.skippedLineCount = 1 }
        if bits & 64 != 0 { options.skippedFooterLineCount = 1 }
        return options
    }

    /// Reads a column whose cells are the lines of a text behind a byte that chooses options: the detection of numbers,
    /// units, currencies and dates.
    static func readColumn(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        var options = smallRows
        (options.delimiter, options.hasHeader) = (.tab, true)
        let separators: [ThousandsSeparator?] = [nil, nil, nil, nil] + ThousandsSeparator.allCases
        options.thousandsSeparator = separators[Int(first & 7)]
        if first & 8 != 0 { options.decimalMark = first & 16 != 0 ? .comma : .point }
        if first & 32 != 0 { options.missingTokens.append("-999") }
        let table = try read(Array("v\tt\n".utf8) + bytes.dropFirst(), options)
        for column in table.columns {
            let writing = column.writing(isCode: true)
            for row in 0..<table.rowCount { _ = (column.text(at: row), column.written(at: row, in: writing)) }
            let numbers = column.isNumeric ? (try? column.numbers(as: Double.self)) ?? [] : []
            if numbers.contains(where: \.isInfinite) { fatalError("infinite: \(numbers)") }
        }
        readDates(table, format: ([nil] + DateFormat.allCases)[bytes.count % 8])
    }

    /// Reads every column as dates, as far as possible, and prepares them for training.
    private static func readDates(_ table: Table, format: DateFormat?) {
        for column in table.columns {
            let date = DateColumn(.name(column.name), format: format)
            let targets = table.columns.filter { $0.name != column.name }.map {
                ColumnReference.name($0.name)
            }
            let selection = ColumnSelection(targets: targets, dates: [date])
            guard let schema = try? Schema(inferring: table, selection: selection) else { continue }
            _ = try? Preprocessor(
                fitting: table, schema: schema,
                targetEncoding: schema.task == .regression ? .numeric : .oneHot)
        }
    }

    /// Reads an archive, and a workbook whose parts the bytes hold, one after another with zeros between them. Their
    /// sizes and checksums are right, so that changes reach what lies behind them.
    static func readWorkbook(_ bytes: [UInt8]) throws -> Table {
        if bytes.starts(with: [0x50, 0x4B]) { return try read(bytes, source: "F.xlsx") }
        let names = [
            "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml", "_rels/.rels",
        ]
        let parts = bytes.split(separator: 0, maxSplits: names.count - 1, omittingEmptySubsequences: false)
        var archive = ZipWriter()
        for (name, part) in zip(names, parts) { archive.add(name, Array(part)) }
        return try read(archive.finish(), source: "F.xlsx")
    }
}
