import Backprop
import Testing

@Suite struct PreprocessorMatchingTests {
    private let training = (header: "a,b,c,y", rows: ["1,red,0.5,u", "2,blue,1.5,v", "3,red,2.5,u"])

    private func table(_ header: String?, _ rows: String...) throws -> Table {
        let text = ((header.map { [$0] } ?? []) + rows).joined(separator: "\n")
        return try Table(
            reading: Array(text.utf8), source: "new.csv",
            options: ReadingOptions(delimiter: .comma, hasHeader: header != nil))
    }

    private func preprocessor(header: Bool, ignoring: ColumnReference? = nil) throws -> Preprocessor {
        let table = try table(
            header ? training.header : nil, training.rows[0], training.rows[1], training.rows[2])
        return try fitted(table, .init(scaling: .none), selection: .init(ignored: ignoring.map { [$0] }))
    }

    private func values(_ preprocessor: Preprocessor, _ table: Table) throws -> [Double] {
        try preprocessor.features(from: table, as: Double.self).values
    }

    @Test func byNameInAnyOrderWithMoreColumns() throws {
        let new = try table("extra,c,y,more,b,a", "9,0.5,v,8,blue,3")
        let features = try preprocessor(header: true).features(from: new, as: Double.self)
        #expect(features.values == [3, 1, 0, 0.5])
        #expect(features.report.isMatchedByName)
        #expect(features.report.ignoredColumns == ["extra", "more"])
        #expect(
            features.report.notices == [
                "Columns \"extra\" and \"more\" were not in the training data and are not used."
            ])
    }

    @Test func aMissingColumnIsNamed() throws {
        let new = try table("c,B,a", "0.5,blue,3")
        let preprocessor = try preprocessor(header: true)
        #expect(
            message { _ = try values(preprocessor, new) }
                == "new.csv: Column \"b\" is missing. The columns there are \"c\", \"B\" and \"a\". Rename \"B\" to "
                + "\"b\".")
    }

    @Test func aColumnThatIsNotUsedMayBeMissing() throws {
        let new = try table("c,a", "0.5,3")
        #expect(try values(preprocessor(header: true, ignoring: .name("b")), new) == [3, 0.5])
    }

    @Test(arguments: [true, false])
    func byPositionWithAndWithoutTarget(_ header: Bool) throws {
        let preprocessor = try preprocessor(header: header)
        #expect(try values(preprocessor, table(nil, "3,blue,0.5,v")) == [3, 1, 0, 0.5])
        #expect(try values(preprocessor, table(nil, "3,blue,0.5")) == [3, 1, 0, 0.5])
        if !header { #expect(try values(preprocessor, table("p,q,r", "3,blue,0.5")) == [3, 1, 0, 0.5]) }
        #expect(
            try !preprocessor.features(from: table(nil, "3,blue,0.5"), as: Double.self).report.isMatchedByName
        )
        #expect(
            message { _ = try values(preprocessor, table(nil, "3,blue")) }
                == "new.csv: Expected 3 or 4 columns (3 features, with or without 1 target) and found 2. Columns are "
                + "matched by position, since not both the training data and this file have a header.")
    }

    @Test func byPositionWithATargetInTheMiddleAndAnIgnoredColumn() throws {
        let whole = try table(nil, "1,u,7,0.5", "2,v,8,1.5", "3,u,9,2.5")
        let preprocessor = try fitted(
            whole, .init(scaling: .none), selection: .init(targets: [.number(2)], ignored: [.number(3)]))
        #expect(try values(preprocessor, table(nil, "1,x,7,0.5")) == [1, 0.5])
        #expect(try values(preprocessor, table(nil, "1,7,0.5")) == [1, 0.5])
        #expect(try values(preprocessor, table(nil, "1,0.5")) == [1, 0.5])
        #expect(
            message { _ = try values(preprocessor, table(nil, "1,2,3,4,5")) }.hasPrefix(
                "new.csv: Expected 2, 3 or 4 columns (2 features, with or without 1 target) and found 5."))
    }

    @Test func datasetsNeedTheTarget() throws {
        let preprocessor = try preprocessor(header: true)
        #expect(
            message { _ = try preprocessor.dataset(from: table("a,b,c", "1,red,2"), as: Double.self) }
                == "new.csv: There is no column \"y\" to compare predictions with. Add the target, or predict without "
                + "evaluating.")
    }

    @Test func textInANumericColumnIsTheReadersError() throws {
        let preprocessor = try preprocessor(header: true)
        let text = message { _ = try values(preprocessor, table("a,b,c", "1,red,2", "x,red,2")) }
        #expect(text.hasPrefix("new.csv, line 3, column \"a\": "))
    }

    @Test func featuresWithoutTargetsMakeADataset() throws {
        let dataset = try preprocessor(header: true).features(from: table("a,b,c", "1,red,2"), as: Float.self)
            .dataset
        #expect(dataset.targetCount == 0)
        #expect(dataset.rowCount == 1)
        #expect(dataset.features == [1, 0, 1, 2])
    }
}

@Suite struct DatasetTests {
    @Test func selectsRowsInAnyOrderAndTwice() {
        let dataset = Dataset<Double>(
            inputShape: [2], targetCount: 1, features: [1, 2, 3, 4, 5, 6], targets: [7, 8, 9],
            weights: [1, 2, 3])
        let selected = dataset.selectingRows([2, 0, 2])
        #expect(dataset.rowCount == 3)
        #expect(selected.rowCount == 3)
        #expect(selected.features == [5, 6, 1, 2, 5, 6])
        #expect(selected.targets == [9, 7, 9])
        #expect(selected.weights == [3, 1, 3])
        #expect(dataset.selectingRows([]).rowCount == 0)
    }
}
