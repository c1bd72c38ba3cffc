/// The notices about a text's beginning and the lines that were left out.
extension Notice {
    /// Returns the notice that a text is in another encoding than the training table.
    static func otherEncoding(_ found: TextEncoding, expected: TextEncoding) -> Notice {
        Notice(
            .otherEncoding,
            "The text is read as \(found), which its characters are, though the training table was in \(expected)."
        )
    }

    static func badRows(_ skipped: SkippedRows) -> Notice {
        let lines = skipped.errors.compactMap { error in
            error.line.map { "\(RowNumber(error.unit, $0)): \(error.problem)" }
        }
        let rest = skipped.count > lines.count ? " And \(skipped.count - lines.count) more." : ""
        return Notice(
            .badRowsSkipped,
            "\(count(skipped.count, "row")) left out that cannot be used: \(lines.joined(separator: " "))\(rest)"
        )
    }

    static func laterComments(_ number: Int, first: Int) -> Notice {
        Notice(
            .laterCommentsSkipped, line: first,
            "\(count(number, "line")) after the first row skipped as comments, this one first.")
    }

    static func rowNames(_ name: String, line: Int) -> Notice {
        Notice(
            .rowNames, column: name, line: line,
            "The header has one name fewer than the rows have fields, as R writes row names: they are not used."
        )
    }

    static func headerDelimiter(_ delimiter: Delimiter, line: Int) -> Notice {
        Notice(
            .trailingDelimiter, line: line,
            "The header ends with a \(delimiter), but the rows do not: it is ignored.")
    }

    static func duplicateName(_ name: String, renamed: String, line: Int) -> Notice {
        Notice(
            .duplicateName, column: renamed, line: line,
            "The header has the name \(quoted(name)) more than once; this column is called \(quoted(renamed))."
        )
    }

    static func strayQuote(_ text: String, column: String, line: Int) -> Notice {
        Notice(
            .strayQuote, column: column, line: line,
            "\(quoted(text)) has a quote in its middle and none around it. If a delimiter is missing before the quote, the "
                + "cells of this row are shifted; if the quote belongs to the text, put the cell in quotes and double it."
        )
    }

    static func blankLines(_ number: Int, first: Int?) -> Notice {
        Notice(.blankLinesSkipped, line: first, "\(count(number, "blank line")) skipped, this one first.")
    }

    static func emptyName(_ name: String, position: Int, line: Int) -> Notice {
        let isFirst = position == 0
        let hint = isFirst ? " If it numbers the rows, leave it out." : ""
        return Notice(
            .emptyName, column: name, line: line, option: isFirst ? .ignoreColumn(name) : nil,
            "The header gives column \(position + 1) no name; it is called \(quoted(name)).\(hint)")
    }

    static func unusedMissingToken(_ text: String) -> Notice {
        Notice(
            .unusedMissingToken,
            "No cell holds \(quoted(text)), which is listed as a text for a missing value. Check its spelling; case matters."
        )
    }

    static func trailingDelimiter(_ delimiter: Delimiter, line: Int?) -> Notice {
        Notice(
            .trailingDelimiter, line: line,
            "Every row ends with a \(delimiter): the empty last field is dropped.")
    }

    static func comments(_ number: Int, prefix: String, mayBeHeader: Bool) -> Notice {
        let hint =
            mayBeHeader
            ? " The last one has as many fields as the rows: if it is the header, take its \(quoted(prefix)) off."
            : ""
        return Notice(
            .commentsSkipped,
            "\(count(number, "line")) before the first row skipped as comments, beginning with \(quoted(prefix)).\(hint)"
        )
    }

    static let ambiguousDecimalComma = Notice(
        .ambiguousDecimalComma, option: .thousands(.comma),
        "The comma was taken as the decimal mark, but every number with a comma has three digits after it. "
            + "If it groups thousands, set it as their separator.")
}
