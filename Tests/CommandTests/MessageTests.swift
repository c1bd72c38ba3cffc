import Backprop
import Foundation
import Testing

/// One voice for all errors, for people and for programs; names that would steer a terminal or cannot be read.
@Suite struct MessageTests {
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "flowers.csv")
        return folder
    }

    @Test func aMisspeltFileIsSuggested() throws {
        let folder = try prepared()
        let result = try folder.run("train", "flowres.csv")
        #expect(result.status == 66)
        #expect(result.errors.hasSuffix(" Did you mean \"flowers.csv\"?\n"), "\(result.errors)")
        let far = try folder.run("train", "weights.csv")
        #expect(far.status == 66 && !far.errors.contains("Did you mean"))
    }

    @Test func errorsForProgramsAreJSON() throws {
        let folder = try prepared()
        let parsed = try folder.run("train", "flowers.csv", "--json", "--threads", "0")
        #expect(
            parsed.status == 64
                && parsed.errors
                    == "{\"error\":{\"message\":\"--threads must be a whole number from 1 to 4096, not \\\"0\\\"\",\"status\":64}}\n"
        )
        let found = try folder.run("train", "flowers.csv", "--json", "--target", "kin")
        let error = try JSONValue(parsing: found.errors)["error"]
        #expect(error?["status"]?.int == 64 && found.status == 64 && found.output == "")
        #expect(
            error?["message"]?.string
                == "flowers.csv: There is no column \"kin\". Did you mean \"kind\"? The columns are \"a\", \"b\" and \"kind\"."
        )
    }

    @Test func namesDoNotSteerATerminal() throws {
        let folder = try CommandFolder()
        let name = "we\u{1B}[31mird\n.csv"
        try folder.write("a,b\n1,x\n2,y\n3,x\n4,y\n", to: name)
        for arguments in [["describe", name], ["train", name, "--target", "c"], ["train", name + "x"]] {
            let result = try folder.run(all: arguments)
            #expect(!(result.output + result.errors).contains("\u{1B}"))
            let text = result.output + result.errors
            #expect(text.contains("we?[31mird") || text.contains("we\\u{1B}[31mird"), "\(result)")
        }
        #expect(
            try folder.run("describe", name).output.contains("we\\u{1B}[31mird\\n.csv: 4 rows, 2 columns\n"))
    }

    @Test func aPathThatIsNotUTF8IsNamedAsSuch() throws {
        let folder = try prepared()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.currentDirectoryURL = folder.folder.url
        process.arguments = [
            "-c", "\"$0\" describe \"$(printf '\\377\\376.csv')\" 2> errors", BuiltCommand.executable.path,
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
        #expect(
            folder.text("errors")
                == "error: argument 2, \"\\xFF\\xFE.csv\", is not valid UTF-8. Rename the file.\n")
    }
}
