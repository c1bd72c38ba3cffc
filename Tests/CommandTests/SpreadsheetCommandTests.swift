import Backprop
import Foundation
import Testing

/// Spreadsheets, JSON and ARFF in the commands.
@Suite struct SpreadsheetCommandTests {
    /// A folder with one table as text, JSON Lines and a workbook.
    private func folder() throws -> CommandFolder {
        let folder = try CommandFolder()
        let rows = (1...40).map { (row: Int) -> (Double, Int, String) in
            (Double(row % 7) + 0.5, row % 3 * 10, row % 2 == 0 ? "even" : "odd")
        }
        try folder.write("a,b,kind\n" + rows.map { "\($0),\($1),\($2)\n" }.joined(), to: "d.csv")
        try folder.write(
            rows.map { "{\"a\": \($0), \"kind\": \"\($2)\", \"b\": \($1)}\n" }.joined(), to: "d.jsonl")
        try folder.write(
            "@relation r\n@attribute a numeric\n@attribute b numeric\n@attribute kind {even,odd}\n@data\n"
                + rows.map { "\($0),\($1),\($2)\n" }.joined(), to: "d.arff")
        let cells: [[WorkbookFile.Cell]] = rows.map { [.number($0), .number(Double($1)), .text($2)] }
        let book = try WorkbookFile(header: ["a", "b", "kind"], rows: cells)
        try AtomicFile.write(book.bytes, to: folder.folder["d.xlsx"].path)
        return folder
    }

    @Test func aModelOfAnyFormPredictsAnyOther() throws {
        let folder = try folder()
        var answers: Set<String> = []
        for (data, options) in [("d.csv", []), ("d.xlsx", []), ("d.jsonl", ["--stream"]), ("d.arff", [])] {
            let trained = try folder.run(
                all: ["train", data, "--target", "kind", "--epochs", "2", "-o", "m.safetensors"] + options)
            #expect(trained.status == 0, "\(trained.errors)")
            for other in ["d.csv", "d.xlsx", "d.jsonl", "d.arff"] {
                let result = try folder.run("predict", "m.safetensors", other)
                #expect(result.status == 0, "\(result.errors)")
                answers.insert(result.output)
            }
        }
        #expect(answers.count == 1)
    }

    @Test func describesTheForm() throws {
        let folder = try folder()
        let sheet = try folder.run("describe", "d.xlsx", "--sheet", "Sheet1").output
        #expect(
            sheet.contains(
                "Data:     d.xlsx, sheet \"Sheet1\": 40 rows, 3 columns\n          Excel workbook, sheet \"Sheet1\", with a header\n"
            ))
        let lines = try folder.run("describe", "d.jsonl").output
        #expect(lines.contains("          JSON Lines\n"))
    }

    @Test func writesAWorkbook() throws {
        let folder = try folder()
        _ = try folder.run("train", "d.csv", "--target", "kind", "--epochs", "2", "-o", "m.safetensors")
        let written = try folder.run("predict", "m.safetensors", "d.xlsx", "-o", "p.xlsx")
        #expect(written.status == 0, "\(written.errors)")
        let table = try Table(contentsOf: folder.folder["p.xlsx"].path)
        let text = try folder.run("predict", "m.safetensors", "d.xlsx", "--exact").output
        let lines = text.split(separator: "\n")
        #expect(table.rowCount == 40 && lines.count == 41)
        #expect(lines[0] == table.columns.map(\.name).joined(separator: ",")[...])
        let first = folder.data("p.xlsx")
        _ = try folder.run("predict", "m.safetensors", "d.xlsx", "-o", "p.xlsx")
        #expect(folder.data("p.xlsx") == first)
    }

    @Test func namesWhatASheetLacks() throws {
        let folder = try folder()
        let missing = try folder.run("describe", "d.xlsx", "--sheet", "Other")
        #expect(missing.status != 0)
        #expect(
            missing.errors.contains(
                "d.xlsx: There is no sheet \"Other\" in the workbook. Its sheets are \"Sheet1\"."))
        let text = try folder.run("describe", "d.csv", "--sheet", "1")
        #expect(
            text.errors.contains(
                "d.csv: The sheet \"1\" was set, but the file is delimited text, which has no sheets. Leave the sheet out."
            ))
    }

    @Test func namesTheElementOfAWrongNumber() throws {
        let folder = try CommandFolder()
        let rows = (0..<60).map { "{\"a\": \($0 == 41 ? "\"x\"" : "\($0)"), \"y\": \($0 % 2)}" }
        try folder.write("[" + rows.joined(separator: ",") + "]", to: "d.json")
        let result = try folder.run("train", "d.json", "--target", "y")
        #expect(result.errors.contains("d.json, element 42, column \"a\": Expected a number and found \"x\""))
    }

    @Test func aRecipeKeepsTheSheet() throws {
        let folder = try folder()
        let trained = try folder.run(
            "train", "d.xlsx", "--target", "kind", "--epochs", "2", "--save-recipe", "r.yaml", "-o",
            "m.safetensors")
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(folder.text("r.yaml").contains("  sheet: Sheet1\n"))
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "n.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.repeatable("m.safetensors").tensors == folder.repeatable("n.safetensors").tensors)
    }
}
