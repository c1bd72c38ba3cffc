import Foundation
import Testing

/// Later commands read a table as training did, unless told otherwise.
@Suite struct RememberedReadingCommandTests {
    @Test func aNumberForMissingIsRemembered() throws {
        let folder = try CommandFolder()
        let rows = Samples.lines(60, header: "a,b,y") {
            "\($0 % 5 == 0 ? "-999" : "\($0).5"),\($0 % 7).5,\(Double($0) * 2 + 0.25)"
        }
        try folder.write(rows, to: "d.csv")
        let trained = try folder.run(
            "train", "d.csv", "--missing", "-999", "--epochs", "2", "-o", "m.safetensors")
        #expect(trained.status == 0)
        for command in ["predict", "evaluate"] {
            let result = try folder.run(command, "m.safetensors", "d.csv")
            #expect(result.status == 0)
            #expect(result.errors.hasPrefix("note: 12 missing values filled in (column \"a\").\n"))
        }
        let traced = try folder.run("trace", "d.csv", "--row", "5", "--model", "m.safetensors", "--json")
        let known = try folder.run(
            "trace", "d.csv", "--row", "5", "--model", "m.safetensors", "--json", "--missing", "-999")
        #expect(traced.output == known.output)
    }

    @Test func aHeaderOfNumbersIsRemembered() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "2019,2020,2021") { "\(99 + $0),\(197 + 3 * $0),\(296 + 4 * $0)" },
            to: "d.csv")
        let trained = try folder.run("train", "d.csv", "--header", "--epochs", "2", "-o", "m.safetensors")
        #expect(trained.status == 0)
        let predicted = try folder.run("predict", "m.safetensors", "d.csv")
        #expect(predicted.errors == "")
        #expect(predicted.output.split(separator: "\n").count == 41)
        let told = try folder.run("predict", "m.safetensors", "d.csv", "--no-header")
        #expect(told.output.split(separator: "\n").count == 42)
    }

    @Test func thousandsAreRemembered() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(30, header: "a,y") { "\"\($0),500\",\(Double($0) + 0.5)" }, to: "d.csv")
        let trained = try folder.run(
            "train", "d.csv", "--thousands", "comma", "--epochs", "2", "-o", "m.safetensors")
        #expect(trained.status == 0)
        let predicted = try folder.run("predict", "m.safetensors", "d.csv")
        #expect(predicted.errors == "")
        #expect(predicted.status == 0)
    }
}
