/// What a reader says about a text's beginning and its blank lines.
extension Notice {
    static func blankLines(_ number: Int, first: Int?) -> Notice {
        Notice(.blankLinesSkipped, line: first, "\(count(number, "blank line")) skipped, this one first.")
    }

    static func emptyName(_ name: String, position: Int, line: Int) -> Notice {
        let hint = position == 0 ? " If it numbers the rows, leave it out with --ignore \(quoted(name))." : ""
        return Notice(
            .emptyName, column: name, line: line,
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
            "Every row ends with a \(delimiter), which encloses no column: the empty last field is dropped.")
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
        .ambiguousDecimalComma,
        "The comma was taken as the decimal mark, but every number with a comma has three digits after it. "
            + "If it groups thousands, say --thousands comma.")
}
