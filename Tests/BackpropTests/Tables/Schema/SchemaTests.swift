import Backprop
import Testing

/// A table from comma-separated lines, the first of them the header.
func table(_ lines: String..., source: String = "data.csv") throws -> Table {
    let text = lines.joined(separator: "\n") + "\n"
    return try Table(
        reading: Array(text.utf8), source: source, options: ReadingOptions(delimiter: .comma, hasHeader: true)
    )
}

/// A table of one feature that counts up in halves, and a target.
func tableOfTarget(_ target: [String?]) -> Table {
    Table(
        columns: [(name: "x", values: target.indices.map { "\($0).5" }), (name: "y", values: target)],
        source: "data.csv")
}

@Suite struct SchemaTaskTests {
    struct Case: Sendable, CustomStringConvertible {
        let name: String
        let target: [String?]
        let task: LearningTask
        let reason: String
        var description: String { name }
    }

    static let cases = [
        Case(
            name: "text", target: ["b", "a", "b"], task: .classification, reason: "The target \"y\" is text."),
        Case(
            name: "fractions", target: ["1", "2.5", "1", "1"], task: .regression,
            reason: "The target \"y\" has values that are not whole numbers."),
        Case(
            name: "four rows of two", target: ["0", "1", "1", "0"], task: .classification,
            reason: "The target \"y\" has 2 distinct whole numbers in 4 rows, few enough to be class labels."),
        Case(
            name: "exam scores", target: ["92", "86", "89"], task: .regression,
            reason:
                "The target \"y\" has 3 distinct whole numbers in 3 rows, too many of so few rows to be class labels."
        ),
        Case(
            name: "two rows", target: ["0", "1"], task: .regression,
            reason:
                "The target \"y\" has 2 distinct whole numbers in 2 rows, too many of so few rows to be class labels."
        ),
        Case(
            name: "20 in 60", target: (0..<60).map { String($0 % 20) }, task: .classification,
            reason:
                "The target \"y\" has 20 distinct whole numbers in 60 rows, few enough to be class labels."),
        Case(
            name: "20 in 59", target: (0..<59).map { String($0 % 20) }, task: .regression,
            reason:
                "The target \"y\" has 20 distinct whole numbers in 59 rows, too many of so few rows to be class "
                + "labels."),
        Case(
            name: "21 in 630", target: (0..<630).map { String($0 % 21) }, task: .regression,
            reason:
                "The target \"y\" has 21 distinct whole numbers in 630 rows, more than the 20 that may be class "
                + "labels."),
        Case(
            name: "whole numbers with a point", target: ["1.0", "2.0", "1.0", "2.0"], task: .classification,
            reason: "The target \"y\" has 2 distinct whole numbers in 4 rows, few enough to be class labels."),
    ]

    @Test(arguments: cases) func inferred(_ expected: Case) throws {
        let schema = try Schema(inferring: tableOfTarget(expected.target))
        #expect(schema.task == expected.task)
        #expect(schema.taskReason == expected.reason)
        #expect(schema.classLabels.isEmpty == (expected.task == .regression))
    }

    @Test(arguments: [
        (["10", "9", "-1"], ["-1", "9", "10"]), (["b", "B", "é", "a"], ["B", "a", "b", "é"]),
        (["2", "10", "x"], ["10", "2", "x"]), (["010", "9", "1"], ["010", "1", "9"]),
    ])
    func labelsAreInOrder(_ labels: [String], _ ordered: [String]) throws {
        let schema = try Schema(
            inferring: tableOfTarget(labels + labels), selection: .init(task: .classification))
        #expect(schema.classLabels == ordered)
        #expect(schema.taskReason == "The settings name it.")
    }

    @Test func oneNumberIsOneLabelHoweverItIsSpelled() throws {
        let table = tableOfTarget(["1.0", "1", "2", "1", "2.0", "2.0"])
        let schema = try Schema(inferring: table)
        #expect(schema.classLabels == ["1", "2.0"])
        #expect(schema.classIndices(in: table) == [0, 0, 1, 0, 1, 1])
    }

    @Test func severalTargetsAreNumbers() throws {
        let table = try table("a,b,c", "1,0,1", "2,2,0", "3,0,3", "4,1,1")
        let schema = try Schema(inferring: table, selection: .init(targets: [.name("c"), .number(2)]))
        #expect(schema.targets == [2, 1])
        #expect(schema.task == .regression)
        #expect(schema.taskReason == "There are 2 targets, which are predicted as numbers.")
    }

