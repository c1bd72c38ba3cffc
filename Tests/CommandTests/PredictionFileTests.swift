import Backprop
import Foundation
import Testing

/// The files that `predict` writes, and reads again.
@Suite struct PredictionFileTests {
    /// A folder with a list of prices and a model of it.
    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        let lines = Samples.lines(40, header: "id;day;share;price;kind") { row in
            let day = "\(row % 28 + 1 < 10 ? "0" : "")\(row % 28 + 1).0\(row % 9 + 1).2023"
            return
                "A\(row);\(day);\(row % 7),5%;\(row % 5 + 1).00\(row % 10),50 €;\(row % 2 == 0 ? "even" : "odd")"
        }
        try folder.write(lines, to: "d.csv")
        let result = try folder.run("train", "d.csv", "--epochs", "2", "-o", "m.safetensors")
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func aWorkbookOfPredictionsIsPredictedAlike() throws {
        let folder = try trained()
        let first = try folder.run("predict", "m.safetensors", "d.csv", "--keep", "all", "-o", "p.xlsx")
        #expect(first.status == 0, "\(first.errors)")
        let table = try Table(contentsOf: folder.folder["p.xlsx"].path)
        #expect(table[column: "day"]?.text(at: 0) == "2023-02-02")
        #expect(table[column: "share"]?.text(at: 0) == "0.015")
        let again = try folder.run("predict", "m.safetensors", "p.xlsx", "--keep", "none", "--exact")
        let text = try folder.run("predict", "m.safetensors", "d.csv", "--keep", "none", "--exact")
        #expect(again.status == 0, "\(again.errors)")
        func values(_ output: String) -> [String] {
            output.replacing(";", with: ",").split(separator: "\n").dropFirst().map(String.init)
        }
        #expect(
            values(again.output).map { $0.split(separator: ",")[0] }
                == values(text.output).map { $0.split(separator: ",")[0] })
    }

    @Test func theNameTellsTheForm() throws {
        let folder = try trained()
        for name in ["p.json", "p.jsonl"] {
            let result = try folder.run(
                "predict", "m.safetensors", "d.csv", "--keep", "id", "-o", name)
            #expect(result.status == 0, "\(result.errors)")
            let table = try Table(contentsOf: folder.folder[name].path)
            #expect(table.rowCount == 40 && table[column: "id"]?.text(at: 1) == "A2")
            #expect(table[column: "probability"]?.isNumeric == true)
        }
        #expect(folder.text("p.json").hasPrefix("[\n{\"id\":\"A1\","))
        #expect(folder.text("p.jsonl").hasPrefix("{\"id\":\"A1\","))
        let refused = try folder.run("predict", "m.safetensors", "d.csv", "-o", "p.ods")
        #expect(refused.status == 64)
        #expect(
            refused.errors
                == "error: predictions are not written as an OpenDocument spreadsheet (.ods); choose a name that ends with .csv, .xlsx, .json or .jsonl\n"
        )
    }

    @Test func exchangedArgumentsAreNamed() throws {
        let folder = try trained()
        let result = try folder.run("predict", "d.csv", "m.safetensors")
        #expect(result.status == 65)
        #expect(
            result.errors
                == "error: \"d.csv\" is not a valid safetensors file: it is a table or another text; give the model here and the data in their own place: were they exchanged?\n"
        )
    }

    @Test func predictionsOfAWindowsFileBeginWithAMark() throws {
        let folder = try CommandFolder()
        let text = Samples.lines(20, header: "Größe,kind") { "\($0),\($0 % 2 == 0 ? "Köln" : "Bonn")" }
        try #require(text.data(using: .windowsCP1252)).write(to: folder.folder["d.csv"])
        let trained = try folder.run(
            "train", "d.csv", "--encoding", "windows-1252", "--epochs", "2", "-o", "m.safetensors")
        try #require(trained.status == 0, "\(trained.errors)")
        let result = try folder.run("predict", "m.safetensors", "d.csv", "--keep", "all", "-o", "p.csv")
        #expect(result.status == 0, "\(result.errors)")
        #expect(folder.text("p.csv").hasPrefix("\u{FEFF}Größe,kind,prediction"))
        let again = try folder.run("predict", "m.safetensors", "p.csv", "--keep", "none")
        #expect(again.status == 0, "\(again.errors)")
        #expect(
            again.errors.contains(
                "The text is read as UTF-8, which its characters are, though the training table was in Windows-1252."
            ))
    }
}
