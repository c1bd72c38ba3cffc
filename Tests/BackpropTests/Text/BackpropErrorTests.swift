import Foundation
import Testing

@testable import Backprop

/// One shape for the errors of the library.
@Suite struct BackpropErrorTests {
    /// The types of the targets whose names end in `Error`, as their files declare them.
    private static func declarations() throws -> [(name: String, conformances: String)] {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources").standardized
        var result: [(name: String, conformances: String)] = []
        for target in ["Backprop", "BackpropRecipes", "BackpropTensorBoard"] {
            let folder = sources.appending(path: target)
            let files =
                FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            for file in files where file.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                for match in text.matches(of: /public (?:enum|struct|final class) (\w+Error): (.*) \{/) {
                    result.append((String(match.1), String(match.2)))
                }
            }
        }
        return result
    }

    @Test func everyErrorTypeHasTheOneShape() throws {
        let declarations = try Self.declarations()
        let exceptions = ["MeanAbsoluteError", "MeanSquaredError", "SquaredError"]
        let errors = declarations.filter { !exceptions.contains($0.name) }
        #expect(errors.count >= 20)
        for (name, conformances) in errors {
            #expect(conformances == "BackpropError", "\(name): \(conformances)")
        }
    }

    private static let location = PreprocessingError.Location(
        Table(columns: [("a", [nil])], source: "t.csv"), row: 0,
        column: Table(columns: [("a", [nil])], source: "t.csv").columns[0])

    private static let missingFile = FileError("a", .read, .notFound)

    private static let samples: [(error: any BackpropError, category: ErrorCategory)] = [
        (TableError(.unreadable, source: "a", problem: "P.", remedy: "R."), .unreadable),
        (TableError(.badOptions, source: "a", problem: "P.", remedy: "R."), .setting),
        (TableError(.noRows, source: "a", problem: "P.", remedy: "R."), .data),
        (ImageError(.unreadable, source: "a", problem: "P.", remedy: "R."), .unreadable),
        (ImageError(.badOptions, source: "a", problem: "P.", remedy: "R."), .setting),
        (ImageError(.damaged, source: "a", problem: "P.", remedy: "R."), .data),
        (FileError("a", .read, .notFound), .unreadable),
        (FileError("a", .write, .permissionDenied), .unwritable),
        (FileError("a", .write, .diskFull(written: 3)), .inputOutput),
        (FileError("a", .write, .failed(written: 3)), .inputOutput),
        (FileError("a", .read, .shortened(expected: 4, found: 3)), .inputOutput),
        (FileError("a", .read, .system), .inputOutput),
        (SafetensorsError(.file(missingFile)), .unreadable),
        (SafetensorsError(.empty), .data),
        (PreprocessingError.invalidSetting("S."), .setting),
        (PreprocessingError.unknownClassWeight(label: "a", known: []), .setting),
        (PreprocessingError.classWeightOverflow(label: "a", weight: 1), .setting),
        (PreprocessingError.targetEncodingMismatch(.binary, .regression), .setting),
        (PreprocessingError.notTwoClasses(count: 3), .setting),
        (PreprocessingError.missingTarget(location), .data),
        (SchemaError.unknownColumn(source: "a", name: "b", available: []), .setting),
        (SchemaError.columnNumberOutOfRange(source: "a", number: 2, count: 1), .setting),
        (
            SchemaError.conflictingRoles(source: "a", column: "b", first: .target, second: .weight), .setting
        ),
        (SchemaError.emptyTable(source: "a"), .data),
        (SplitError.labelsMissing, .setting),
        (PositiveClassError.notTwoClasses(count: 3), .setting),
        (MetricError.noRows, .data),
        (ModelError.notTrainedOnImages, .data),
        (ModelFileError.notAModel(source: "a"), .data),
        (CheckpointError.folderInUse(folder: "a", newest: "b"), .setting),
        (CheckpointError.otherRecipe(source: "a", key: "b", there: "c", here: "d"), .setting),
        (CheckpointError.otherData(source: "a", key: "b", there: "c", here: "d"), .data),
        (TuningError.emptySpace, .setting),
        (TuningError.journalInUse(source: "a", results: 1), .setting),
        (TuningError.nothingYet, .data),
        (TuningError.nothingSound(reason: "a"), .data),
        (TuningError.damaged(source: "a", line: 1, reason: "b"), .data),
        (TrainingError.notEnoughMemory(needed: 2, available: 1), .setting),
        (TrainingError.outputMismatch(outputs: 1, targets: 2), .setting),
        (TrainingError.noValidationData(share: 0.1), .setting),
        (TrainingError.noRows, .data),
        (TrainingError.nonFiniteLoss(epoch: 1, batch: 1, learningRate: 1), .data),
        (SettingError(name: "a", found: "b", expected: "c"), .setting),
        (ImportanceError.images, .setting),
        (NetworkError.empty, .setting),
        (InitializerError.unknownName("a", suggestion: nil), .setting),
        (JSONError.encoding(path: "a", message: "b"), .data),
    ]

    @Test func everyErrorHasItsCategory() {
        for (error, category) in Self.samples {
            #expect(error.category == category, "\(error)")
            #expect(!error.description.isEmpty)
        }
        #expect(Set(Self.samples.map { "\(type(of: $0.error))" }).count == 19)
    }

    @Test func oneCatchTakesAnyError() {
        do {
            _ = try Table(contentsOf: "/nowhere/iris.csv")
            Issue.record("a missing file was read")
        } catch let error as any BackpropError {
            #expect(error.category == .unreadable)
        } catch {
            Issue.record("\(error)")
        }
    }
}
