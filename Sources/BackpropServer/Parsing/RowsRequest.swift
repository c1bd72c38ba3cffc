import Backprop

/// Rows in JSON: a list of objects with a member for each column, or an object whose member `rows` is such a list.
struct RowsRequest {
    /// The bytes of the list.
    private(set) var list = 0..<0
    /// The bytes of each row.
    private(set) var rows: [Range<Int>] = []
    /// Whether the other rows are answered if one is faulty.
    private(set) var isPartial = false
    /// The cells of the rows if each is plain, or `nil` if they need a table.
    private(set) var plain: PlainRows?

    private let columns: PlainColumns?
    private let maximumRowCount: Int
    private var isSet: [Bool]

    /// Reads the body of a request.
    ///
    /// - Parameters:
    ///   - columns: The columns of plain rows, or `nil` if the model needs a table.
    ///   - maximumRowCount: The maximum number of rows.
    /// - Throws: ``RequestError`` if the body is not JSON, or has another form.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, columns: PlainColumns?, maximumRowCount: Int = .max
    ) throws(RequestError) {
        self.columns = columns
        self.maximumRowCount = maximumRowCount
        isSet = Array(repeating: false, count: columns?.names.count ?? 0)
        plain = columns.map { _ in PlainRows() }
        try JSONScanner.requireUTF8(bytes)
        var scanner = JSONScanner(bytes)
        switch scanner.peek() {
        case UInt8(ascii: "["): try rows(&scanner)
        case UInt8(ascii: "{"): try object(&scanner)
        default:
            throw scanner.unexpected("a list of rows, or an object such as {\"rows\": […]},")
        }
        try scanner.end()
        plain?.rowCount = rows.count
    }

    private mutating func object(_ scanner: inout JSONScanner) throws(RequestError) {
        var seen = Set<String>()
        try scanner.nested(closing: UInt8(ascii: "}")) { (scanner) throws(RequestError) in
            let key = try scanner.key().map { String(decoding: scanner.bytes[$0], as: UTF8.self) } ?? "\\"
            guard seen.insert(key).inserted else {
                throw RequestError("The member \"\(key)\" comes twice in the body.")
            }
            switch key {
            case "rows":
                guard scanner.peek() == UInt8(ascii: "[") else { throw scanner.unexpected("a list of rows") }
                try rows(&scanner)
            case "partial": try partial(&scanner)
            default:
                throw RequestError(
                    "The body has an unknown member \"\(key)\". The members are \"rows\", a list of objects, and \"partial\"."
                )
            }
        }
        guard seen.contains("rows") else {
            throw RequestError("The body has no member \"rows\", a list of objects with a member per column.")
        }
    }

    private mutating func partial(_ scanner: inout JSONScanner) throws(RequestError) {
        switch scanner.peek() {
        case UInt8(ascii: "t"):
            try scanner.word("true")
            isPartial = true
        case UInt8(ascii: "f"): try scanner.word("false")
        default: throw scanner.unexpected("true or false for \"partial\"")
        }
    }

    private mutating func rows(_ scanner: inout JSONScanner) throws(RequestError) {
        let start = scanner.index
        try scanner.nested(closing: UInt8(ascii: "]")) { (scanner) throws(RequestError) in
            guard scanner.peek() == UInt8(ascii: "{") else {
                throw scanner.unexpected("an object for row \(rows.count + 1)")
            }
            guard rows.count < maximumRowCount else {
                throw RequestError("The body has more than \(maximumRowCount) rows.", status: 413)
            }
            let first = scanner.index
            if plain == nil {
                try scanner.value()
            } else {
                try row(&scanner)
            }
            rows.append(first..<scanner.index)
        }
        list = start..<scanner.index
    }
}

/// Plain rows.
extension RowsRequest {
    /// Reads a row, whose cells are taken as long as they are plain.
    private mutating func row(_ scanner: inout JSONScanner) throws(RequestError) {
        guard let columns, var plain = plain.take() else { return }
        let (begin, width) = (plain.cells.count, columns.names.count)
        plain.cells.append(contentsOf: repeatElement(.missing, count: width))
        for column in 0..<width { isSet[column] = false }
        var (count, next, isPlain) = (0, 0, true)
        try scanner.nested(closing: UInt8(ascii: "}")) { (scanner) throws(RequestError) in
            let key = try scanner.key()
            let column = key.flatMap { columns.index(of: scanner.bytes[$0], from: next) }
            guard let cell = try Self.cell(&scanner), let column, !isSet[column] else {
                isPlain = false
                return
            }
            plain.cells[begin + column] = cell
            (isSet[column], count, next) = (true, count + 1, column + 1)
        }
        if isPlain, count == width { self.plain = plain }
    }

    /// Reads a value. Returns its cell, or `nil` if it is not plain.
    @inline(__always)
    private static func cell(_ scanner: inout JSONScanner) throws(RequestError) -> PlainCell? {
        switch scanner.peek() {
        case UInt8(ascii: "\""): return try scanner.string().map { .text($0) }
        case UInt8(ascii: "n"):
            try scanner.word("null")
            return .missing
        case let byte? where byte &- 0x30 < 10 || byte == UInt8(ascii: "-"):
            return .number(try scanner.number())
        default:
            try scanner.value()
            return nil
        }
    }
}

/// The names of the columns of plain rows, for finding them in bytes.
struct PlainColumns: Sendable {
    /// The names in UTF-8.
    let names: [[UInt8]]

    init(_ names: [String]) { self.names = names.map { Array($0.utf8) } }

    /// Returns the index of a name, or `nil` if it is unknown. The expected one is compared first.
    func index(of name: Slice<UnsafeBufferPointer<UInt8>>, from expected: Int) -> Int? {
        let name = UnsafeBufferPointer(rebasing: name)
        for offset in names.indices {
            var column = expected + offset
            if column >= names.count { column -= names.count }
            if names[column].count == name.count, names[column].elementsEqual(name) { return column }
        }
        return nil
    }
}
