import Foundation
import Testing

@testable import Backprop

/// Returns a preprocessor fitted on a table in text, with a target for each class if the last column has classes.
func fittedPreprocessor(
    _ text: String, _ selection: ColumnSelection = ColumnSelection(),
    _ settings: PreprocessingSettings = PreprocessingSettings(), rows: [Int]? = nil
) throws -> Preprocessor {
    let table = try table(text)
    let schema = try Schema(inferring: table, selection: selection)
    return try Preprocessor(
        fitting: table, schema: schema, settings: settings,
        targetEncoding: schema.task == .classification ? .oneHot : .numeric, rows: rows)
}

/// Expects that a preprocessor survives JSON, and that reading it with a changed part of that JSON is an error.
func expectRefused(_ preprocessor: Preprocessor, changing original: String, to changed: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = String(decoding: try encoder.encode(preprocessor), as: UTF8.self)
    #expect(try JSONDecoder().decode(Preprocessor.self, from: Data(json.utf8)) == preprocessor)
    #expect(json.contains(original))
    #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(
            Preprocessor.self, from: Data(json.replacing(original, with: changed).utf8))
    }
}
