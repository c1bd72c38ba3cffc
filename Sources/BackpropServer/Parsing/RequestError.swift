import Backprop

/// An error in a request to the server.
public struct RequestError: BackpropError {
    /// The status code of the answer, such as 400.
    public let status: Int
    /// The location, what was found and what was expected, in a sentence.
    public let message: String
    /// The number of the faulty row from 1: an element of a list, or a line of a text. It is `nil` if there is none.
    public let row: RowNumber?
    /// The name of the faulty column, or `nil` if there is none.
    public let column: String?

    /// Creates an error; the status defaults to that of a faulty request.
    public init(_ message: String, status: Int = 400, row: RowNumber? = nil, column: String? = nil) {
        (self.status, self.message, self.row, self.column) = (status, message, row, column)
    }

    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// The sentence for the user.
    public var description: String { message }
}

extension RequestError {
    /// The status for rows that can be read and not be predicted.
    private static let statusOfRows = 422

    /// Takes an error about the rows of a request, with the row and the column that it names.
    init(_ error: any Error) {
        switch error {
        case let error as RequestError: self = error
        case let error as PreprocessingError: self.init(preprocessing: error)
        case let error as TableError:
            self.init(
                error.description, status: Self.statusOfRows,
                row: error.line.map { RowNumber(error.unit, $0) }, column: error.column)
        case let error as any BackpropError: self.init(error.description, status: Self.statusOfRows)
        default: self.init("The server failed to answer.", status: 500)
        }
    }

    private init(preprocessing error: PreprocessingError) {
        var (row, column) = (RowNumber?.none, String?.none)
        switch error {
        case .unseenCategory(let location, _), .overflowOfFeature(let location), .overflow(let location):
            (row, column) = (location.line, location.column)
        case .emptyRow(_, let line): row = line
        case .missingColumn(_, let name, _): column = name
        case .table(let error):
            self.init(error as any Error)
            return
        default: break
        }
        self.init(error.description, status: Self.statusOfRows, row: row, column: column)
    }

    /// The error as JSON: a message, with the row or line and the column if it names them.
    var json: JSONValue {
        var object: JSONValue = ["message": JSONValue(message)]
        if let row { object[row.unit == .element ? "row" : row.unit.rawValue] = JSONValue(row.number) }
        if let column { object["column"] = JSONValue(column) }
        return object
    }

    /// Returns the error with another row.
    func about(_ row: RowNumber) -> RequestError {
        RequestError(message, status: status, row: row, column: column)
    }
}
