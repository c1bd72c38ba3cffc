/// Rows that cannot be used, which are errors or left out.
extension RowReader {
    /// Returns the error about the row that the scanner holds, or `nil` if it can be used.
    func badRow() -> TableError? {
        guard let fieldCount = rowWidth.fieldCount else { return nil }
        guard scanner.count == fieldCount else { return raggedRow(expected: fieldCount) }
        if rowWidth.dropsLastField, !scanner.field(fieldCount - 1).allSatisfy(\.isBlank) {
            return textAfterLastDelimiter()
        }
        return options.badRows == .skip && repeatsHeader ? repeatedHeader(line: cursor.heldLine) : nil
    }

    private var repeatsHeader: Bool {
        format.hasHeader.value
            && columnNames.indices.allSatisfy {
                parser.trimmed(scanner.field($0)).elementsEqual(columnNames[$0].utf8)
            }
    }

    func repeatedHeader(line: Int) -> TableError {
        TableError(
            .repeatedHeader, source: source, line: line,
            problem:
                "A row of values was expected, but this line repeats the header (line \(start.headerLine)).",
            remedy: "Remove it, or leave out rows that cannot be used.", option: .skipBadRows)
    }

    /// Leaves out the row that the scanner holds if it is a comment or the options permit it. Throws the error
    /// otherwise.
    func leaveOut(_ error: TableError) throws(TableError) {
        if isComment { return noteLaterComment() }
        guard options.badRows == .skip else { throw endsText(error) }
        noteSkipped(error)
    }

    /// Leaves out the line at the window's start if the options permit it. Throws the error otherwise.
    func leaveOutLine(_ error: TableError) throws(TableError) {
        guard options.badRows == .skip else { throw error }
        skipLine(end: try endOfLine())
        noteSkipped(error)
    }

    func noteSkipped(_ error: TableError) {
        format.skippedRows.add(error)
        replaceNotice(with: Notice.badRows(format.skippedRows))
    }

    private var isComment: Bool {
        guard let prefix = options.commentPrefix, !prefix.isEmpty else { return false }
        return scanner.field(0).drop(while: \.isBlank).starts(with: prefix.utf8)
    }

    private func noteLaterComment() {
        cursor.laterCommentCount += 1
        let first = notices.first { $0.kind == .laterCommentsSkipped }?.line ?? cursor.heldLine
        replaceNotice(with: Notice.laterComments(cursor.laterCommentCount, first: first))
    }

    /// Adds a notice in place of an earlier one of its kind, if any.
    func replaceNotice(with notice: Notice) {
        notices.removeAll { $0.kind == notice.kind }
        notices.append(notice)
    }

    /// Returns the error with a remedy for a footer if no row like those before follows; otherwise returns it
    /// unchanged.
    private func endsText(_ error: TableError) -> TableError {
        guard error.kind == .raggedRow, let fieldCount = rowWidth.fieldCount, scanner.count < fieldCount,
            parser.kind(scanner.field(0)) == .text, let count = remainingLineCount(otherThan: fieldCount)
        else { return error }
        let lines = count == 0 ? "the last line" : "the last \(count + 1) lines"
        return TableError(
            error.kind, source: source, line: error.line, problem: error.problem,
            remedy: error.remedy + " If the file ends with a footer here, leave out \(lines).",
            option: .skipFooter(count + 1))
    }

    /// Returns the number of rows after the scanner's, or `nil` if there are more than ten or one of them has
    /// `fieldCount` fields.
    private func remainingLineCount(otherThan fieldCount: Int) -> Int? {
        while buffer.limit - buffer.start < 1 << 14, !buffer.hasEnded { buffer.fill() }
        guard case .text = buffer.ending, buffer.limit - buffer.start < 1 << 14 else { return nil }
        let rows = SampleRows(window, isWhole: true, delimiter: format.delimiter.value).rows
        return rows.count <= 10 && rows.allSatisfy { $0.count != fieldCount } ? rows.count : nil
    }
}
