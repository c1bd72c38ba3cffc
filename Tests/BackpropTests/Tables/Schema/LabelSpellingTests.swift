import Backprop
import Testing

/// Which spellings are one label, and which are two.
@Suite struct LabelSpellingTests {
    private func labels(_ values: [String]) throws -> Schema {
        let rows = (0..<4).flatMap { _ in values }
        return try Schema(
            inferring: Table(
                columns: [
                    (name: "x", values: rows.indices.map { "\($0 * $0 % 53).5" }), (name: "y", values: rows),
                ],
                source: "data.csv"), selection: .init(task: .classification))
    }

    @Test(arguments: [
        (["12345678901234567", "12345678901234568"], 2), (["9007199254740993", "9007199254740992"], 2),
        (["1.1", "1.10", "1.2"], 3), (["1", "1.0", "2"], 2), (["no", "no ", "yes", " yes"], 2),
        (["a\u{A0}", "a", "b"], 2), (["0.1234567890123456789", "0.12345678901234567891"], 2),
    ])
    func distinctLabels(_ values: [String], _ count: Int) throws {
        let schema = try labels(values)
        #expect(schema.classLabels.count == count)
    }

    @Test func blanksDoNotCountInLaterTables() throws {
        let rows = ["no ", "yes", "no", "yes "]
        let table = Table(
            columns: [(name: "x", values: rows), (name: "y", values: ["1.5", "2.5", "3.5", "4.5"])],
            source: "data.csv")
        let schema = try Schema(inferring: table)
        let preprocessor = try Preprocessor(fitting: table, schema: schema, targetEncoding: .numeric)
        #expect(preprocessor.featureNames == ["x=no", "x=yes"])
        let features = try preprocessor.features(from: table, as: Double.self)
        #expect(features.values == [1, 0, 0, 1, 1, 0, 0, 1])
        #expect(features.report.unseenCount == 0)
    }

    @Test func codesUnseenInTrainingAreUnseen() throws {
        func table(_ codes: [String]) -> Table {
            Table(
                columns: [(name: "x", values: codes), (name: "y", values: codes.indices.map { "\($0).5" })],
                source: "data.csv")
        }
        let known = table(["12345678901234567", "22345678901234567"])
        let schema = try Schema(inferring: known, selection: .init(categorical: [.name("x")]))
        let preprocessor = try Preprocessor(fitting: known, schema: schema, targetEncoding: .numeric)
        let report = try preprocessor.features(
            from: table(["12345678901234568", "22345678901234567"]), as: Double.self
        ).report
        #expect(report.unseenCount == 1)
    }

    @Test func differencesInCaseAreReported() throws {
        #expect(
            try labels(["Yes", "yes", "no"]).notices.contains(
                "Target \"y\": \"Yes\" and \"yes\" differ only in case and are taken as different classes. Spell them alike "
                    + "if they are one."))
    }
}
