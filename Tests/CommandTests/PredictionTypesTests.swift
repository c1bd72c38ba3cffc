import Backprop
import Foundation
import Testing

/// The types of cells that `predict` writes, and the options of its output.
@Suite struct PredictionTypesTests {
    /// A folder with a list whose codes look like numbers, and a model of it.
    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        let lines = Samples.lines(40, header: "key,zip,age,kind") {
            let key = ["1E5", "12E3", "+4930123"]
            let zip = ["05410", "49625", "10115", "80331"]
            return
                "\($0 < 4 ? key[$0 - 1] : "\($0)"),\(zip[$0 % 4]),\($0 % 7),\($0 % 2 == 0 ? "even" : "odd")"
        }
        try folder.write(lines, to: "d.csv")
        let result = try folder.run("train", "d.csv", "--id", "key", "--epochs", "2", "-o", "m")
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func codesAreTextsInTheWholeColumn() throws {
        let folder = try trained()
        let result = try folder.run("predict", "m", "d.csv", "--keep", "all", "-o", "p.jsonl")
        #expect(result.status == 0, "\(result.errors)")
        let lines = folder.text("p.jsonl").split(separator: "\n")
        #expect(lines[0].hasPrefix("{\"key\":\"1E5\",\"zip\":\"49625\",\"age\":1,\"kind\":\"odd\","))
        #expect(lines[2].hasPrefix("{\"key\":\"+4930123\",\"zip\":\"80331\",\"age\":3,"))
        #expect(lines[3].hasPrefix("{\"key\":\"4\",\"zip\":\"05410\",\"age\":4,"))
        _ = try folder.run("predict", "m", "d.csv", "--keep", "all", "-o", "p.xlsx")
        let table = try Table(contentsOf: folder.folder["p.xlsx"].path)
        #expect(table[column: "key"]?.text(at: 0) == "1E5")
        #expect(table[column: "zip"]?.text(at: 3) == "05410")
        #expect((0..<40).allSatisfy { table[column: "zip"]?.written(at: $0).value == .text })
        #expect(table[column: "age"]?.written(at: 0).value == .number(1))
    }

    @Test func aFileWithoutHeaderGetsTheNamesOfTheModel() throws {
        let folder = try trained()
        try folder.write("7,05410,3,odd\n8,49625,4,even\n", to: "bare.csv")
        let result = try folder.run(
            "predict", "m", "bare.csv", "--no-header", "--keep", "all", "--no-outside-training")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("key,zip,age,kind,prediction,probability\n7,05410,3,odd,"))
    }

    @Test func theWorstRowsAreNamed() throws {
        let folder = try trained()
        let text = try folder.run("evaluate", "m", "d.csv", "--worst", "2").output
        #expect(text.contains("\nworst predicted rows\nline  key"), "\(text)")
        let json = try JSONValue(
            parsing: folder.run("evaluate", "m", "d.csv", "--worst", "1", "--json").output)
        #expect(json["worst"]?[0]?["identifiers"]?["key"] != nil)
    }

    @Test func theDelimiterOfTheOutputIsChosen() throws {
        let folder = try trained()
        _ = try folder.run("predict", "m", "d.csv", "-o", "p.tsv")
        #expect(folder.text("p.tsv").hasPrefix("key\tprediction\tprobability\toutside_training\n1E5\t"))
        let piped = try folder.run("predict", "m", "d.csv", "--output-delimiter", "pipe")
        #expect(piped.output.hasPrefix("key|prediction|"))
        let cells: [[WorkbookFile.Cell]] = [[.number(1), .text("05410"), .number(0.5), .text("odd")]]
        let book = try WorkbookFile(header: ["key", "zip", "age", "kind"], rows: cells + cells)
        try AtomicFile.write(book.bytes, to: folder.folder["b.xlsx"].path)
        let german = try folder.run(
            "predict", "m", "b.xlsx", "--keep", "age", "--output-delimiter", "semicolon")
        #expect(german.output.hasPrefix("age;prediction;probability;outside_training\n0,5;"))
        #expect(german.output.contains(";0,"))
        let refused = try folder.run(
            "predict", "m", "d.csv", "--output-delimiter", "tab", "-o", "p.json")
        #expect(refused.status == 64)
        #expect(
            refused.errors
                == "error: --output-delimiter goes with delimited text, not with JSON or a workbook\n")
    }

    @Test func aNoteNamesTheTargetThatSorts() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(60, header: "a,b,fever,cough") {
                "\($0 % 7),\($0 % 5),\($0 % 7 > 3 ? "yes" : "no"),\($0 % 5 > 2 ? "yes" : "no")"
            }, to: "s.csv")
        let trained = try folder.run(
            "train", "s.csv", "--target", "fever", "--target", "cough", "--epochs", "2", "-o", "m")
        try #require(trained.status == 0, "\(trained.errors)")
        let sorted = try folder.run("predict", "m", "s.csv", "--sort")
        #expect(
            sorted.errors.contains(
                "note: The rows are sorted by the probability of \"fever\", the first of the 2 targets.\n"))
        #expect(try !folder.run("predict", "m", "s.csv").errors.contains("sorted"))
    }
}