    @Test func missingAndRareLabelsAreReported() throws {
        let schema = try Schema(inferring: tableOfTarget(["a", nil, "b", "a", nil, "c"]))
        #expect(
            schema.notices == [
                "Target \"y\": \"b\" and \"c\" occur in one row only, too few to learn and to check from.",
                "Target \"y\": 2 rows without a value are left out.",
            ])
        let single = try Schema(inferring: tableOfTarget(["a", "a", "a"]))
        #expect(
            single.notices == [
                "Target \"y\": every row has the label \"a\", so that there is nothing to tell apart."
            ])
        let constant = try Schema(inferring: tableOfTarget(["0.5", "0.50", nil]))
        #expect(
            constant.notices == [
                "Target \"y\": every row has the same number, so that there is nothing to learn.",
                "Target \"y\": 1 row without a value is left out.",
            ])
    }
}

@Suite struct SchemaRoleTests {
    /// Twelve rows: a column of the given values, a number, and a target.
    private func schema(
        _ name: String, _ values: [String?], selection: ColumnSelection = .init()
    ) throws -> Schema {
        try Schema(
            inferring: Table(
                columns: [
                    (name: name, values: values), (name: "x", values: values.indices.map { "\($0 * $0).25" }),
                    (name: "y", values: values.indices.map { $0 % 2 == 0 ? "a" : "b" }),
                ], source: "data.csv"), selection: selection)
    }

