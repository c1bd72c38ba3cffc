import Foundation
import Testing

/// The output and the effects of the command concerning the meaning of columns.
@Suite struct MeaningOfColumnsTests {
    @Test func plusAndMinusAreClasses() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,b,y") {
                "\($0 * 7 % 11).5,\($0 * 5 % 7).5,\($0 % 2 == 0 ? "+" : "-")"
            },
            to: "d.csv")
        let described = try folder.run("describe", "d.csv")
        #expect(described.output.contains("\nTarget:   y: 2 classes, + (10), - (10)\n"))
        #expect(described.output.contains("\n          the last column, since no --target is named\n"))
        #expect(
            described.errors
                == "note: Target \"y\": \"-\" in 10 rows is taken as a class. If it means that the value is missing, use "
                + "--missing \"-\".\n")
        let trained = try folder.run("train", "d.csv", "--epochs", "2", "-o", "m.safetensors")
        #expect(trained.status == 0)
        #expect(try folder.run("evaluate", "m.safetensors", "d.csv").status == 0)
        let missing = try folder.run("describe", "d.csv", "--missing=-", "--target", "y")
        #expect(missing.output.contains("\nTarget:   y: 1 class, + (10)\n"))
    }

    @Test func aTextCanBeKept() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "a,y") {
                "\($0 * 7 % 11).5,\($0 == 5 ? "NA" : $0 % 2 == 0 ? "u" : "v")"
            }, to: "d.csv")
        let kept = try folder.run("describe", "d.csv", "--not-missing", "NA")
        #expect(kept.output.contains("\nTarget:   y: 3 classes, NA (1), u (20), v (19)\n"))
        let dropped = try folder.run("describe", "d.csv")
        #expect(
            dropped.errors
                == "note: Target \"y\": \"NA\" in 1 row is taken for a missing value. If it is a class, use --not-missing "
                + "\"NA\".\nnote: Target \"y\": 1 row without a value is left out.\n")
    }

    @Test func rowsWithoutATargetAreNotScored() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(40), to: "d.csv")
        #expect(try folder.run("train", "d.csv", "--epochs", "2", "-o", "m.safetensors").status == 0)
        try folder.write("a,b,kind\n1.5,2.5,even\n2.5,3.5,\n3.5,4.5,odd\n", to: "e.csv")
        let scored = try folder.run("evaluate", "m.safetensors", "e.csv")
        #expect(scored.status == 0)
        #expect(scored.errors == "note: 1 row without a target is left out\n")
    }

    @Test func aTableWithoutAUsableTargetIsDescribed() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.lines(12, header: "a,comments") { "\($0 * $0).5," }, to: "d.csv")
        let described = try folder.run("describe", "d.csv")
        #expect(described.status == 0)
        #expect(described.output.contains("\nTask:     regression. The target \"comments\" has no value.\n"))
        try folder.write(Samples.lines(12, header: "a") { "\($0 * $0).5" }, to: "e.csv")
        let single = try folder.run("describe", "e.csv")
        #expect(single.status == 0)
        #expect(single.output.contains("\nFeatures: none\n"))
    }
}
