import Backprop
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The real data that the quality figures are measured on; they are not part of the project.
enum SchemaData {
    static let folder: String? = {
        let environment = ProcessInfo.processInfo.environment["BACKPROP_DATA"]
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let folder = environment ?? root.joined(separator: "/") + "/../shared/data"
        return FileManager.default.fileExists(atPath: folder + "/wheat-seeds.csv") ? folder : nil
    }()

    static func table(_ name: String) throws -> Table { try Table(contentsOf: folder! + "/" + name) }
}

/// The schema that is inferred for each file with every default. Skipped if the data are absent: see `BACKPROP_DATA`.
@Suite(.enabled(if: SchemaData.folder != nil, "the data are not there"))
struct SchemaDataTests {
    struct Expectation: Sendable, CustomStringConvertible {
        let file: String
        var target: Int = -1
        let task: LearningTask
        let reason: String
        let labels: [String]
        let inputs: Int
        var categorical: [Int] = []
        var description: String { file }
    }

    static let expectations = [
        Expectation(
            file: "wheat-seeds.csv", task: .classification,
            reason:
                "The target \"column 8\" has 3 distinct whole numbers in 210 rows, few enough to be class labels.",
            labels: ["1", "2", "3"], inputs: 7),
        Expectation(
            file: "sonar.csv", task: .classification, reason: "The target \"column 61\" is text.",
            labels: ["M", "R"],
            inputs: 60),
        Expectation(
            file: "pima-indians-diabetes.csv", task: .classification,
            reason:
                "The target \"column 9\" has 2 distinct whole numbers in 768 rows, few enough to be class labels.",
            labels: ["0", "1"], inputs: 8),
        Expectation(
            file: "german.csv", task: .classification,
            reason:
                "The target \"column 21\" has 2 distinct whole numbers in 1000 rows, few enough to be class labels.",
            labels: ["1", "2"], inputs: 61, categorical: [1, 3, 4, 6, 7, 9, 10, 12, 14, 15, 17, 19, 20]),
        Expectation(
            file: "horse-colic.csv", target: 24, task: .classification,
            reason:
                "The target \"column 24\" has 2 distinct whole numbers in 300 rows, few enough to be class labels.",
            labels: ["1", "2"], inputs: 24 + 50 + 6 + 3, categorical: [25, 26, 27]),
        Expectation(
            file: "housing.csv", task: .regression,
            reason: "The target \"column 14\" has values that are not whole numbers.", labels: [], inputs: 13),
        Expectation(
            file: "abalone.csv", task: .regression,
            reason:
                "The target \"column 9\" has 28 distinct whole numbers in 4177 rows, more than the 20 that may be "
                + "class labels.", labels: [], inputs: 10, categorical: [1]),
        Expectation(
            file: "auto-insurance.csv", task: .regression,
            reason: "The target \"column 2\" has values that are not whole numbers.", labels: [], inputs: 1),
    ]

    @Test(arguments: expectations)
    func inferredWithDefaults(_ expected: Expectation) throws {
        let table = try SchemaData.table(expected.file)
        let schema = try Schema(inferring: table, selection: .init(targets: [.number(expected.target)]))
        #expect(schema.task == expected.task)
        #expect(schema.taskReason == expected.reason)
        #expect(schema.classLabels == expected.labels)
        let categorical = schema.columns.filter { $0.role == .categorical }.map(\.number)
        #expect(categorical == expected.categorical)
        let encoding: TargetEncoding = schema.task == .regression ? .numeric : .oneHot
        let preprocessor = try Preprocessor(fitting: table, schema: schema, targetEncoding: encoding)
        #expect(preprocessor.inputCount == expected.inputs)
        let encoded = try preprocessor.encode(table, as: Float.self)
        #expect(encoded.dataset.rowCount == table.rowCount)
        #expect(!encoded.dataset.features.contains { !$0.isFinite })
        #expect(encoded.report.unseenCount == 0)
        #expect(encoded.report.outOfRangeCount == 0)
    }
}
