import Testing

@testable import Backprop

@Suite struct UnusualValueTests {
    private static let training = """
        size,colour,kind
        1,red,a
        2,blue,b
        4,red,a
        3,blue,b

        """

    private func values(_ text: String) throws -> [[String]] {
        let model = try ModelSupport.model(Self.training)
        let table = try ModelSupport.table(text)
        var found: [[String]] = []
        _ = try model.predictInParts(of: table, collectsUnusualValues: true) { predictions, _ in
            found += predictions.report.unusualValues.map { $0.map(\.description) }
        }
        return found
    }

    @Test func reasons() throws {
        let rows = try values("size,colour\n1,red\n0,red\n5,blue\n-3,red\n8,red\n,green\n2,\n")
        #expect(
            rows == [
                [], ["size (below)"], ["size (above)"], ["size (far below)"], ["size (far above)"],
                ["size (missing)", "colour (unseen)"], ["colour (missing)"],
            ])
    }

    @Test func theyAreCollectedOnRequestOnly() throws {
        let model = try ModelSupport.model(Self.training)
        let predictions = try model.predict(try ModelSupport.table("size,colour\n9,green\n"))
        #expect(predictions.report.unusualValues.isEmpty && predictions.report.unseenCount == 1)
    }

    @Test func reportsOfPartsAreThatOfTheWhole() throws {
        let model = try ModelSupport.model(Self.training)
        let colours = ["red", "green", "teal", "pink", "gold", ""]
        let text =
            "size,colour,more\n"
            + (0..<40_000).map { "\($0 % 7 == 0 && $0 % 6 != 5 ? "" : "\($0 % 11)"),\(colours[$0 % 6]),1\n" }
            .joined()
        let table = try ModelSupport.table(text)
        let whole = try model.predict(table)
        var classes: [String] = []
        let report = try model.predictInParts(of: table) { predictions, first in
            #expect(first == classes.count)
            classes += predictions.labels
        }
        #expect(report == whole.report && classes == whole.labels)
        #expect(report.rowCount == 40_000 && report.ignoredColumns == ["more"])
    }
}
