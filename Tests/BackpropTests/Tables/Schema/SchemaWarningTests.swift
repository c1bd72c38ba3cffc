import Backprop
import Testing

/// Notices about data that mislead training or its scores.
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
                "), so that the few large ones dominate training. To learn their logarithm, scale targets by it."
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

    /// Returns each number as often as requested.
    private func values(_ frequencies: [Int], from first: Int = 0, by step: Int = 1) -> [String?] {
        frequencies.enumerated().flatMap { Array(repeating: "\(first + step * $0)", count: $1) }
    }

    /// Typical frequencies of the quantity of each name, and the task that follows from them.
    private static let wholeNumbers:
        [(name: String, frequencies: [Int], first: Int, step: Int, task: LearningTask)] = [
            ("grade", [38, 1, 7, 15, 9, 32, 28, 56, 47, 31, 31, 27, 33, 16, 6, 12, 5, 1], 0, 1, .regression),
            ("children", [574, 324, 240, 157, 25, 18], 0, 1, .regression),
            ("cars", [158, 778, 1603, 374, 16, 1], 0, 1, .regression),
            ("quality", [10, 53, 681, 638, 199, 18], 3, 1, .regression),
            ("share", [40, 78, 134, 120, 396, 590, 1607, 1501, 714, 564], 0, 1, .regression),
            (
                "years at school",
                [79, 22, 65, 102, 90, 104, 330, 204, 663, 650, 1022, 1083, 5549, 2052, 967], 0, 1, .regression
            ),
            ("tens", [2, 7, 15, 29, 40, 35, 31, 18, 9, 5, 2, 1], 100, 10, .regression),
            ("digit", [98, 102, 100, 97, 103, 99, 101, 96, 104, 100], 0, 1, .classification),
            (
                "disease", [16, 91, 44, 20, 20, 92, 44, 20, 14, 20, 20, 8, 15, 88, 20, 20, 20, 91, 20], 0, 1,
                .classification
            ),
            ("land cover", [210, 30, 95, 400, 12, 7, 160, 55, 9, 300, 21], 10, 10, .classification),
            ("forest", [211, 283, 35, 2, 9, 17, 20], 1, 1, .classification),
            ("glass", [70, 76, 17, 13, 9, 29], 1, 1, .classification),
            ("stars", [20, 40, 90, 200, 150], 1, 1, .classification),
            ("answer", [500, 20], 0, 1, .classification),
            ("month", [123, 133, 232, 279, 395, 505, 449, 233, 161, 173, 143, 104], 1, 1, .classification),
        ]

    @Test(arguments: wholeNumbers)
    func frequenciesTellQuantitiesFromLabels(
        _ name: String, _ frequencies: [Int], _ first: Int, _ step: Int, _ task: LearningTask
    ) throws {
        let target = values(frequencies, from: first, by: step)
        let schema = try schema([("x", fractions(target.count)), (name, target)])
        #expect(schema.task == task)
        let note =
            "Target \"\(name)\": its \(frequencies.count) whole numbers are taken for a quantity, as neighboring ones are "
            + "about as frequent as each other. If they are labels of classes, choose classification as the task."
        #expect(schema.notices.contains(note) == (task == .regression))
        if task == .regression {
            #expect(
                schema.taskReason
                    == "The target \"\(name)\" has \(frequencies.count) distinct whole numbers in \(target.count) rows, "
                    + "frequent as quantities are, not class labels.")
        }
        let explicit = try self.schema(
            [("x", fractions(target.count)), (name, target)], .init(task: .classification))
        #expect(explicit.task == .classification)
    }

    @Test func columnsThatTellNumbers() throws {
        let y = (0..<40).map { ($0 * 17 % 41) * ($0 * 17 % 41) }
        func notices(_ column: (Int) -> String?) throws -> [String] {
            try schema([("x", fractions(40)), ("c", y.map(column)), ("y", y.map { "\($0).5" })]).notices
        }
        func note(_ relation: String) -> String {
            "Column \"c\": it reveals the target: \(relation). If it is not known before the target is, name column \"c\" as "
                + "ignored."
        }
        let line = note("the numbers of both lie on a straight line")
        #expect(try notices { "\(Double($0) * -1.8 + 32)" } == [line])
        #expect(try notices { $0 == 0 ? nil : "\(2 * $0)" } == [line])
        #expect(try notices { "\(Double(($0 * 92 + 50) / 100) + 0.25)" } == [line], "rounded")
        #expect(
            try notices { "\(Double($0).squareRoot())" }
                == [note("the larger its number, the larger the target, always")])
        #expect(
            try notices { "\(1 / (1 + Double($0)))" }
                == [note("the larger its number, the smaller the target, always")])
        #expect(try notices { "\($0 / 400).5" } == [], "too coarse to tell")
        #expect(try notices { "\(Double($0) + Double($0 % 7) * 200)" } == [], "too noisy to tell")
    }

    @Test func aLineIsNotMentionedIfThereIsNothingElse() throws {
        let y = (0..<40).map { "\($0 * 17 % 41).5" }
        #expect(try schema([("x", y), ("y", y)]).notices == [])
    }

    @Test func columnsWithTheNameOfATarget() throws {
        let (classes, spots) = ((0..<30).map { $0 % 2 == 0 ? "a" : "b" }, (0..<30).map { "\($0 % 3)" })
        let columns = [("Class", classes), ("x", fractions(30)), ("spots", spots)]
        #expect(
            try schema(columns).notices == [
                "Column \"Class\": its name is one of a target, though the last column is the target by default. If this is "
                    + "what is to be predicted, choose column \"Class\" as the target."
            ])
        #expect(try schema(columns, .init(targets: [.name("spots")])).notices == [])
        #expect(try schema([("class", classes), ("x", fractions(30)), ("label", spots)]).notices == [])
        #expect(try schema(columns, .init(ignored: [.name("Class")])).notices == [])
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
                    + "used. To use it, name column \"column 1\" as numeric."
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
