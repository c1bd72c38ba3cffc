extension EncodingReport {
    /// The report about no rows.
    package static var none: EncodingReport {
        EncodingReport(rowCount: 0, columns: [], ignoredColumns: [], isMatchedByName: true)
    }

    /// The counts of raw values that training had not seen.
    package var json: JSONValue {
        [
            "filled": JSONValue(filledCount), "unseen": JSONValue(unseenCount),
            "outOfRange": JSONValue(outOfRangeCount),
            "ignoredColumns": JSONValue(ignoredColumns.map { JSONValue($0) }),
        ]
    }
}