    @Test func numbersAndTexts() throws {
        let schema = try Schema(inferring: table("a,b,c", "1,red,x", "2,green,y", "3,red,x"))
        #expect(schema.columns.map(\.role) == [.numeric, .categorical, .target])
        #expect(schema.features == [0, 1])
        #expect(
            schema.notices == [
                "Target \"c\": \"y\" occurs in one row only, too few to learn and to check from."
            ])
    }

    @Test func differentTextsAreAnIdentifier() throws {
        let names = (0..<12).map { "person \($0)" }
        let schema = try schema("name", names)
        #expect(schema.columns[0].role == .identifier)
        #expect(
            schema.notices == [
                "Column \"name\": every value is different, so it is taken as an identifier and not used. To use it, "
                    + "name column \"name\" as categorical."
            ])
        #expect(try self.schema("name", Array(names.prefix(9))).columns[0].role == .categorical)
        let explicit = try self.schema("name", names, selection: .init(categorical: [.name("name")]))
        #expect(explicit.columns[0].role == .categorical)
        #expect(explicit.notices == [])
    }

    @Test func manyNumbersAmongTextsAreMentioned() throws {
        func notices(_ texts: Int) throws -> [String] {
            try schema("size", (0..<20).map { $0 < 20 - texts ? "\($0).5" : "unknown" }).notices
        }
        #expect(
            try notices(6) == [
                "Column \"size\": 6 of 20 values are not numbers, \"unknown\" in line 15 first, so it is taken as "
                    + "categories. If such a text means that the value is missing, list \"unknown\" as a text for a missing "
                    + "value."
            ])
        #expect(try notices(11) == [])
        #expect(throws: SchemaError.self) { try notices(2) }
    }

    @Test(arguments: [("-999999", "4.5 to 14.5", "-999999"), ("1e6", "5.5 to 15.5", "1000000")])
    func valuesFarOutAreMentioned(_ text: String, _ half: String, _ shown: String) throws {
        let values = (0..<40).map { $0 == 17 ? text : "\($0 % 20).5" }
        #expect(
            try schema("size", values).notices == [
                "Column \"size\": half of its values lie from \(half), others are as far out as \(shown), so that "
                    + "most are hardly told apart. If such a value is a mistake, correct it. Otherwise, list \"\(shown)\" "
                    + "as a text for a missing value, or scale by median and quartiles."
            ])
        #expect(try schema("size", values.map { $0 == text ? "1500" : $0 }).notices == [])
        #expect(try schema("size", (0..<40).map { $0 < 35 ? "1" : "1e\($0)" }).notices == [])
    }

    @Test func leadingZerosMakeCodes() throws {
        let codes = (0..<12).map { "00\($0 % 3 + 100)" }
        let schema = try schema("zip", codes)
        #expect(schema.columns[0].role == .categorical)
        #expect(
            schema.notices == [
                "Column \"zip\": its digits have leading zeros, so they are taken as codes, not as numbers. If they "
                    + "are numbers, name column \"zip\" as numeric."
            ])
        #expect(schema.columns[0].mostFrequent.map(\.value) == ["00100", "00101", "00102"])
        #expect(try self.schema("zip", (0..<12).map { "00\($0 + 100)" }).columns[0].role == .identifier)
        #expect(try self.schema("hour", (0..<12).map { "0\($0 % 3)" }).columns[0].role == .numeric)
        #expect(
            try self.schema("zip", codes, selection: .init(numeric: [.number(1)])).columns[0].role == .numeric
        )
    }

    @Test(arguments: ["id", "ID", "PassengerId", "customer_id", "index", "Row"])
    func namesOfIdentifiers(_ name: String) throws {
        let numbers = (0..<12).map { "\(($0 * 7919) % 100_003)" }
        let schema = try schema(name, numbers)
        #expect(schema.columns[0].role == .identifier)
        #expect(
            schema.notices == [
                "Column \"\(name)\": every value is different and its name is one of an identifier, so it is not used. "
                    + "To use it, name column \"\(name)\" as numeric."
            ])
        #expect(try self.schema("paid", numbers).columns[0].role == .numeric)
    }

    @Test func countingColumnIsSuggestedOnly() throws {
        let schema = try schema("n", (1...12).map(String.init))
        #expect(schema.columns[0].role == .numeric)
        #expect(
            schema.notices == [
                "Column \"n\": it numbers the rows. Unless the order of the rows means something, name column \"n\" as "
                    + "an identifier."
            ])
    }

    @Test func fewIntegersAreNumbersUnlessAskedFor() throws {
        let values = (0..<12).map { String($0 % 3) }
        #expect(try schema("n", values).columns[0].role == .numeric)
        #expect(
            try schema("n", values, selection: .init(categoricalIntegerLimit: 3)).columns[0].role
                == .categorical)
        #expect(
            try schema("n", values, selection: .init(categoricalIntegerLimit: 2)).columns[0].role == .numeric)
    }

    @Test func everyRoleCanBeExplicit() throws {
        let schema = try Schema(
            inferring: table("t,a,b,c,d,w,g", "1.5,1,1,1,1,2,k", "2.5,2,2,2,2,0,k", "3.5,3,3,3,3,1,m"),
            selection: .init(
                targets: [.number(1)], numeric: [.name("a")], categorical: [.name("b")],
                ignored: [.name("c")],
                identifiers: [.name("d")], weight: .number(-2), group: .name("g")))
        #expect(
            schema.columns.map(\.role) == [
                .target, .numeric, .categorical, .ignored, .identifier, .weight, .group,
            ])
        #expect(schema.weight == 5)
        #expect(schema.group == 6)
    }

    @Test func groupsAreNumberedInOrderAndMissingOnesStandAlone() throws {
        let table = try table("x,g,y", "1,b,0.5", "2,a,1", "3,,2", "4,b,3", "5,,4")
        let schema = try Schema(inferring: table, selection: .init(group: .name("g")))
        #expect(schema.groupIndices(in: table) == [0, 1, 2, 0, 3])
        #expect(try Schema(inferring: table).groupIndices(in: table) == nil)
    }

    @Test func emptyColumnIsKeptAndReportedByItsUse() throws {
        let schema = try schema("e", Array(repeating: nil, count: 12))
        #expect(schema.columns[0].role == .numeric)
        #expect(schema.columns[0].missingCount == 12)
        #expect(schema.columns(treatedBy: .init())[0].treatment == "not used: empty")
    }
}

@Suite struct SchemaErrorTests {
    private func message(_ table: Table, _ selection: ColumnSelection = .init()) -> String {
        do throws(SchemaError) {
            _ = try Schema(inferring: table, selection: selection)
            return "no error"
        } catch {
            return error.description
        }
    }

