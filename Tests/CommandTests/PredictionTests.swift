import Backprop
import Foundation
import Testing

/// The output of `predict`.
@Suite struct PredictionTests {
    /// A table with identifiers, numbers, categories and two classes, and a model of it.
    private func folder(_ options: String...) throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(40, header: "PassengerId,age,city,survived") {
                "\(800 + $0),\(20 + $0 % 30),\($0 % 3 == 0 ? "Oslo" : "Bergen"),\($0 % 30 > 14 ? "yes" : "no")"
            }, to: "d.csv")
        let result = try folder.run(all: ["train", "d.csv", "--epochs", "20", "-o", "m"] + options)
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    private static let unusual = "PassengerId,age,city\n892,21,Oslo\n893,55,Bergen\n894,,Rome\n895,400,\n"

    /// Returns the fields of the lines after the header.
    private func fields(_ text: String, _ delimiter: Character = ",") -> [[String]] {
        text.split(separator: "\n").dropFirst().map {
            $0.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test func identifiersComeFirstAndUnusualColumnsLast() throws {
        let folder = try folder()
        try folder.write(Self.unusual, to: "new.csv")
        let result = try folder.run("predict", "m", "new.csv")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("PassengerId,prediction,probability,outside_training\n"))
        let rows = fields(result.output)
        #expect(rows.map { $0[0] } == ["892", "893", "894", "895"])
        #expect(rows.allSatisfy { ["yes", "no"].contains($0[1]) })
        #expect(rows.allSatisfy { (0.5...1).contains(Double($0[2]) ?? 0) && $0[2].count <= 8 })
        #expect(rows[0][3] == "" && rows[1][3] == "age (above)")
        #expect(result.output.contains(",\"age (missing), city (unseen)\"\n"))
        #expect(result.output.contains(",\"age (far above), city (missing)\"\n"))
        let bare = try folder.run("predict", "m", "new.csv", "--no-outside-training", "--keep", "none")
        #expect(bare.output.hasPrefix("prediction,probability\n"))
    }

    @Test func columnsOfTheInputAreKept() throws {
        let folder = try folder()
        try folder.write(
            "prediction,city,age,survived\nfirst,Oslo,21,-\nsecond,NA,22,no\n", to: "new.csv")
        let all = try folder.run("predict", "m", "new.csv", "--keep", "all", "--no-outside-training")
        #expect(
            all.output.hasPrefix("prediction,city,age,survived,prediction_2,probability\nfirst,Oslo,21,-,"))
        #expect(all.output.contains("\nsecond,NA,22,no,"))
        #expect(
            all.errors.hasPrefix(
                "note: There is a column \"prediction\" among those before it, so this one is named "
                    + "\"prediction_2\".\n"))
        let two = try folder.run("predict", "m", "new.csv", "--keep", "age", "--keep", "2", "--json")
        let row = try JSONValue(parsing: two.output)["predictions"]?[1]
        #expect(row?["age"] == "22" && row?["city"] == "NA")
        #expect(row?["outside_training"] == ["city": "missing"])
        #expect(try #require(row?["probability"]?.double) > 0.5)
        let plain = try folder.run("predict", "m", "new.csv")
        #expect(plain.output.hasPrefix("prediction,probability,outside_training\n"))
    }

    @Test(arguments: [
        (
            ["--keep", "agee"],
            "error: new.csv: There is no column \"agee\". Did you mean \"age\"? The columns are "
                + "\"PassengerId\", \"age\" and \"city\".\n"
        ),
        (["--keep", "all", "--keep", "age"], "error: --keep all goes without other columns\n"),
    ]) func unusableColumnsAreRefused(_ options: [String], _ message: String) throws {
        let folder = try folder()
        try folder.write(Self.unusual, to: "new.csv")
        let result = try folder.run(all: ["predict", "m", "new.csv"] + options)
        #expect(result.status == 64 && result.output == "" && result.errors == message)
    }

    @Test func numbersHaveSixDigitsUnlessTheyAreToBeExact() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,y") { "\($0),\(Double($0) * 1234.567)" }, to: "d.csv")
        #expect(try folder.run("train", "d.csv", "--task", "regression", "--epochs", "20").status == 0)
        let short = fields(try folder.run("predict", "d.safetensors", "d.csv").output).map { $0[0] }
        let exact = fields(try folder.run("predict", "d.safetensors", "d.csv", "--exact").output).map {
            $0[0]
        }
        let value = try JSONValue(parsing: folder.run("predict", "d.safetensors", "d.csv", "--json").output)
        #expect(value["predictions"]?.array?.map { $0["prediction"]?.double } == exact.map { Double($0) })
        for (short, exact) in zip(short, exact) {
            let (rounded, number) = (Double(short) ?? .nan, Double(exact) ?? .nan)
            #expect(abs(rounded - number) <= 5e-6 * abs(number) && short.filter(\.isNumber).count <= 6)
        }
        #expect(short != exact)
    }

    @Test func theLayoutIsThatOfTheInput() throws {
        let folder = try CommandFolder()
        let table = Samples.lines(40, header: "Kunde;Umsatz;Ort;Menge") {
            "K\($0);\($0 % 7),5;\($0 % 2 == 0 ? "Köln" : "Ulm");\($0 * 3 % 11),25"
        }
        try folder.write("\u{FEFF}" + table, to: "d.csv")
        #expect(try folder.run("train", "d.csv", "--id", "Kunde", "--epochs", "5", "-o", "m").status == 0)
        let result = try folder.run("predict", "m", "d.csv", "-o", "p.csv")
        #expect(result.status == 0, "\(result.errors)")
        let bytes = try #require(folder.data("p.csv"))
        #expect(bytes.starts(with: Array("\u{FEFF}Kunde;prediction;outside_training\nK1;".utf8)))
        let rows = fields(folder.text("p.csv"), ";")
        #expect(rows.count == 40 && rows.allSatisfy { !$0[1].contains(".") && $0.count == 3 })
        #expect(rows.contains { $0[1].contains(",") })
        let plain = try folder.run("predict", "m", "-", "--keep", "Ort", input: table)
        #expect(plain.output.hasPrefix("Ort;prediction;outside_training\nUlm;"))
    }

    @Test func numbersAreWrittenAsTheColumnsOfTheInput() throws {
        let folder = try CommandFolder()
        let table = Samples.lines(40, header: "Kunde;Umsatz;Menge") {
            "K\($0);1.\(100 + $0),50 €;\($0 * 3 % 11)"
        }
        try folder.write(table, to: "d.csv")
        let training = try folder.run(
            "train", "d.csv", "--id", "Kunde", "--target", "Umsatz", "--epochs", "5", "-o", "m")
        #expect(training.status == 0, "\(training.errors)")
        let rows = fields(try folder.run("predict", "m", "d.csv").output, ";")
        #expect(rows.count == 40 && rows.allSatisfy { !$0[1].contains(".") && $0.count == 3 })
        #expect(rows.contains { $0[1].contains(",") })
    }

    @Test func rowsAreSorted() throws {
        let folder = try folder()
        let rows = fields(
            try folder.run("predict", "m", "d.csv", "--sort", "--probabilities", "--exact").output)
        let shares = rows.map { Double($0[3]) ?? .nan }
        #expect(shares.count == 40 && shares == shares.sorted(by: >))
        for (first, second) in zip(rows, rows.dropFirst()) where first[3] == second[3] {
            #expect(first[0] < second[0])
        }
        let ascending = fields(
            try folder.run("predict", "m", "d.csv", "--sort-ascending", "--probabilities", "--exact").output)
        #expect(ascending.map { $0[3] } == rows.map { $0[3] }.reversed())
        let both = try folder.run("predict", "m", "d.csv", "--sort", "--sort-ascending")
        #expect(both.status == 64 && both.output == "")
    }

    @Test func formulasAreEscapedOnRequest() throws {
        let folder = try folder()
        let table = "note,age,city\n=1+1,21,Oslo\n-5,22,Oslo\n@x,23,Oslo\n+49 30,24,Oslo\n-0x,25,Oslo\n"
        try folder.write(table, to: "new.csv")
        let plain = fields(try folder.run("predict", "m", "new.csv", "--keep", "note").output)
        #expect(plain.map { $0[0] } == ["=1+1", "-5", "@x", "+49 30", "-0x"])
        let safe = fields(
            try folder.run("predict", "m", "new.csv", "--keep", "note", "--spreadsheet-safe").output)
        #expect(safe.map { $0[0] } == ["'=1+1", "-5", "'@x", "'+49 30", "'-0x"])
        let header = try folder.run(
            "predict", "m", "-", "--keep", "1", "--spreadsheet-safe", input: "=a,age,city\n1,21,Oslo\n")
        #expect(header.output.hasPrefix("'=a,prediction,"))
    }

    @Test func manyRowsAreTheSameInParts() throws {
        let folder = try folder()
        let many = Samples.lines(20_000, header: "PassengerId,age,city") {
            "\($0),\($0 == 19_999 ? "" : "\(20 + $0 % 31)"),\($0 == 18_000 ? "Rome" : "Oslo")"
        }
        try folder.write(many, to: "many.csv")
        let result = try folder.run("predict", "m", "many.csv")
        let rows = fields(result.output)
        #expect(rows.map { $0[0] } == (1...20_000).map(String.init))
        #expect(
            result.errors == """
                note: 1 missing value filled in (column "age").
                note: 1 value of column "city" not seen in training, such as "Rome".
                note: 645 numbers outside of the range seen in training (column "age").

                """)
        #expect(rows[17_999][3] == "city (unseen)" && rows[19_998][3] == "age (missing)")
        let value = try JSONValue(parsing: folder.run("predict", "m", "many.csv", "--json").output)
        #expect(value["rows"] == 20_000 && value["predictions"]?.array?.count == 20_000)
        #expect(value["input"]?["outOfRange"] == 645)
    }

    @Test func anErrorInALaterPartLeavesTheFile() throws {
        let folder = try folder("--unseen", "refuse")
        try folder.write(
            Samples.lines(20_000, header: "age,city") { "30,\($0 == 20_000 ? "Rome" : "Oslo")" },
            to: "many.csv")
        try folder.write("before", to: "p.csv")
        let result = try folder.run("predict", "m", "many.csv", "-o", "p.csv")
        #expect(
            result.status == 65 && result.errors.hasPrefix("error: many.csv, line 20001, column \"city\": "))
        #expect(folder.text("p.csv") == "before")
    }

    @Test func thePositiveClassIsTheRarerOneUnlessAnotherIsNamed() throws {
        let folder = try folder()
        func positive(_ options: String...) throws -> JSONValue? {
            let result = try folder.run(all: ["evaluate", "m", "d.csv", "--json"] + options)
            return try JSONValue(parsing: result.output)["positiveClass"]
        }
        #expect(try positive() == "yes" && positive("--positive", "no") == "no")
        let text = try folder.run("evaluate", "m", "d.csv", "--positive", "no", "--worst", "1").output
        #expect(text.hasPrefix("Better than always predicting \"no\": accuracy "))
        #expect(text.contains("\n40 rows, 2 classes, of which no is the positive one\n"))
        #expect(text.contains("\ncalibration: how often no came true\n"))
        let other = try folder.run("train", "d.csv", "--positive", "no", "--epochs", "20", "-o", "other")
        #expect(other.status == 0)
        let sorted = fields(try folder.run("predict", "other", "d.csv", "--sort", "--probabilities").output)
        let shares = sorted.map { Double($0[2]) ?? .nan }
        #expect(shares == shares.sorted(by: >))
        let refused = try folder.run("evaluate", "m", "d.csv", "--positive", "maybe")
        #expect(refused.status == 64 && refused.output == "")
        #expect(
            refused.errors
                == "error: There is no class \"maybe\" to be the positive one. The classes are \"no\" and \"yes\". "
                + "Choose one of them.\n")
    }
}
