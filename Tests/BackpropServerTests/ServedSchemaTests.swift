import Backprop
import Testing

@testable import BackpropServer

/// The description of a model's columns.
@Suite struct ServedSchemaTests {
    private func columns(_ percent: (Int) -> String) throws -> [JSONValue] {
        let rows = (0..<60).map { "\(percent($0));\($0 % 7 * 3);\($0 % 3 == 0 ? "tree" : "herb")\n" }.joined()
        let model = try Garden.model(csv: "share;height;kind\n" + rows)
        return try #require(ServedSchema(model).json["columns"]?.array)
    }

    @Test func percentagesHaveTheirDecimalMark() throws {
        for (mark, cell) in [(",", { "\($0 % 20),5 %" }), (".", { "\($0 % 20).5%" })]
            as [(String, (Int) -> String)]
        {
            let columns = try columns(cell)
            #expect(columns.map { $0["name"]?.string } == ["share", "height"])
            #expect(columns.map { $0["percentMark"]?.string } == [mark, nil])
            #expect(columns[0]["maximum"]?.double == 19.5)
        }
    }
}
