import Backprop
import Testing

@Suite struct SchemaTableTests {
    @Test func columnsAsATable() throws {
        let table = try table(
            "length,colour,note,y", "1.25,red,k,1", "?,blue,k,2", "3.5,red,k,1", "0.001234567,green,k,2",
            source: "d")
        let schema = try Schema(inferring: table)
        #expect(
            schema.table(settings: .init()) == """
                column  type         missing  distinct  values                        use
                length  numeric            1         3  0.001235 to 3.5, mean 1.584   scaled: mean 0, spread 1; missing: median
                colour  categorical        0         3  red (2), blue (1), green (1)  yes/no for each value
                note    categorical        0         1  k (4)                         not used: always the same
                y       target             0         2  1 (2), 2 (2)                  predicted: 2 classes
                """)
    }

    @Test func manyColumnsAlikeAreOneLine() throws {
        let names = (1...60).map { "band\($0)" }
        let rows = (0..<4).map { row in names.indices.map { "\($0 % 7 + row).5" } + ["\(row % 2)"] }
        let columns = names + ["y"]
        let table = Table(
            columns: columns.indices.map { index in (name: columns[index], values: rows.map { $0[index] }) },
            source: "d")
        let schema = try Schema(inferring: table)
        #expect(
            schema.table(settings: .init(scaling: .minMax)) == """
                column               type     missing  distinct  values        use
                band1 … band60 (60)  numeric        0         4  0.5 to 9.5    from 0 to 1
                y                    target         0         2  0 (2), 1 (2)  predicted: 2 classes
                """)
        #expect(schema.table(settings: .init(), limit: 61).split(separator: "\n").count == 62)
    }

    @Test func namesThatCannotBeGroupedAreCut() throws {
        let columns = (0..<40).map { index in
            (name: "c\(index)", values: index % 2 == 0 ? ["1", "2.5", "3"] : ["a", "b", "a"])
        }
        let table = Table(columns: columns.map { (name: $0.name, values: $0.values) }, source: "d")
        let lines = try Schema(inferring: table).table(settings: .init(), limit: 6).split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines[4] == "… 35 more lines")
        #expect(lines[6].hasPrefix("c39              target"))
    }

    @Test(arguments: [
        (
            PreprocessingSettings(), "scaled: mean 0, spread 1; missing: median",
            "yes/no for each value; missing: one more"
        ),
        (
            PreprocessingSettings(
                numericImputation: .constant(0.5), categoricalImputation: .mostFrequent,
                missingIndicators: true,
                categoricalEncoding: .ordinal, scaling: .none),
            "missing: 0.5, flagged", "numbered 0 to 2; missing: most frequent, flagged"
        ),
        (
            PreprocessingSettings(
                numericImputation: .dropRows, categoricalImputation: .dropRows,
                categoricalEncoding: .oneHot(limit: 2, minimumCount: 4), scaling: .robust),
            "median 0, quartiles 1 apart; missing: row left out",
            "yes/no for each of the 1 most frequent, and for the others, those of fewer than 4 rows together; missing: row left "
                + "out"
        ),
    ])
    func treatments(_ settings: PreprocessingSettings, _ numeric: String, _ categorical: String) throws {
        let table = try table("a,b,y", "1,p,1.5", ",q,2", "2,,3", "3,r,4")
        let columns = try Schema(inferring: table).columns(treatedBy: settings)
        #expect(columns[0].treatment == numeric)
        #expect(columns[1].treatment == categorical)
    }
}
