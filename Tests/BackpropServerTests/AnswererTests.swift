import Backprop
import Testing

@testable import BackpropServer

/// Answers, compared with the predictions of a table.
@Suite struct AnswererTests {
    /// Returns the document of `backprop predict --json` for rows as a table.
    private func expected(_ rows: [String], _ model: Model) throws -> String {
        let text = "[" + rows.joined(separator: ",") + "]"
        let table = try #require(model.preprocessor).table(reading: Array(text.utf8), source: "rows")
        var bytes: [UInt8] = []
        let sheet = PredictionSheet(model)
        var report = EncodingReport?.none
        let writer = JSONSheetWriter(
            after: "{\"rows\":\(rows.count),\"predictions\":",
            before: { ",\"input\":\(try report!.json.text())}\n" }
        ) { bytes += $0 }
        try writer.write(header: sheet.header)
        report = try model.predictInParts(of: table, collectsUnusualValues: true) { predictions, first in
            for row in 0..<predictions.rowCount {
                try writer.write(row: sheet.cells(of: predictions, row: row, index: first + row))
            }
        }
        try writer.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: 0..<3) func plainRowsHaveTheAnswersOfATable(_ index: Int) throws {
        let model = try [Garden.kind, Garden.height, Garden.average][index].get()
        #expect(model.isAverage == (index == 2))
        let answerer = try Answerer(model)
        #expect(answerer.columns != nil)
        let rows = Garden.rows(40, seed: 5, isOfHeight: index == 1)
        #expect(try answerer.text("[\(rows.joined(separator: ","))]") == expected(rows, model))
        for row in rows { #expect(try answerer.text("{\"rows\":[\(row)]}") == expected([row], model)) }
    }

    @Test func rowsThatAreNotPlainHaveTheSameAnswers() throws {
        let model = try Garden.kind.get()
        let answerer = try Answerer(model)
        let same = [
            "{\"height\":1.5,\"color\":\"red\",\"soil\":2}", "{\"soil\":2,\"color\":\"red\",\"height\":1.50}",
            "{\"height\":\"1.5\",\"color\":\" red \",\"soil\":\"2\"}",
            "{\"height\":15e-1,\"color\":\"r\\u0065d\",\"soil\":2.0}",
        ]
        let first = try answerer.text("[\(same[0])]")
        for row in same {
            #expect(try answerer.text("[\(row)]") == first)
            #expect(try answerer.text("[\(row)]") == expected([row], model))
        }
        let zero = "{\"height\":-0.0,\"color\":\"NA\",\"soil\":2}"
        #expect(try answerer.text("[\(zero)]") == expected([zero], model))
    }

    @Test func noRowsHaveAnEmptyAnswer() throws {
        let answerer = try Answerer(Garden.kind.get())
        #expect(
            try answerer.text("{\"rows\":[]}")
                == "{\"rows\":0,\"predictions\":[],\"input\":{\"filled\":0,\"unseen\":0,\"outOfRange\":0,\"ignoredColumns\":[]}}\n"
        )
    }

    @Test(arguments: [
        (
            "",
            "400: The body is not JSON: a list of rows, or an object such as {\"rows\": […]}, was expected at byte 0, but the end of the body found."
        ),
        ("{}", "400: The body has no member \"rows\", a list of objects with a member per column."),
        ("{\"rows\":1}", "400: The body is not JSON: a list of rows was expected at byte 8, but '1' found."),
        ("{\"rows\":[],\"rows\":[]}", "400: The member \"rows\" comes twice in the body."),
        (
            "{\"rows\":[],\"partial\":1}",
            "400: The body is not JSON: true or false for \"partial\" was expected at byte 21, but '1' found."
        ),
        (
            "{\"row\":[]}",
            "400: The body has an unknown member \"row\". The members are \"rows\", a list of objects, and \"partial\"."
        ),
        ("[1]", "400: The body is not JSON: an object for row 1 was expected at byte 1, but '1' found."),
        (
            "[{\"height\":1,\"soil\":1}]",
            "422: the request: Column \"color\" is missing. The columns there are \"height\" and \"soil\". Add it, or rename the column that holds it."
        ),
        (
            "[{\"height\":null,\"color\":null,\"soil\":null}]",
            "422: the request, element 1: Expected values to predict from and found none: every column that the model uses is empty. Fill some in, or remove the row."
        ),
    ]) func faultyBodiesHaveErrors(_ body: String, _ message: String) throws {
        #expect(try Answerer(Garden.kind.get()).fault(body) == message)
    }

    @Test func anErrorNamesRowAndColumn() throws {
        let answerer = try Answerer(Garden.kind.get())
        let rows = Garden.rows(2, seed: 1) + ["{\"height\":\"tall\",\"color\":\"red\",\"soil\":1}"]
        let error = #expect(throws: RequestError.self) {
            try answerer.text("[\(rows.joined(separator: ","))]")
        }
        #expect(error?.row == RowNumber(.element, 3) && error?.column == "height" && error?.status == 422)
        #expect(error?.message.hasPrefix("the request, element 3, column \"height\": ") == true)
    }

    @Test func theOtherRowsAreAnsweredIfRequested() throws {
        let answerer = try Answerer(Garden.kind.get())
        let valid = Garden.rows(3, seed: 2)
        let rows = [
            valid[0], "{\"height\":\"tall\",\"color\":\"red\",\"soil\":1}", valid[1],
            "{\"height\":[{}],\"color\":\"red\",\"soil\":1}", valid[2],
        ]
        let answer = try JSONValue(
            parsing: answerer.text("{\"partial\":true,\"rows\":[\(rows.joined(separator: ","))]}"))
        let all = try JSONValue(parsing: answerer.text("[\(valid.joined(separator: ","))]"))
        let predictions = try #require(answer["predictions"]?.array)
        #expect(predictions.count == 5 && predictions[1].isNull && predictions[3].isNull)
        #expect([predictions[0], predictions[2], predictions[4]] == all["predictions"]?.array)
        #expect(answer["errors"]?.array?.map { $0["row"]?.int } == [2, 4])
        #expect(answer["errors"]?[0]?["column"]?.string == "height")
    }

    @Test func rowsAreLimited() throws {
        let answerer = try Answerer(Garden.kind.get(), maximumRowCount: 2)
        let body = "[" + Garden.rows(3, seed: 1).joined(separator: ",") + "]"
        #expect(answerer.fault(body) == "413: The body has more than 2 rows.")
    }

    @Test func delimitedTextIsAnswered() throws {
        let model = try Garden.kind.get()
        let answerer = try Answerer(model)
        let csv = Garden.csv(rows: 20)
        var choice = AnswerChoice()
        let document = try answerer.answer(csv: Array(csv.utf8), choice)
        #expect(document.rowCount == 20)
        (choice.form, choice.columns.hasRemarks) = (.csv, false)
        let lines = String(decoding: try answerer.answer(csv: Array(csv.utf8), choice).bytes, as: UTF8.self)
            .split(separator: "\n")
        #expect(lines.count == 21 && lines[0] == "prediction,probability")
        let labels = try model.predict(Table(reading: Array(csv.utf8), source: "garden.csv")).labels
        #expect(lines.dropFirst().map { String($0.split(separator: ",")[0]) } == labels)
    }
}
