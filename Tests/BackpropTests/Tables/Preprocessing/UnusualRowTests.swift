import Backprop
import Testing

/// Rows that nothing can be predicted from.
@Suite struct UnusualRowTests {
    private func preprocessor(_ settings: PreprocessingSettings = .init()) throws -> Preprocessor {
        let table = try table("a,b,y", "1,red,u", "2,blue,v", "3,red,u")
        return try Preprocessor(
            fitting: table, schema: Schema(inferring: table), settings: settings, targetEncoding: .binary)
    }

    @Test func aRowWithoutAnyValueIsRefused() throws {
        let table = try table("a,b", "1,red", ",", "2,blue")
        let error = #expect(throws: PreprocessingError.self) {
            try preprocessor().features(from: table, as: Double.self)
        }
        #expect(
            error?.description
                == "data.csv, line 3: Expected values to predict from and found none: every column that the model uses is "
                + "empty. Fill some in, or remove the row.")
    }

    @Test func aRowFarOutsideIsMarked() throws {
        let report = try preprocessor().features(
            from: table("a,b", "1,red", "900,red", "4,blue", "-7,red"), as: Double.self
        ).report
        #expect(report.farLines == [3, 5])
        #expect(
            report.notices == [
                "3 numbers outside of the range seen in training (column \"a\").",
                "2 rows far outside of the range seen in training (lines 3 and 5): predictions there are not reliable.",
            ])
    }

    @Test func columnsTakenByPositionAreReported() throws {
        let text = "1,red\n2,blue\n"
        let table = try Table(
            reading: Array(text.utf8), source: "data.csv", options: ReadingOptions(hasHeader: false))
        #expect(
            try preprocessor().features(from: table, as: Double.self).report.notices == [
                "Only one of this file and the training data has a header, so columns are taken by their position: \"a\" and "
                    + "\"b\"."
            ])
    }

    @Test func aHugeClassWeightIsBlamed() throws {
        let preprocessor = try preprocessor(.init(classWeighting: .explicit(["u": 1e308])))
        let table = try table("a,b,y", "1,red,u", "2,blue,v")
        let error = #expect(throws: PreprocessingError.self) {
            try preprocessor.dataset(from: table, as: Float.self)
        }
        #expect(
            error?.description
                == "The weight of class \"u\" is 1e+308, too large to compute with. Give a smaller one.")
    }

    @Test func aTextAmongNumbersOfTrainingCannotBecomeACategory() throws {
        let error = #expect(throws: PreprocessingError.self) {
            try preprocessor().features(from: table("a,b", "1,red", "oops,red"), as: Double.self)
        }
        #expect(
            error?.description
                == "data.csv, line 3, column \"a\": A number expected, but \"oops\" found. Training had numbers in this "
                + "column. Correct the value, or leave its cell empty if it is missing.")
    }

    @Test func rowsWithTargets() throws {
        let table = try table("a,b,y", "1,red,u", "2,blue,", "3,red,v")
        #expect(try preprocessor().rowsWithTargets(in: table) == [0, 2])
    }
}
