import Backprop
import Testing

/// `backprop check`.
@Suite struct CheckCommandTests {
    private static func loans(_ count: Int, shift: Int = 0, header: String = "age,income,job,bad") -> String {
        let jobs = ["cook", "nurse", "smith"]
        return Samples.lines(count, header: header) { row in
            let (age, income) = (20 + row * 37 % 41, row * 29 % 53 + shift)
            return "\(age),\(income),\(jobs[row * 7 % 3]),\(income * 2 + age > 90 ? "no" : "yes")"
        }
    }

    private func trained() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Self.loans(200), to: "loans.csv")
        try folder.write(Self.loans(150, shift: 30), to: "later.csv")
        let result = try folder.run(
            "train", "loans.csv", "--epochs", "20", "--layers", "dense 4 tanh", "-o", "m.safetensors")
        try #require(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test func tellsWhetherRowsHaveChanged() throws {
        let folder = try trained()
        let same = try folder.run("check", "m.safetensors", "loans.csv", "--fail-above", "0.1")
        #expect(same.status == 0, "\(same.errors)")
        #expect(
            same.output.hasPrefix(
                "loans.csv: 200 rows, compared with 200 rows of training (m.safetensors)\n\nNone of 4 columns has "
                    + "changed a lot.\n"))
        #expect(same.output.hasSuffix("\nPassed: no PSI is above 0.1 and above chance.\n"))
        let later = try folder.run("check", "m.safetensors", "later.csv")
        #expect(later.status == 0 && later.output.contains("\nChanged a lot: \"income\""))
        #expect(later.output.contains("outside of the range seen, 0 to 52"))
        let failed = try folder.run("check", "m.safetensors", "later.csv", "--fail-above", "0.25", "--json")
        #expect(failed.status == 1 && failed.errors.isEmpty)
        let json = try JSONValue(parsing: failed.output)
        #expect(json["passed"]?.bool == false && json["hasSummary"]?.bool == true)
        #expect(json["drifted"]?.array?.contains("income") == true)
        #expect(json["predictions"]?["kind"]?.string == "probabilities")
        let income = json["columns"]?.array?.first { $0["column"]?.string == "income" }
        #expect((income?["psi"]?.double ?? 0) > 0.25 && (income?["ks"]?.double ?? 0) > 0.3)
    }

    @Test func earlierRowsAreToldApart() throws {
        let folder = try trained()
        let result = try folder.run(
            "check", "m.safetensors", "later.csv", "--against", "loans.csv", "--fail-above", "1e9")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("\nA network can tell the new rows from the earlier ones: "))
        #expect(result.output.contains("It does so by \"income\" ("))
    }

    @Test func whatCannotBePredictedFails() throws {
        let folder = try trained()
        try folder.write(Self.loans(60, header: "age,Income,job,bad"), to: "renamed.csv")
        let result = try folder.run("check", "m.safetensors", "renamed.csv")
        #expect(result.status == 1)
        #expect(
            result.output.contains("Column \"income\" is missing. Column \"Income\" is probably the same"))
        #expect(result.output.contains("The model cannot predict these rows: "))
        let wrong = try folder.run("check", "m.safetensors", "later.csv", "--fail-above", "-1")
        #expect(
            wrong.status == 64
                && wrong.errors.contains("--fail-above must be a number of at least 0, not \"-1\""))
        #expect(try folder.run("check", "m.safetensors", "absent.csv").status == 66)
    }
}
