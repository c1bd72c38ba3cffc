/// The notation of a column whose cells are numbers, though not plain ones.
///
/// A format is found in all cells of a column, or comes from a model, which reads later tables as its training table.
public enum ColumnFormat: Hashable, Sendable {
    /// Numbers with a currency, a unit, grouped digits or the like.
    case number(NumberFormat)
    /// Dates or times, which count as seconds since the beginning of 1970.
    case date(DateFormat)

    /// The format of numbers, or `nil` if it is one of dates.
    var number: NumberFormat? { if case .number(let format) = self { format } else { nil } }

    /// The format of dates, or `nil` if it is one of numbers.
    var date: DateFormat? { if case .date(let format) = self { format } else { nil } }

    /// Returns a cell's number as plain text with a decimal point, or `nil` if the cell does not fit the format.
    ///
    /// - Parameter text: The cell without the blanks around it.
    func plain(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        switch self {
        case .number(let format): format.plain(text)
        case .date(let format): format.plain(text)
        }
    }

    /// A phrase for one cell in the format: `a number such as 1.234,5 €`.
    var cellDescription: String {
        switch self {
        case .number(let format): "a number such as \(format.example)"
        case .date(let format): "\(format == .time ? "a time" : "a date") such as \(format.example)"
        }
    }
}

extension ColumnFormat: CustomStringConvertible {
    /// The format in a phrase: `numbers with €, points group thousands`.
    public var description: String {
        switch self {
        case .number(let format): format.description
        case .date(let format): format.description
        }
    }
}

extension ColumnFormat: Codable {
    private enum CodingKeys: CodingKey { case number, date }

    /// Reads an object with one key, the kind of the format.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let date = try values.decodeIfPresent(DateFormat.self, forKey: .date) {
            self = .date(date)
        } else {
            self = .number(try values.decode(NumberFormat.self, forKey: .number))
        }
    }

    /// Writes an object with one key, the kind of the format.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .number(let format): try values.encode(format, forKey: .number)
        case .date(let format): try values.encode(format, forKey: .date)
        }
    }
}
