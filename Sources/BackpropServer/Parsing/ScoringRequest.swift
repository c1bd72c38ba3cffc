import Backprop

/// A request of MLflow's scoring protocol, version 2: a table split into columns and data, records, instances or inputs.
///
/// Source: MLflow, "Deploy MLflow Model as a Local Inference Server".
enum ScoringRequest {
    private static let members = ["dataframe_split", "dataframe_records", "instances", "inputs"]

    /// Members that clients may send, and that have no effect on predictions.
    private static let others = ["params", "signature_name"]

    /// Returns the rows of a request as a list of JSON objects.
    ///
    /// - Parameter columns: The columns that the model uses, for rows without names.
    /// - Throws: ``RequestError``.
    static func records(_ body: [UInt8], columns: [String]) throws(RequestError) -> [UInt8] {
        let object = try JSONValue(body: body).object("The body")
        let found = members.filter { object[$0] != nil }
        guard found.count == 1, let value = object[found[0]] else {
            throw RequestError(
                "The body was expected to have one of the members "
                    + members.map { "\"\($0)\"" }.joined(separator: ", ") + ".")
        }
        if let unknown = object.keys.first(where: { !found.contains($0) && !others.contains($0) }) {
            throw RequestError("The body has an unknown member \"\(unknown)\".")
        }
        switch found[0] {
        case "dataframe_split": return try split(value)
        case "dataframe_records": return try records(value, "\"dataframe_records\"")
        case "instances": return try rows(value, "\"instances\"", columns)
        default: return try inputs(value, columns)
        }
    }

    private static func split(_ value: JSONValue) throws(RequestError) -> [UInt8] {
        _ = try value.object("\"dataframe_split\"")
        let names = try (value["columns"] ?? .null).texts("\"columns\"")
        guard Set(names).count == names.count else { throw RequestError("\"columns\" has a name twice.") }
        return try matrix(try (value["data"] ?? .null).list("\"data\""), names, "\"data\"")
    }

    /// Returns rows that are lists, each with a value per column.
    private static func matrix(
        _ rows: [JSONValue], _ names: [String], _ label: String
    ) throws(RequestError) -> [UInt8] {
        var text = RecordText(columns: names)
        for (index, row) in rows.enumerated() {
            let isSingle = names.count == 1 && row.array == nil
            let cells = isSingle ? [row] : try row.list("Row \(index + 1) of \(label)")
            guard cells.count == names.count else {
                throw RequestError(
                    "Row \(index + 1) of \(label) has \(cells.count) values, but there are \(names.count) columns.",
                    row: RowNumber(.element, index + 1))
            }
            text.append(try values(cells, index + 1, label))
        }
        return text.finish()
    }

    private static func values(
        _ cells: [JSONValue], _ row: Int, _ label: String
    ) throws(RequestError) -> [RecordText.Value] {
        var values: [RecordText.Value] = []
        for cell in cells {
            guard let value = RecordText.Value(cell) else {
                throw RequestError(
                    "Row \(row) of \(label) has a value that is a list or an object.",
                    row: RowNumber(.element, row))
            }
            values.append(value)
        }
        return values
    }

    private static func records(_ value: JSONValue, _ label: String) throws(RequestError) -> [UInt8] {
        for (index, row) in try value.list(label).enumerated() {
            _ = try row.object("Row \(index + 1) of \(label)")
        }
        return Array(((try? value.text()) ?? "[]").utf8)
    }

    private static func rows(
        _ value: JSONValue, _ label: String, _ columns: [String]
    ) throws(RequestError) -> [UInt8] {
        let rows = try value.list(label)
        if rows.first?.object != nil { return try records(value, label) }
        return try matrix(rows, columns, label)
    }

    /// Returns inputs: lists by column, or rows.
    private static func inputs(_ value: JSONValue, _ columns: [String]) throws(RequestError) -> [UInt8] {
        guard let object = value.object else { return try rows(value, "\"inputs\"", columns) }
        var lists: [[JSONValue]] = []
        for member in object { lists.append(try member.value.list("\"\(member.key)\" of \"inputs\"")) }
        guard let first = lists.first, lists.allSatisfy({ $0.count == first.count }) else {
            throw RequestError("The columns of \"inputs\" do not have the same number of values.")
        }
        var text = RecordText(columns: object.keys)
        for row in first.indices {
            // A column may be a matrix with one value in each row.
            let cells = lists.map { list in
                if let only = list[row].array, only.count == 1 { only[0] } else { list[row] }
            }
            text.append(try values(cells, row + 1, "\"inputs\""))
        }
        return text.finish()
    }
}
