import Testing

@testable import Backprop

@Suite struct TimeOrderErrorTests {
    struct Case: CustomTestStringConvertible {
        let text: String
        let time: TimeOrder
        let expected: String
        var testDescription: String { expected }
    }

    static let cases: [Case] = [
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "date"),
            expected:
                "log: There is no column \"date\". The columns are \"day\", \"x\" and \"y\"."
        ),
        Case(
            text: "day,x,y\n1,1,5\n,2,6\n", time: TimeOrder(column: "day"),
            expected:
                "log, line 3, column \"day\": Expected the time of the row and found nothing. Fill it in, or "
                + "remove the row."),
        Case(
            text: "day,x,y\nmonday,1,5\ntuesday,2,6\n", time: TimeOrder(column: "day"),
            expected:
                "log, line 2, column \"day\": Expected the time of the row, a date or a number, and found "
                + "\"monday\". Correct it, or choose another time column."),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n1,3,7\n", time: TimeOrder(column: "day", lags: [1]),
            expected:
                "log, line 4, column \"day\": The time \"1\" is also that of line 2, so that the row before is not "
                + "known. Remove one of the rows, or name the column that tells the series of the rows apart."
        ),
        Case(
            text: "day,x,y\n1,a,5\n2,a,6\n1,a,7\n", time: TimeOrder(column: "day", series: "x", rolling: [1]),
            expected:
                "log, line 4, column \"day\": The time \"1\" is also that of line 2 in the series \"a\", so that "
                + "the row before is not known. Remove one of the rows, or name the column that tells the series of "
                + "the rows apart."),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "y"),
            expected:
                "log, column \"y\": The column is both the time and the target. Choose another column for one of "
                + "them."),
        Case(
            text: "day,x,y\n1,1,a\n2,2,b\n3,1,a\n", time: TimeOrder(column: "day", rolling: [2]),
            expected:
                "log, column \"y\": A rolling mean needs numbers, and the column has categories. Choose lags "
                + "instead, or other columns."),
        Case(
            text: "day,y (lag 1),y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", lags: [1]),
            expected: "log: Column \"y (lag 1)\" has the name of a feature of earlier rows. Rename it."),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", lags: [0]),
            expected: "the lag must be a whole number from 1 to 1000000, not 0"),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", lags: [1, 9], horizon: 7),
            expected:
                "the lag must be a whole number from 7 to 1000000, not 1; with a horizon of 7, later rows are not "
                + "known"),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", gap: -1),
            expected: "the gap must be a whole number from 0 to 1000000, not -1"),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(lags: [1]),
            expected: "the time column must be set, not missing; lags and the other settings of time need it"),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", lagged: ["x"]),
            expected: "the list of lags must be set, not empty; the columns to take lags from need it"),
        Case(
            text: "day,x,y\n1,1,5\n2,2,6\n", time: TimeOrder(column: "day", knownAhead: ["x"]),
            expected: "the horizon must be set, not missing; without it all columns are taken as known"),
    ]

    @Test(arguments: cases) func theErrorNamesTheLocation(_ expected: Case) throws {
        let error = #expect(throws: (any Error).self) {
            try TimeSupport.data(ModelSupport.table(expected.text, name: "log"), expected.time)
        }
        #expect(error.map { "\($0)" } == expected.expected)
    }

    @Test func lagsThatNoSeriesHasAreAnError() throws {
        let table = try ModelSupport.table("day,x,y\n1,1,5\n2,2,6\n3,2,9\n", name: "log")
        let recipe = try TimeSupport.recipe(table, TimeOrder(column: "day", lags: [3]))
        let error = #expect(throws: TimeOrderError.self) { try Trainer(recipe).train(on: table) }
        #expect(
            error?.description
                == "log: Features look back 3 rows, but the longest series has only 3 rows with a time. Choose smaller "
                + "lags, or add rows.")
    }

    @Test func imagesHaveNoOrder() throws {
        var options = RecipeOptions()
        options.time.column = "day"
        let images = ImageSet(bytes: [1, 2], shape: [1, 1, 1], labels: ["a", "b"])
        let error = #expect(throws: ImageError.self) { try options.recipe(for: images) }
        #expect(
            error?.description
                == "images: The recipe orders rows by time, but images have no such order. Leave out the time column "
                + "and the settings that belong to it.")
    }
}
