import Backprop

/// The form of a file of predictions, if the end of its name tells another one than delimited text.
enum PredictionForm {
    case workbook, json, jsonLines

    /// Returns the form of a file, or `nil` if it is delimited text.
    init?(path: String) {
        switch Self.ending(of: path) {
        case "xlsx": self = .workbook
        case "json": self = .json
        case "jsonl", "ndjson": self = .jsonLines
        default: return nil
        }
    }

    /// Throws if the file's name is that of a form that is not written.
    static func refuseUnknown(_ path: String) throws {
        guard let ending = ending(of: path), let name = unknown[ending] else { return }
        throw UsageError(
            "predictions are not written as \(name) (.\(ending)); choose a name that ends with .csv, .xlsx, .json or .jsonl"
        )
    }

    private static let unknown = [
        "ods": "an OpenDocument spreadsheet", "xls": "an old Excel workbook",
        "xlsb": "a binary Excel workbook",
        "xlsm": "an Excel workbook with macros", "parquet": "Parquet", "feather": "Feather", "arff": "ARFF",
        "gz": "a compressed file", "zip": "an archive",
    ]

    /// Returns the end of a file's name in small letters, or `nil` if it has none.
    private static func ending(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        guard let point = name.lastIndex(of: ".") else { return nil }
        return name[name.index(after: point)...].lowercased()
    }
}
