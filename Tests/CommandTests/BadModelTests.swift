import Backprop
import Foundation
import Testing

/// Models that cannot be read, and files that do not go with a model.
@Suite struct BadModelTests {
    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        try #require(try folder.run("train", "d.csv", "--epochs", "1").status == 0)
        return folder
    }

    /// Every command that reads a model refuses it alike.
    private func refusal(of model: String, in folder: CommandFolder, status: Int32) throws -> String {
        let results = [
            try folder.run("predict", model, "d.csv"), try folder.run("evaluate", model, "d.csv"),
            try folder.run("inspect", model),
        ]
        #expect(results.allSatisfy { $0.status == status && $0.output == "" })
        #expect(Set(results.map(\.errors)).count == 1)
        return results[0].errors
    }

    @Test func refusesWhatIsNoModel() throws {
        let folder = try trained()
        #expect(
            try refusal(of: ".", in: folder, status: 66)
                == "error: cannot read \".\": it is a folder. Give the path of a file.\n")
        #expect(
            try refusal(of: "none", in: folder, status: 66)
                == "error: cannot read \"none\": there is no such file (No such file or directory). Check the spelling "
                + "and the current folder.\n")
        try folder.write("hi\n", to: "text")
        #expect(
            try refusal(of: "text", in: folder, status: 65)
                == "error: \"text\" is not a valid safetensors file: it has 3 bytes, fewer than the 8 that give the "
                + "length of the header\n")
        let whole = try #require(folder.data("d.safetensors"))
        try whole.prefix(300).write(to: folder.folder["cut"])
        let cut = try refusal(of: "cut", in: folder, status: 65)
        #expect(
            cut.hasPrefix("error: \"cut\" is not a valid safetensors file: its first 8 bytes announce"))
        #expect(cut.hasSuffix("only 292 follow; it is truncated, or another kind of file\n"))
        try whole.dropLast(1).write(to: folder.folder["short"])
        #expect(try refusal(of: "short", in: folder, status: 65).hasPrefix("error: \"short\" is not"))
    }

    @Test func refusesModelsOfOthersAndOfTheFuture() throws {
        let folder = try trained()
        var file = try SafetensorsFile(contentsOf: folder.folder["d.safetensors"].path)
        file.metadata["backprop.format"] = "99"
        try file.write(to: folder.folder["future"].path)
        #expect(
            try refusal(of: "future", in: folder, status: 65)
                == "error: future has the model format 99, but this version reads formats up to 3. Use the version of Backprop "
                + "that wrote it, or a newer one.\n")
        file.metadata = [:]
        try file.write(to: folder.folder["plain"].path)
        #expect(
            try refusal(of: "plain", in: folder, status: 65)
                == "error: plain is a safetensors file, but not a model of Backprop. Give a file that Backprop "
                + "saved after training.\n")
    }

    @Test func refusesAMissingColumnByName() throws {
        let folder = try trained()
        try folder.write("b,kind\n1,even\n", to: "new.csv")
        let message =
            "error: new.csv: Column \"a\" is missing. The columns there are \"b\" and \"kind\". Add it, or rename the "
            + "column that holds it.\n"
        for command in ["predict", "evaluate"] {
            let result = try folder.run(command, "d.safetensors", "new.csv")
            #expect(result.status == 65 && result.errors == message && result.output == "")
        }
    }

    @Test func evaluationNeedsTheTruth() throws {
        let folder = try trained()
        try folder.write("a,b\n2,3\n", to: "new.csv")
        let result = try folder.run("evaluate", "d.safetensors", "new.csv")
        #expect(result.status == 65)
        #expect(
            result.errors
                == "error: new.csv: There is no column \"kind\" to compare predictions with. Add the target, or predict "
                + "without evaluating.\n")
        try folder.write("a,b,kind\n2,3,none\n", to: "new.csv")
        #expect(
            try folder.run("evaluate", "d.safetensors", "new.csv").errors
                == "error: new.csv, line 2, column \"kind\": The label \"none\" did not occur in training. The labels are "
                + "\"even\" and \"odd\".\n")
        #expect(try folder.run("predict", "d.safetensors", "new.csv").status == 0)
    }
}
