import Backprop
import Foundation
import Testing

/// Data that cannot be learned from: status 65, with location, finding and remedy.
@Suite struct BadDataTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let data: String
        let message: String
    }

    static let cases = [
        Case(
            testDescription: "empty file", data: "",
            message: "error: d.csv: Rows expected, but the file is empty. Check the file.\n"),
        Case(
            testDescription: "header only", data: "a,b,c\n",
            message:
                "error: d.csv: Rows expected, but there is only a header (line 1). If line 1 is a row of data, "
                + "read the file without a header. (--no-header)\n"),
        Case(
            testDescription: "ragged row", data: "a,b,c\n1,2,x\n3,4\n",
            message:
                "error: d.csv, line 3: 3 fields expected, as in line 1, but 2 found. A missing value still needs "
                + "its comma. If the fields are not separated by a comma, set the delimiter. (--delimiter)\n"),
        Case(
            testDescription: "text at row 20,001",
            data: Samples.lines(20_010, header: "a,b,kind") {
                "\($0 % 7),\($0 == 20_001 ? "oops" : "\($0 % 500).5"),\($0 % 2 == 0 ? "even" : "odd")"
            },
            message:
                "error: d.csv, line 20002, column \"b\": Expected a number and found \"oops\"; 1 of the column's "
                + "20010 values is not a number. Correct the file, name the text as a token for missing values, or name "
                + "the column as categorical or ignored. (--missing \"oops\" or --categorical \"b\")\n"),
        Case(
            testDescription: "infinity",
            data: Samples.lines(20, header: "a,b,kind") {
                "\($0).5,\($0 == 8 ? "inf" : "\($0 * 3).5"),\($0 % 2 == 0 ? "even" : "odd")"
            },
            message:
                "error: d.csv, line 9, column \"b\": Expected a number and found \"inf\"; 1 of the column's 20 "
                + "values is not a number. Correct the file, name the text as a token for missing values, or name the "
                + "column as categorical or ignored. (--missing \"inf\" or --categorical \"b\")\n"),
        Case(
            testDescription: "nothing but constants",
            data: Samples.lines(20, header: "a,b,kind") { "1,7,\($0 % 2 == 0 ? "even" : "odd")" },
            message:
                "error: d.csv: Every column is empty, or the same in every row: there is nothing "
                + "to learn from.\n"),
        Case(
            testDescription: "single class", data: Samples.lines(20, header: "a,kind") { "\($0),same" },
            message:
                "note: Column \"a\": it numbers the rows. Unless the order of the rows means something, use "
                + "--id \"a\".\n"
                + "error: d.csv, column \"kind\": Every row has the label \"same\": there is nothing to tell apart. "
                + "Choose another target, or add rows of another class.\n"),
    ]

    @Test(arguments: cases) func refuses(_ bad: Case) throws {
        let folder = try CommandFolder()
        try folder.write(bad.data, to: "d.csv")
        for command in ["train", "cross-validate"] {
            let result = try folder.run(command, "d.csv", "--epochs", "1", "--json")
            #expect(result.status == 65)
            // Notes stay text; the error is an object for programs.
            let parts = bad.message.split(
                separator: "error: ", maxSplits: 1, omittingEmptySubsequences: false)
            let error: JSONValue = [
                "error": ["message": JSONValue(String(parts[1].dropLast())), "status": JSONValue(65)]
            ]
            #expect(try result.errors == parts[0] + error.text() + "\n")
            #expect(result.output == "")
        }
        #expect(folder.names == ["d.csv"])
    }

    @Test func missingValuesAreFilledIn() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,b,kind") {
                "\($0 == 4 ? "NaN" : "\($0).5"),\($0 == 7 ? "" : "\($0 * 3).5"),\($0 % 2 == 0 ? "even" : "odd")"
            }, to: "d.csv")
        let result = try folder.run("train", "d.csv", "--epochs", "1")
        #expect(result.status == 0)
        #expect(result.output.contains("\nFeatures: 2 numeric; 2 missing values\n"))
    }

    @Test func aClassSeenOnceIsReportedAndScored() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,b,kind") {
                "\($0).5,\($0 % 4).5,\($0 == 3 ? "rare" : $0 % 2 == 0 ? "even" : "odd")"
            },
            to: "d.csv")
        let notice =
            "note: Target \"kind\": \"rare\" occurs in one row only, too few to learn and to check from.\n"
        let trained = try folder.run("train", "d.csv", "--epochs", "1")
        #expect(trained.status == 0 && trained.errors == notice)
        // In the fold that tests the only row of the class nothing was learned of it.
        let checked = try folder.run("cross-validate", "d.csv", "--epochs", "1", "--json")
        #expect(checked.status == 0 && checked.errors.hasPrefix(notice))
        #expect(checked.errors.contains("note: Class \"rare\" has a single row: when that row is tested"))
    }

    @Test func aConstantColumnIsLeftOut() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,b,kind") { "\($0).5,7,\($0 % 2 == 0 ? "even" : "odd")" }, to: "d.csv"
        )
        let result = try folder.run("train", "d.csv", "--epochs", "2")
        #expect(result.status == 0)
        #expect(
            result.errors
                == "note: Column \"b\" is not used: it is always 7 in the rows that are learned from.\n")
        #expect(try folder.run("predict", "d.safetensors", "d.csv").status == 0)
    }

    @Test func rowsWithoutATargetAreReportedOnce() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20) + "1.5,2.5,\n", to: "d.csv")
        let result = try folder.run("train", "d.csv", "--epochs", "1")
        #expect(result.status == 0)
        #expect(result.errors == "note: Target \"kind\": 1 row without a value is left out.\n")
        #expect(result.output.contains("d.csv: 21 rows"))
    }

    @Test func columnsOfCodesAreReportedOnce() throws {
        let folder = try CommandFolder()
        try folder.write(
            Samples.lines(20, header: "a,code,kind") {
                "\($0).5,00\($0 % 3)5,\($0 % 2 == 0 ? "even" : "odd")"
            },
            to: "d.csv")
        let codes =
            "note: Column \"code\": its digits have leading zeros, so they are taken as codes, not as numbers. If "
            + "they are numbers, use --numeric \"code\".\n"
        #expect(try folder.run("describe", "d.csv").errors == codes)
        let asNumbers = try folder.run("describe", "d.csv", "--numeric", "code")
        #expect(asNumbers.status == 0 && asNumbers.errors.contains("begins with a zero"))
        #expect(
            try folder.run("describe", "d.csv", "--ignore", "code", "--id", "a", "--numeric", "a").status
                == 64)
    }

    @Test func aFileThatIsNotThere() throws {
        let result = try CommandFolder().run("train", "none.csv")
        #expect(result.status == 66)
        #expect(
            result.errors
                == "error: none.csv: The file cannot be opened: No such file or directory. Check the path and your "
                + "permission to read it.\n")
    }

    @Test func aFolderIsNoData() throws {
        let result = try CommandFolder().run("train", ".")
        #expect(result.status == 65)
        #expect(
            result.errors
                == "error: .: The folder is empty. Give one with a subfolder of images for each class.\n")
    }

    @Test func readsNumbersAsTheyAreWrittenElsewhere() throws {
        let folder = try CommandFolder()
        try folder.write(
            "% made by hand\na;b;kind\n"
                + (1...20).map { "1.\($0 + 100),5;x\($0 % 2);\($0 % 2 == 0 ? "even" : "odd")\n" }.joined(),
            to: "d.csv")
        let result = try folder.run(
            "train", "d.csv", "--delimiter", "semicolon", "--decimal-comma", "--thousands", "point",
            "--comment", "%",
            "--encoding", "latin1", "--missing", "x0", "--missing", "-", "--header", "--epochs", "1",
            "--categorical", "b", "--target", "kind")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("\nFeatures: 1 numeric, 1 categorical; 10 missing values\n"))
    }
}
