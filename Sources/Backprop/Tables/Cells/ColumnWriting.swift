/// The way that all cells of a column are written to a file that tells numbers from texts.
///
/// A file's own types are kept. All cells of delimited text are texts, and there the whole column decides.
package struct ColumnWriting: Hashable, Sendable {
    /// Whether all cells are written as texts.
    var isText = false
    private var numberFormats: [CellType: String] = [:]

    /// The way of cells that each have their own meaning.
    package init() {}

    /// Returns the code of the number format of a value, or `nil` for the general one.
    func numberFormat(of value: Column.WrittenCell.Value) -> String? {
        if numberFormats.isEmpty { return nil }
        switch value {
        case .number: return numberFormats[.number]
        case .percent: return numberFormats[.percent]
        case .date: return numberFormats[.date]
        case .text, .boolean, .array, .missing: return nil
        }
    }

    fileprivate init(_ column: Column, isCode: Bool, isQuantity: Bool) {
        if let types = column.storage.types {
            for type in [CellType.number, .percent, .date] {
                numberFormats[type] =
                    types.numberFormats[CellTypes.Kind(column: column.index, type: type)]
            }
        } else {
            isText =
                isCode
                ? !column.holdsCanonicalNumbers : isQuantity ? !column.holdsNumbers : !column.keepsDigits
        }
        if !isText, numberFormats[.number] == nil, let format = column.format?.number,
            format.suffix != NumberFormat.percent
        {
            numberFormats[.number] = format.spreadsheetCode(places: column.maximumPlaceCount)
        }
    }
}

extension Column {
    /// Returns the way that the cells are written.
    ///
    /// - Parameters:
    ///   - isCode: Whether the cells are names or codes. They are numbers only if every one of them is plain: without
    ///     leading zeros, exponent, plus sign and the like.
    ///   - isQuantity: Whether the cells are used as numbers. They stay numbers, however many digits they have.
    package func writing(isCode: Bool, isQuantity: Bool = false) -> ColumnWriting {
        ColumnWriting(self, isCode: isCode, isQuantity: isQuantity)
    }

    /// Whether each number is written as programs write it, or is a date.
    fileprivate var holdsCanonicalNumbers: Bool {
        if let format { return format.date != nil }
        guard holdsNumbers else { return false }
        let mark = Character(Unicode.Scalar(storage.parser.decimalMark))
        return (0..<count).allSatisfy { row in
            guard let text = text(at: row) else { return true }
            let plain = text.replacing(String(mark), with: ".")
            let hasFewDigits = plain.utf8.count(where: \.isDigit) <= 15
            return hasFewDigits && Double(plain).map { NumberText.shortest($0) == plain } ?? false
        }
    }

    /// Whether the column holds numbers or dates that lose no digit of a code: no leading zeros, and no whole numbers
    /// beyond 15 digits.
    fileprivate var keepsDigits: Bool {
        guard holdsNumbers else { return false }
        if format != nil { return true }
        return (0..<count).allSatisfy { row in
            guard let text = text(at: row) else { return true }
            let digits = text.utf8.drop { !$0.isDigit }
            let whole = digits.prefix(while: \.isDigit)
            return whole.count < 2 || whole.count <= 15 && whole.first != UInt8(ascii: "0")
        }
    }

    /// The largest number of digits behind the decimal mark, at most six.
    fileprivate var maximumPlaceCount: Int {
        var count = 0
        for row in 0..<self.count {
            guard case .number(let number) = written(at: row, in: ColumnWriting()).value else { continue }
            let text = NumberText.shortest(number)
            guard let point = text.firstIndex(of: "."), !text.contains("e") else { continue }
            count = max(count, text[point...].utf8.count - 1)
        }
        return min(count, 6)
    }
}

extension NumberFormat {
    private var isMoney: Bool {
        guard var unit = prefix ?? suffix else { return false }
        return unit.withUTF8 { Currency.isCurrency($0) }
    }

    /// Returns the code by which spreadsheets show the numbers: `#,##0.00 "€"`.
    ///
    /// Source: ECMA-376, part 1, section 18.8.31. The marks are always those of English.
    fileprivate func spreadsheetCode(places: Int) -> String? {
        guard !hasMultipliers, prefix != nil || suffix != nil || thousandsSeparator != nil else { return nil }
        // Amounts of money have two digits or none.
        let places = places == 1 && isMoney ? 2 : places
        let whole = thousandsSeparator == nil ? "0" : "#,##0"
        let number = places == 0 ? whole : "\(whole).\(String(repeating: "0", count: places))"
        func literal(_ text: String) -> String { "\"\(text.replacing("\"", with: ""))\"" }
        return (prefix.map { literal($0) } ?? "") + number + (suffix.map { " \(literal($0))" } ?? "")
    }
}