    static let selections: [(ColumnSelection, String)] = [
        (
            ColumnSelection(targets: [.name("specis")]),
            "data.csv: There is no column \"specis\". Did you mean \"species\"? The columns are \"length\", \"colour\" "
                + "and \"species\"."
        ),
        (
            ColumnSelection(weight: .name("zzz")),
            "data.csv: There is no column \"zzz\". The columns are \"length\", \"colour\" and \"species\"."
        ),
        (
            ColumnSelection(targets: [.number(4)]),
            "data.csv: There is no column 4. Columns are numbered 1 to 3, or -1 to -3 from the right."
        ),
        (
            ColumnSelection(targets: [.number(0)]),
            "data.csv: There is no column 0. Columns are numbered 1 to 3, or -1 to -3 from the right."
        ),
        (
            ColumnSelection(targets: [.number(.min)]),
            "data.csv: There is no column -9223372036854775808. Columns are numbered 1 to 3, or -1 to -3 from the right."
        ),
        (
            ColumnSelection(ignored: [.name("species")]),
            "data.csv, column \"species\": Named as target and as ignored. A column has one role: name it once."
        ),
        (
            ColumnSelection(ignored: [.name("colour"), .number(2)]),
            "data.csv, column \"colour\": Named twice as ignored. Name it once."
        ),
        (
            ColumnSelection(numeric: [.name("colour")]),
            "data.csv, line 2, column \"colour\": Expected a number, since the column is taken as numeric, and found "
                + "\"red\". Correct the value, or give the column another role."
        ),
        (
            ColumnSelection(weight: .name("colour")),
            "data.csv, line 2, column \"colour\": Expected a number, since the column is the weight of the rows, and "
                + "found \"red\". Correct the value, or give the column another role."
        ),
        (
            ColumnSelection(task: .regression),
            "data.csv, line 2, column \"species\": Expected a number, since the column is the target of a regression, "
                + "and found \"a\". Correct the value, or give the column another role."
        ),
        (
            ColumnSelection(targets: [.name("species"), .name("length")]),
            "data.csv: Several targets must be all numbers, or have 2 values each. The target \"length\" has 3 values, "
                + "and \"species\" has 2. Train a model for each kind."
        ),
        (
            ColumnSelection(ignored: [.name("length"), .name("colour")]),
            "data.csv: There is no column to learn from besides the target \"species\". Check the delimiter, and the "
                + "columns that are ignored."
        ),
    ]

    @Test(arguments: selections)
    func selection(_ selection: ColumnSelection, _ expected: String) throws {
        let table = try table("length,colour,species", "1,red,a", "2,red,b", "3,blue,a")
        #expect(message(table, selection) == expected)
    }

    @Test func tables() throws {
        let empty = Table(columns: [(name: "a", values: [])], source: "data.csv")
        #expect(message(empty) == "data.csv: There are no rows to learn from.")
        let missing = Table(
            columns: [(name: "a", values: ["1", "2"]), (name: "y", values: [nil, nil])], source: "data.csv")
        #expect(
            message(missing)
                == "data.csv, column \"y\": The target has no value in any row. Choose another target.")
    }

    @Test func strayTextAtRow20001IsAnErrorAndNot20000Categories() throws {
        let lines = (1...20_001).map { $0 == 20_001 ? "oops,\($0 % 2)" : "\($0 * 3).5,\($0 % 2)" }
        let table = try Table(
            reading: Array("x,y\n\(lines.joined(separator: "\n"))\n".utf8), source: "data.csv")
        #expect(
            message(table)
                == "data.csv, line 20002, column \"x\": Expected a number and found \"oops\"; 1 of the column's 20001 "
                + "values is not a number. Correct the file, name the text as a token for missing values, or name the "
                + "column as categorical or ignored.")
        #expect(message(table, .init(categorical: [.name("x")])) == "no error")
    }

    @Test func fewNumbersAndATextAreCategories() throws {
        let values = (0..<40).map { ["0", "1", "2", "3+"][$0 % 13 == 0 ? 3 : $0 % 3] }
        let table = Table(
            columns: [
                (name: "dependents", values: values), (name: "y", values: values.indices.map { "\($0)" }),
            ],
            source: "data.csv")
        #expect(try Schema(inferring: table).columns[0].role == .categorical)
    }

    @Test func targetWithAStrayTextIsAnError() throws {
        let target = (0..<30).map { $0 == 7 ? "x" : "\($0).5" }
        #expect(
            message(tableOfTarget(target)).hasPrefix(
                "data.csv, line 8, column \"y\": Expected a number and found"))
    }

    @Test func namesGoBeforeNumbers() throws {
        let table = try table("3,1,y", "1,2,a", "2,3,b", "3,1,a")
        #expect(try Schema(inferring: table, selection: .init(targets: [.init("3")])).targets == [0])
        #expect(try Schema(inferring: table, selection: .init(targets: [.init("2")])).targets == [1])
        #expect(try Schema(inferring: table, selection: .init(targets: [.init("-1")])).targets == [2])
    }
}
