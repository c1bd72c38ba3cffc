import Backprop
import Testing

/// What misleads training or its scores is said.
@Suite struct SchemaWarningTests {
    private func schema(
        _ columns: [(String, [String?])], _ selection: ColumnSelection = .init(), describing: Bool = false
    ) throws -> Schema {
        let table = Table(columns: columns.map { (name: $0.0, values: $0.1) }, source: "data.csv")
        return describing
            ? try Schema(describing: table, selection: selection)
            : try Schema(inferring: table, selection: selection)
    }

    private func fractions(_ count: Int, by step: Int = 7919) -> [String?] {
        (0..<count).map { "\(($0 * step) % 10_007).5" }
    }

    @Test func copiesOfRows() throws {
        let x = (0..<40).map { "\($0 / 2 * 7 % 101).5" }
        let y = (0..<40).map { $0 / 2 % 2 == 0 ? "a" : "b" }
        #expect(
            try schema([("x", x), ("y", y)]).notices == [
                "20 of 40 rows are copies of others. If the rows are divided, a model may be scored on copies of rows "
                    + "that it was trained on, and the scores are too good. Remove the copies, or add a column that names the "
                    + "group of each."
            ])
        let few = (0..<40).map { "\($0 % 3)" }
        #expect(try schema([("x", few), ("y", y)]).notices == [])
    }

    @Test func aColumnThatTellsTheTarget() throws {
        let y = (0..<40).map { $0 % 2 == 0 ? "a" : "b" }
        let codes = (0..<40).map { "\($0 % 2)" }
        #expect(
            try schema([("x", fractions(40)), ("code", codes), ("y", y)]).notices == [
                "Column \"code\": it reveals the target: each of its 2 values occurs with one class alone. If it is not known "
                    + "before the target is, name column \"code\" as ignored."
            ])
    }

    @Test func rareClasses() throws {
        let y = (0..<1000).map { $0 % 333 == 0 && $0 > 0 ? "1" : "0" }
        #expect(
            try schema([("x", fractions(1000)), ("fraud", y)]).notices == [
                "Target \"fraud\": 3 of 1000 rows are \"1\", so few that a network may never predict it; accuracy hides that. "
                    + "If it matters, give classes balanced weights."
            ])
    }

    @Test func skewedTargetsAndOutliers() throws {
        let skewed = (0..<60).map { "\(Double(1 << ($0 / 4)) + Double($0) / 100)" }
        let notices = try schema([("x", fractions(60)), ("price", skewed)]).notices
        #expect(notices.count == 1)
        #expect(notices[0].hasPrefix("Target \"price\": its values are strongly skewed (mean 2185, largest "))
        #expect(
            notices[0].hasSuffix(
                "), so that the few large ones dominate training. Predict their logarithm instead: replace the column by it."
            ))
        let outlier = (0..<60).map { $0 == 30 ? "1e6" : "\($0 % 20).5" }
        #expect(
            try schema([("x", fractions(60)), ("price", outlier)]).notices.first?.hasPrefix(
                "Target \"price\": half of its values lie from ") == true)
    }

    @Test func oneNumberFarBelowAllOthersInSeveralColumns() throws {
        func values(_ step: Int) -> [String?] {
            (0..<40).map { $0 % 9 == 4 ? "-200" : "\(($0 * step) % 31).5" }
        }
        #expect(
            try schema([("a", values(7)), ("b", values(11)), ("y", fractions(40))]).notices == [
                "-200 is the smallest value of columns \"a\" and \"b\", far below the others. If it means that the value is "
                    + "missing, list \"-200\" as a text for a missing value."
            ])
    }

    @Test func namesAreRefusedAsATarget() throws {
        let names = (0..<12).map { "person \($0)" }
        let error = #expect(throws: SchemaError.self) { try schema([("x", fractions(12)), ("name", names)]) }
        #expect(
            error?.description
                == "data.csv, column \"name\": Expected a target that rows have in common and found 12 rows whose labels all "
                + "differ; the last column is the target, since none was named. Name another column as the target."
        )
        let described = try schema([("x", fractions(12)), ("name", names)], describing: true)
        #expect(described.notices.first == error?.description)
    }

    @Test func tablesWithoutAUsableTargetAreDescribed() throws {
        let empty = try schema(
            [("x", fractions(12)), ("y", Array(repeating: nil, count: 12))], describing: true)
        #expect(
            empty.notices == [
                "data.csv, column \"y\": The target has no value in any row. Choose another target."
            ])
        #expect(empty.columns.map(\.distinctCount) == [12, 0])
        let single = try schema([("x", fractions(12))], describing: true)
        #expect(
            single.notices == [
                "data.csv: There is no column to learn from besides the target \"x\". Check the delimiter, and the columns that "
                    + "are ignored."
            ])
        #expect(single.isDefaultTarget)
    }

    @Test func gradesAndCountsAreNumbers() throws {
        let grades = (0..<400).map { "\(min(18, ($0 % 20) * ($0 % 19) / 18))" }
        #expect(try schema([("x", fractions(400)), ("grade", grades)]).task == .regression)
        let counts = (0..<200).map { row in
            "\([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 0, 1][row % 20])"
        }
        let tail = counts.enumerated().map { $0 == 7 ? "5" : $1 }
        let schema = try schema([("x", fractions(200)), ("count", tail)])
        #expect(schema.task == .regression)
        #expect(
            schema.taskReason
                == "The target \"count\" has 6 distinct whole numbers in 200 rows, frequent as counts are, not class labels."
        )
        let digits = (0..<200).map { "\($0 % 10)" }
        #expect(try self.schema([("x", fractions(200)), ("digit", digits)]).task == .classification)
    }

    @Test func numbersOfOtherLanguagesAreMentioned() throws {
        let schema = try schema([("a", ["0x10", "3"]), ("b", ["1_000", "4"]), ("y", ["u", "u"])])
        #expect(
            schema.notices.prefix(2) == [
                "Column \"a\": \"0x10\" is not a number as it is written, so the column is taken as categories. Write it as a "
                    + "decimal number, or leave its cell empty.",
                "Column \"b\": \"1_000\" is not a number as it is written, so the column is taken as categories. Write it as a "
                    + "decimal number, or leave its cell empty.",
            ])
    }

    @Test func identifiersWithRepeatsAndWithoutAName() throws {
        let ids = (0..<40).map { "\(1000 + $0 * 37 % 40 / 2 * 2 + ($0 < 30 ? $0 % 2 : 0))" }
        let y = (0..<40).map { $0 % 3 == 0 ? "a" : "b" }
        #expect(try schema([("Id", ids), ("x", fractions(40)), ("y", y)]).columns[0].role == .identifier)
        let text =
            ",x,y\n"
            + (0..<12).map { "\($0),\($0 * 7 % 5).5,\($0 % 2 == 0 ? "a" : "b")" }.joined(separator: "\n")
        let table = try Table(reading: Array(text.utf8), source: "data.csv")
        let schema = try Schema(inferring: table)
        #expect(schema.columns[0].role == .identifier)
        #expect(
            schema.notices == [
                "Column \"column 1\": its values all differ and it has no name, so it is taken for the number of the row and not "
                    + "used. Name it as numeric to use it."
            ])
    }

    @Test func columnsThatAreSpelledAlikeAreSuggested() throws {
        let columns = [("Sepal Length", fractions(12)), ("b", fractions(12)), ("y", fractions(12))]
        func message(_ name: String) -> String? {
            #expect(throws: SchemaError.self) {
                try schema(columns, .init(ignored: [.name(name)]))
            }?.description
        }
        #expect(
            message("sepal_length")
                == "data.csv: There is no column \"sepal_length\". Did you mean \"Sepal Length\"? The columns are "
                + "\"Sepal Length\", \"b\" and \"y\".")
        #expect(
            message("Sepal Length,b")
                == "data.csv: There is no column \"Sepal Length,b\". To mean \"Sepal Length\" and \"b\", name each column by "
                + "itself.")
    }
}
