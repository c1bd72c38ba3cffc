import Backprop

@testable import BackpropServer

/// Bodies of requests to the server.
enum ServerInput {
    private static let columns = ["height", "color", "größe"]

    /// Reads rows. Those that are valid must be JSON objects, and a list of them must be read again alike.
    static func readRows(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { buffer in
            let request = try RowsRequest(buffer, columns: PlainColumns(columns), maximumRowCount: 1000)
            let other = try RowsRequest(buffer, columns: nil, maximumRowCount: 1000)
            require(request.rows, equals: other.rows, "the rows with and without columns")
            for row in request.rows {
                require(try JSONValue(parsing: Array(bytes[row])).object != nil, equals: true, "a row")
            }
            guard !request.rows.isEmpty else { return }
            let list = Array(bytes[request.list])
            let again = try list.withUnsafeBufferPointer {
                try RowsRequest($0, columns: nil, maximumRowCount: 1000)
            }
            require(again.rows.count, equals: request.rows.count, "the list of rows")
        }
    }

    /// Reads a request of the Open Inference Protocol. The first two bytes are the length of the head, or zero for JSON
    /// alone. Its rows must be a list of objects in JSON.
    static func readInference(_ bytes: [UInt8]) throws {
        guard bytes.count > 2 else { return }
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        let request = try InferenceRequest(
            Array(bytes[2...]), headLength: length == 0 ? nil : length, columns: columns)
        try requireRecords(request.records)
    }

    /// Reads a request of MLflow's protocol. Its rows must be a list of objects in JSON.
    static func readScoring(_ bytes: [UInt8]) throws {
        try requireRecords(ScoringRequest.records(bytes, columns: columns))
    }

    /// Reads a request with images.
    static func readImages(_ bytes: [UInt8]) throws {
        _ = try ImageRequest(bytes, type: "application/json")
    }

    private static func requireRecords(_ records: [UInt8]) throws {
        let list = try JSONValue(parsing: records, roundsLargeIntegers: true).array
        require(list != nil && list!.allSatisfy { $0.object != nil }, equals: true, "the records")
    }
}
