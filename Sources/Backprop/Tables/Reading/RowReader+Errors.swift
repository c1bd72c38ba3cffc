/// The errors about a text.
extension RowReader {
    static func notDelimited(_ file: OpenedFile) -> TableError {
        TableError(
            .notDelimitedText, source: file.source,
            problem: "A delimited text was expected, but the file is \(file.form.name).",
            remedy: "Read it as a whole table.")
    }

    private var delimiterName: String { format.delimiter.value.description }

    func raggedRow(expected: Int) -> TableError {
        let found = scanner.count
        var remedy: [String] = []
        if found > expected {
            remedy.append("A text that contains \(article) must stand in double quotes.")
        } else if format.delimiter.value == .whitespace {
            remedy.append("A missing value must be written, for example as ?.")
        } else {
            remedy.append("A missing value still needs its \(delimiterName).")
        }
        if scanner.innerLineCount > 0 {
            remedy.append(
                "The row continues to line \(cursor.nextLine - 1) inside quotes: was a quote left open?")
        }
        if format.delimiter.isDetected {
            remedy.append("If the fields are not separated by \(article), set the delimiter.")
        }
        return TableError(
            .raggedRow, source: source, line: cursor.heldLine,
            problem:
                "\(count(expected, "field")) expected, as in line \(rowWidth.referenceLine), but \(found) found.",
            remedy: remedy.joined(separator: " "), option: format.delimiter.isDetected ? .delimiter : nil)
    }

    private var article: String {
        format.delimiter.value == .whitespace ? "white space" : "a \(delimiterName)"
    }

    func textAfterLastDelimiter() -> TableError {
        let found = String(decoding: scanner.field(scanner.count - 1), as: UTF8.self)
        return TableError(
            .raggedRow, source: source, line: cursor.heldLine,
            problem:
                "An empty last field expected, as in line \(rowWidth.referenceLine), but \(quoted(found)) found.",
            remedy:
                "The header names \(count(columnNames.count, "column")): name this one too, or remove its values."
        )
    }

    func unclosedQuote(line: Int) -> TableError {
        TableError(
            .unclosedQuote, source: source, line: line,
            problem: "A quote opened here is never closed.",
            remedy: "Close it, or double it (\"\") if it belongs to the text.")
    }

    func textAfterQuote(field: Int, line: Int, opened: Int) -> TableError {
        let location = opened == line ? "in this line" : "in line \(opened)"
        let name = field < columnNames.count ? columnNames[field] : "column \(field + 1)"
        return TableError(
            .textAfterQuote, source: source, line: line, column: name,
            problem:
                "A \(delimiterName) or the end of the line expected after the closing quote, but text found.",
            remedy: "The quote was opened \(location): a quote inside quotes is written twice (\"\").")
    }

    func tooManyColumns() -> TableError {
        TableError(
            .tooManyColumns, source: source, line: cursor.nextLine,
            problem: "At most \(options.maximumColumnCount) columns were expected, but this row has more.",
            remedy: "Is this the right delimiter, a \(delimiterName)? If it is, raise the limit.",
            option: .raiseMaximumColumnCount)
    }

    func noRows() -> TableError {
        var found =
            cursor.nextLine == 1 ? "the file is empty" : "all \(count(cursor.nextLine - 1, "line")) are blank"
        if format.commentLineCount > 0 {
            found = "there are only comments and blank lines (\(count(cursor.nextLine - 1, "line")))"
        }
        let hasComments = format.commentLineCount > 0
        let remedy =
            hasComments
            ? "If rows begin with \(quoted(options.commentPrefix ?? "")), read the file without comments."
            : "Check the file."
        return TableError(
            .noRows, source: source, problem: "Rows expected, but \(found).", remedy: remedy,
            option: hasComments ? .noComments : nil)
    }

    func headerOnly() -> TableError {
        let isDetected = format.hasHeader.isDetected
        return TableError(
            .noRows, source: source,
            problem: "Rows expected, but there is only a header (line \(rowWidth.referenceLine)).",
            remedy: isDetected
                ? "If line \(rowWidth.referenceLine) is a row of data, read the file without a header."
                : "Check the file.",
            option: isDetected ? .header(false) : nil)
    }

    /// Returns the error that ended the text early.
    func endingError() -> TableError {
        let line = cursor.nextLine + buffer.lineEndCount
        switch buffer.ending {
        case .error(let error): return error
        case .nul(let offset): return nulByte(line: line, offset: offset)
        case .invalidByte(let byte, let offset):
            let hex = "0x" + String(byte, radix: 16, uppercase: true)
            return TableError(
                .invalidEncoding, source: source, line: line,
                problem: "UTF-8 expected, but byte \(hex) found at byte offset \(offset).",
                remedy: "If the file is in Latin-1 or, from Windows, in Windows-1252, set that encoding.",
                option: .either([.encoding(.latin1), .encoding(.windows1252)]))
        case .none, .text: preconditionFailure("the text has not ended in an error")
        }
    }

    private func nulByte(line: Int, offset: Int) -> TableError {
        let remedy =
            offset < 2
            ? "The file may be UTF-16: convert it with iconv -f UTF-16 -t UTF-8 FILE > NEW."
            : "The file is damaged or not a text: export it again."
        return TableError(
            .nulByte, source: source, line: line,
            problem: "Text expected, but a zero byte found at byte offset \(offset).",
            remedy: remedy)
    }
}
