/// The rows of a file of JSON objects: an array of them, or one after another as in JSON Lines.
///
/// The columns are all keys of all records, in the order of their first occurrence. The file is therefore read twice.
final class JSONRecords: RecordSource {
    let columnNames: [String]
    private(set) var format: DelimitedFormat
    private(set) var notices: [Notice]
    private let source: String
    private let options: ReadingOptions
    private let text: JSONRecordText
    private var columns: JSONColumns
    /// The columns in which an array was found, with the number of the first record.
    private var arrays: [(column: Int, number: Int)] = []

    init(
        _ file: RepeatableFile, form: TableForm, options: ReadingOptions, chunkSize: Int
    ) throws(TableError) {
        (source, self.options) = (file.source, options)
        let first = try JSONRecordText(
            file.open(chunkSize: chunkSize), source: file.source, options: options, chunkSize: chunkSize)
        columns = try Self.columns(of: first, options)
        let unit = first.form.rowUnit
        guard first.recordCount > 0 else { throw Self.noRows(file.source) }
        let names = ColumnNames(columns.names)
        columnNames = names.names
        notices = names.notices.map { $0.counting(unit) }
        text = try JSONRecordText(
            file.open(chunkSize: chunkSize), source: file.source, options: options, chunkSize: chunkSize)
        format = DelimitedFormat(form: first.form, isCompressed: file.isCompressed)
        if columnNames.isEmpty { throw Self.noRows(file.source) }
    }

    var shareRead: Double { text.shareRead }

    func next(into row: RecordRow) throws(TableError) -> Int? {
        while try text.advance() {
            do throws(JSONRecordParser.Fault) {
                try JSONRecordParser.parse(text.record) {
                    (path, value, offset) throws(JSONRecordParser.Fault) in
                    try set(path, value, offset, in: row)
                }
                return text.number
            } catch {
                let fault = text.error(error)
                guard options.badRows == .skip else { throw fault }
                row.clear()
                format.skippedRows.add(fault)
            }
        }
        noteArrays()
        return nil
    }

    private func set(
        _ path: [UInt8], _ value: JSONRecordParser.Value, _ offset: Int, in row: RecordRow
    ) throws(JSONRecordParser.Fault) {
        guard let column = columns.index(of: path) else {
            throw JSONRecordParser.Fault(
                offset: offset, problem: "The file has changed while it was read.", remedy: "Read it again.")
        }
        let isNew =
            switch value {
            case .text(let text): row.set(column, text)
            case .plain(let text): row.set(column, text)
            case .number(let text): row.setNumber(column, text)
            case .array(let text): row.set(column, text, as: .array)
            case .boolean(let text): row.set(column, text, as: .boolean)
            case .null: row.set(column, [])
            }
        guard isNew else {
            throw JSONRecordParser.Fault(
                offset: offset, problem: "The key \(quoted(columns.names[column])) comes twice in the record."
            )
        }
        if case .array = value, !arrays.contains(where: { $0.column == column }) {
            arrays.append((column, text.number))
        }
    }

    private func noteArrays() {
        for (column, number) in arrays.prefix(20) {
            notices.append(
                Notice(
                    .unusualCells, column: columnNames[column], line: number,
                    "There are arrays in this column, kept as their JSON text."
                ).counting(text.unit))
        }
        arrays = []
    }

    /// Reads the whole text for its keys.
    private static func columns(
        of text: JSONRecordText, _ options: ReadingOptions
    ) throws(TableError) -> JSONColumns {
        var columns = JSONColumns()
        var count = 0
        while count < options.maximumRowCount ?? .max, try text.advance() {
            do throws(JSONRecordParser.Fault) {
                try JSONRecordParser.parse(text.record) { path, _, _ in columns.add(path) }
                count += 1
            } catch {
                if options.badRows == .error { throw text.error(error) }
            }
            guard columns.names.count <= options.maximumColumnCount else {
                throw TableError(
                    .tooManyColumns, source: text.source, line: text.number, unit: text.unit,
                    problem:
                        "At most \(options.maximumColumnCount) columns were expected, but the records up to "
                        + "this one have more keys.",
                    remedy: "If keys are data, bring them into a column of their own; else raise the limit.",
                    option: .raiseMaximumColumnCount)
            }
        }
        return columns
    }

    private static func noRows(_ source: String) -> TableError {
        TableError(
            .noRows, source: source, problem: "Records expected, but there are none with a key.",
            remedy: "Check the file.")
    }
}

extension JSONRecordText {
    /// Returns the error for a fault in the current record, with the line if records are not counted by lines.
    func error(_ fault: JSONRecordParser.Fault) -> TableError {
        let before = record.prefix(fault.offset).count { $0 == 0x0A }
        let location = unit == .line && before == 0 ? "" : " (line \(recordLine + before))"
        let problem =
            fault.problem.hasSuffix(".") ? String(fault.problem.dropLast()) + location + "." : fault.problem
        return TableError(
            .invalidRecord, source: source, line: number, unit: unit, problem: problem,
            remedy: fault.remedy, option: fault.remedy.contains("cannot be used") ? .skipBadRows : nil)
    }
}

/// The keys of records, in the order of their first occurrence.
private struct JSONColumns {
    private(set) var names: [String] = []
    private var keys: [[UInt8]] = []
    private var positions: [[UInt8]: Int] = [:]
    /// The column expected next: records mostly have the same keys in the same order.
    private var expected = 0

    mutating func add(_ path: [UInt8]) {
        guard index(of: path) == nil else { return }
        positions[path] = keys.count
        keys.append(path)
        names.append(String(decoding: path, as: UTF8.self))
    }

    mutating func index(of path: [UInt8]) -> Int? {
        if expected < keys.count, keys[expected] == path {
            defer { expected = expected + 1 == keys.count ? 0 : expected + 1 }
            return expected
        }
        guard let found = positions[path] else { return nil }
        expected = found + 1 == keys.count ? 0 : found + 1
        return found
    }
}

extension DelimitedFormat {
    /// The layout of a file that is not delimited text.
    init(
        form: TableForm, hasHeader: Finding<Bool> = .init(true, isDetected: true), isCompressed: Bool = false
    ) {
        self.init(
            form: form, delimiter: .init(.comma, isDetected: false), hasHeader: hasHeader,
            decimalMark: .init(.point, isDetected: false), thousandsSeparator: nil,
            encoding: .init(.utf8, isDetected: false), hasByteOrderMark: false, isCompressed: isCompressed,
            commentLineCount: 0)
    }
}
