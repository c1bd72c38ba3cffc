import Backprop

/// A tensor of the Open Inference Protocol, with its values in row-major order.
struct InferenceTensor: Sendable {
    /// The types of elements that rows of tables can have.
    enum DataType: String, CaseIterable, Sendable {
        case bool = "BOOL"
        case uint8 = "UINT8"
        case uint16 = "UINT16"
        case uint32 = "UINT32"
        case uint64 = "UINT64"
        case int8 = "INT8"
        case int16 = "INT16"
        case int32 = "INT32"
        case int64 = "INT64"
        case fp32 = "FP32"
        case fp64 = "FP64"
        case bytes = "BYTES"

        /// The number of bytes of an element, or `nil` for texts.
        var byteCount: Int? {
            switch self {
            case .bool, .uint8, .int8: 1
            case .uint16, .int16: 2
            case .uint32, .int32, .fp32: 4
            case .uint64, .int64, .fp64: 8
            case .bytes: nil
            }
        }
    }

    let name: String
    /// The number of rows.
    let rowCount: Int
    /// The number of values of a row.
    let width: Int
    let values: [RecordText.Value]
}

extension InferenceTensor {
    /// Reads a tensor of a request.
    ///
    /// - Parameter data: The binary data of the request that no tensor has taken.
    /// - Throws: ``RequestError``.
    init(_ json: JSONValue, data: inout ArraySlice<UInt8>) throws(RequestError) {
        guard let name = json["name"]?.string else {
            throw RequestError("An input without a name was found.")
        }
        self.name = name
        let label = "The input \"\(name)\""
        guard let type = json["datatype"]?.string.flatMap(DataType.init) else {
            throw RequestError(
                "\(label) has the datatype \(json["datatype"]?.string.map { "\"\($0)\"" } ?? "nothing"), but one of "
                    + DataType.allCases.map(\.rawValue).joined(separator: ", ") + " was expected.")
        }
        var extents: [Int] = []
        for extent in try (json["shape"] ?? .null).list("The shape of input \"\(name)\"") {
            guard let extent = extent.int, extent >= 0 else {
                throw RequestError("\(label) has a shape that is not a list of whole numbers.")
            }
            extents.append(extent)
        }
        var count = 1
        for extent in extents {
            let (product, isTooLarge) = count.multipliedReportingOverflow(by: extent)
            guard !isTooLarge else { throw RequestError("\(label) has a shape that is too large.") }
            count = product
        }
        guard let rows = extents.first else { throw RequestError("\(label) has no extents in its shape.") }
        (rowCount, width) = (rows, rows == 0 ? 0 : count / rows)
        if let size = json["parameters"]?["binary_data_size"] {
            guard let size = size.int, size >= 0, size <= data.count else {
                throw RequestError(
                    "\(label) has a binary_data_size that does not fit the \(data.count) bytes that are left."
                )
            }
            values = try Self.values(data.prefix(size), type, count: count, label)
            data = data.dropFirst(size)
        } else {
            values = try Self.values(json["data"] ?? .null, type, count: count, label)
        }
    }

    /// Reads values in JSON, flat or nested.
    private static func values(
        _ data: JSONValue, _ type: DataType, count: Int, _ label: String
    ) throws(RequestError) -> [RecordText.Value] {
        guard case .array = data else { throw RequestError("\(label) has no list \"data\".") }
        var values: [RecordText.Value] = []
        try flatten(data, type, into: &values, label)
        guard values.count == count else {
            throw RequestError("\(label) has \(values.count) values, but its shape has \(count).")
        }
        return values
    }

    private static func flatten(
        _ data: JSONValue, _ type: DataType, into values: inout [RecordText.Value], _ label: String
    ) throws(RequestError) {
        if let list = data.array {
            for element in list { try flatten(element, type, into: &values, label) }
            return
        }
        guard var value = RecordText.Value(data), type.accepts(value) else {
            throw RequestError("\(label) has a value that is not \(type.rawValue).")
        }
        // A number of 32 bits is what its binary form would be, whatever digits it is written with.
        if type == .fp32, let number = data.double { value = .number(Double(Float(number))) }
        values.append(value)
    }
}

extension InferenceTensor.DataType {
    /// Whether a value in JSON can have the type.
    fileprivate func accepts(_ value: RecordText.Value) -> Bool {
        switch (self, value) {
        case (_, .missing): true
        case (.bool, .bool), (.bytes, .text): true
        case (.fp32, .number), (.fp64, .number): true
        case (.bool, _), (.bytes, _): false
        case (_, .integer), (_, .unsigned): true
        default: false
        }
    }
}

/// Binary values, which are little-endian; each text has its length in four bytes before it.
extension InferenceTensor {
    private static func values(
        _ data: ArraySlice<UInt8>, _ type: DataType, count: Int, _ label: String
    ) throws(RequestError) -> [RecordText.Value] {
        guard let size = type.byteCount else { return try texts(data, count: count, label) }
        let (expected, isTooLarge) = count.multipliedReportingOverflow(by: size)
        guard !isTooLarge, expected == data.count else {
            throw RequestError(
                "\(label) has \(data.count) bytes of data, but its shape and type need \(isTooLarge ? "more" : "\(expected)")."
            )
        }
        return data.withUnsafeBytes { bytes in
            (0..<count).map { value(bytes, at: $0 * size, type) }
        }
    }

    private static func value(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, _ type: DataType
    ) -> RecordText.Value {
        func load<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        return switch type {
        case .bool: .bool(bytes[offset] != 0)
        case .uint8: .integer(Int64(bytes[offset]))
        case .uint16: .integer(Int64(load(UInt16.self)))
        case .uint32: .integer(Int64(load(UInt32.self)))
        case .uint64: .unsigned(load(UInt64.self))
        case .int8: .integer(Int64(load(Int8.self)))
        case .int16: .integer(Int64(load(Int16.self)))
        case .int32: .integer(Int64(load(Int32.self)))
        case .int64: .integer(load(Int64.self))
        case .fp32: .number(Double(Float(bitPattern: load(UInt32.self))))
        case .fp64: .number(Double(bitPattern: load(UInt64.self)))
        case .bytes: .missing
        }
    }

    private static func texts(
        _ data: ArraySlice<UInt8>, count: Int, _ label: String
    ) throws(RequestError) -> [RecordText.Value] {
        var (rest, values) = (data, [RecordText.Value]())
        while rest.count >= 4 {
            let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard length <= rest.count else { break }
            guard let text = String(validating: rest.prefix(length), as: UTF8.self) else {
                throw RequestError("\(label) has a text that is not UTF-8.")
            }
            values.append(.text(text))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty, values.count == count else {
            throw RequestError("\(label) has binary texts that do not fit its shape of \(count).")
        }
        return values
    }
}
