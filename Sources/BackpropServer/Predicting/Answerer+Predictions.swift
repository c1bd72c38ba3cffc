import Backprop

extension Answerer {
    /// Predicts rows that are JSON objects in a list, or returns `nil` for no rows.
    ///
    /// - Throws: ``RequestError`` if a row is faulty.
    func predictions(records: [UInt8]) throws(RequestError) -> Predictions? {
        do {
            return try records.withUnsafeBufferPointer { bytes in
                let request = try RowsRequest(bytes, columns: columns, maximumRowCount: maximumRowCount)
                if request.rows.isEmpty { return nil }
                if let plain = request.plain, let found = try compiled.predictions(of: plain, in: bytes) {
                    return found
                }
                return try compiled.predictions(of: table(records))
            }
        } catch {
            throw RequestError(error)
        }
    }

    /// Predicts rows that are delimited text.
    ///
    /// - Throws: ``RequestError`` if a row is faulty.
    func predictions(csv: [UInt8]) throws(RequestError) -> Predictions? {
        do {
            return try compiled.predictions(of: table(csv))
        } catch {
            throw RequestError(error)
        }
    }
}
