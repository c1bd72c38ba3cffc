/// The rows of a file in Weka's attribute-relation file format.
///
/// Attributes with a list of values are categories, whatever the values are. A row may be sparse: what it leaves out is
/// zero, or the first value of the list.
final class ARFFRecords: RecordSource {
    let columnNames: [String]
    private(set) var format: DelimitedFormat
    let notices: [Notice]
    private let options: ReadingOptions
    private let lines: TextLines
    private let attributes: [ARFFAttribute]
    private let parser: CellParser

    init(_ file: OpenedFile, options: ReadingOptions, chunkSize: Int) throws(TableError) {
        self.options = options
        lines = TextLines(file.bytes, source: file.source, options: options, chunkSize: chunkSize)
        attributes = try Self.header(lines, options)
        parser = FormatDetector(options: options).parser(.point)
        let names = ColumnNames(attributes.map(\.name))
        (columnNames, notices) = (names.names, names.notices)
        format = DelimitedFormat(form: .arff, isCompressed: file.isCompressed)
        format.declaredCategories = Set(attributes.indices.filter { attributes[$0].values != nil })
    }

    var shareRead: Double { lines.shareRead }

    func next(into row: RecordRow) throws(TableError) -> Int? {
        while try lines.advance() {
            var tokens = ARFFTokens(lines.line)
            do throws(ARFFFault) {
                guard try !tokens.isAtEnd() else { continue }
                if tokens.peek == UInt8(ascii: "{") {
                    try readSparse(&tokens, row)
                } else {
                    try read(&tokens, row)
                }
                return lines.number
            } catch {
                let error = error.error(source: lines.source, line: lines.number, option: .skipBadRows)
                guard options.badRows == .skip else { throw error }
                row.clear()
                format.skippedRows.add(error)
            }
        }
        return nil
    }

    private func read(_ tokens: inout ARFFTokens, _ row: RecordRow) throws(ARFFFault) {
        for column in attributes.indices {
            guard try !tokens.isAtEnd() else { throw wrongCount("\(column)") }
            try set(column, tokens.next(), row)
        }
        if try !tokens.isAtEnd() { throw wrongCount("more") }
    }

    private func wrongCount(_ found: String) -> ARFFFault {
        ARFFFault(
            problem:
                "\(count(attributes.count, "value")) expected, one for each attribute, but \(found) found.")
    }

    private func readSparse(_ tokens: inout ARFFTokens, _ row: RecordRow) throws(ARFFFault) {
        tokens.skip()
        while try !tokens.isAtEnd(), tokens.peek != UInt8(ascii: "}") {
            let index = Int(try tokens.next().text)
            guard let index, attributes.indices.contains(index) else {
                throw ARFFFault(
                    problem: "An index from 0 to \(attributes.count - 1) was expected in the sparse row.")
            }
            try set(index, tokens.next(), row)
        }
        guard tokens.peek == UInt8(ascii: "}") else {
            throw ARFFFault(problem: "The sparse row is not closed with }.")
        }
        tokens.skip()
        guard try tokens.isAtEnd() else {
            throw ARFFFault(problem: "Text was found after the end of the sparse row.")
        }
        for (column, attribute) in attributes.enumerated() {
            row.imply(column, (attribute.values?.first ?? (attribute.kind == .number ? "0" : "")).utf8)
        }
    }

    private func set(_ column: Int, _ token: ARFFTokens.Token, _ row: RecordRow) throws(ARFFFault) {
        let attribute = attributes[column]
        let isMissing = token.bytes.elementsEqual([UInt8(ascii: "?")]) && !token.isQuoted
        let isNew: Bool
        if isMissing {
            isNew = row.set(column, [])
        } else if attribute.kind == .number {
            let isText = token.bytes.withUnsafeBufferPointer { parser.kind($0) == .text }
            if isText {
                throw ARFFFault(
                    column: columnNames[column],
                    problem: "A number expected, but \(quoted(token.text)) found.")
            }
            isNew = row.setNumber(column, token.bytes)
        } else {
            if let known = attribute.known, !known.contains(token.text) {
                throw ARFFFault(
                    column: columnNames[column],
                    problem: "\(quoted(token.text)) is not one of the values that the attribute lists.")
            }
            isNew = row.set(column, token.bytes)
        }
        if !isNew {
            throw ARFFFault(column: columnNames[column], problem: "The column comes twice in the sparse row.")
        }
    }
}

/// A declared column.
struct ARFFAttribute {
    enum Kind { case number, text }

    let name: String
    let kind: Kind
    /// The listed values of a category, in order.
    let values: [String]?
    /// The listed values of a category.
    let known: Set<String>?
}

/// The header.
extension ARFFRecords {
    private static func header(_ lines: TextLines, _ options: ReadingOptions) throws(TableError)
        -> [ARFFAttribute]
    {
        var attributes: [ARFFAttribute] = []
        while try lines.advance() {
            if lines.number <= options.skippedLineCount { continue }
            var tokens = ARFFTokens(lines.line)
            do throws(ARFFFault) {
                guard try !tokens.isAtEnd() else { continue }
                switch try tokens.next().text.lowercased() {
                case "@relation": continue
                case "@attribute": attributes.append(try attribute(&tokens))
                case "@data":
                    guard !attributes.isEmpty else {
                        throw ARFFFault(problem: "Attributes were expected before @data.")
                    }
                    return attributes
                default: throw ARFFFault(problem: "@attribute or @data was expected in the header.")
                }
            } catch {
                throw error.error(source: lines.source, line: lines.number)
            }
            if attributes.count > options.maximumColumnCount { throw tooMany(lines, options) }
        }
        throw TableError(
            .noRows, source: lines.source,
            problem: "Rows were expected after @data, but the file ends before it.",
            remedy: "It was cut short: copy or download it again.")
    }

    private static func tooMany(_ lines: TextLines, _ options: ReadingOptions) -> TableError {
        TableError(
            .tooManyColumns, source: lines.source, line: lines.number,
            problem:
                "At most \(options.maximumColumnCount) columns were expected, but there are more attributes.",
            remedy: "If it is right, raise the limit.", option: .raiseMaximumColumnCount)
    }

    private static func attribute(_ tokens: inout ARFFTokens) throws(ARFFFault) -> ARFFAttribute {
        let name = try tokens.next().text
        guard try !tokens.isAtEnd() else {
            throw ARFFFault(problem: "The attribute \(quoted(name)) has no type.")
        }
        if tokens.peek == UInt8(ascii: "{") {
            tokens.skip()
            var values: [String] = []
            while try !tokens.isAtEnd(), tokens.peek != UInt8(ascii: "}") {
                values.append(try tokens.next().text)
            }
            guard tokens.peek == UInt8(ascii: "}") else {
                throw ARFFFault(problem: "The values of \(quoted(name)) are not closed with }.")
            }
            return ARFFAttribute(name: name, kind: .text, values: values, known: Set(values))
        }
        let type = try tokens.next().text
        switch type.lowercased() {
        case "numeric", "real", "integer":
            return ARFFAttribute(name: name, kind: .number, values: nil, known: nil)
        case "string", "date": return ARFFAttribute(name: name, kind: .text, values: nil, known: nil)
        default:
            throw ARFFFault(
                problem: "The attribute \(quoted(name)) has the type \(quoted(type)), which fits no column.",
                remedy: "The types are numeric, string, date and a list of values in braces.")
        }
    }
}
