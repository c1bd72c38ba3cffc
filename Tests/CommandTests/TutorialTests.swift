import Backprop
import Testing

/// The numbers of the article, which its own Python program made with `random.seed(1)`.
@Suite struct TutorialTests {
    /// One run of all parts without the data of part 6.
    private static let walk = Result { try BuiltCommand.run(["tutorial", "--json"]) }

    private func part(_ index: Int) throws -> JSONValue {
        try #require(try JSONValue(parsing: Self.walk.get().output)["parts"]?[index])
    }

    /// Whether two lists have as many numbers, and each pair agrees to 12 significant digits.
    private func agree(_ found: JSONValue?, _ expected: [Double]) -> Bool {
        guard let found = found?.array?.compactMap(\.double), found.count == expected.count else {
            return false
        }
        return zip(found, expected).allSatisfy { abs($0 - $1) <= 5e-13 * abs($1) }
    }

    @Test func walksThroughAllPartsWithoutData() throws {
        let result = try Self.walk.get()
        #expect(result.status == 0)
        #expect(result.errors == "")
        let parts = try #require(try JSONValue(parsing: result.output)["parts"]?.array)
        #expect(parts.map { $0["part"] } == [1, 2, 3, 4, 5, 6, "matrix"])
        #expect(try part(5)["skipped"] == "no data: pass the wheat seeds with --data FILE")
    }

    @Test func initializes() throws {
        let network = try part(0)["network"]
        #expect(agree(network?["hidden"]?[0], [0.13436424411240122, 0.8474337369372327, 0.763774618976614]))
        #expect(agree(network?["output"]?[0], [0.2550690257394217, 0.49543508709194095]))
        #expect(agree(network?["output"]?[1], [0.4494910647887381, 0.651592972722763]))
    }

    @Test func propagatesForward() throws {
        #expect(agree(try part(1)["hidden"], [0.7105668883115941]))
        #expect(agree(try part(1)["output"], [0.6629970129852887, 0.7253160725279748]))
    }

    @Test func propagatesErrorsBack() throws {
        let deltas = try part(2)["deltas"]
        #expect(agree(deltas?["hidden"], [0.0005348048046610517]))
        #expect(agree(deltas?["output"], [0.14619064683582808, -0.0771723774346327]))
    }

    @Test func trains() throws {
        let network = try part(3)["network"]
        #expect(agree(network?["hidden"]?[0], [-1.4688375095432327, 1.850887325439514, 1.0858178629550297]))
        #expect(
            agree(network?["hidden"]?[1], [0.37711098142462157, -0.0625909894552989, 0.2765123702642716]))
        #expect(agree(network?["output"]?[0], [2.515394649397849, -0.3391927502445985, -0.9671565426390275]))
        #expect(
            agree(network?["output"]?[1], [-2.5584149848484263, 1.0036422106209202, 0.42383086467582715]))
    }

    @Test func printsTheErrorOfEachEpoch() throws {
        let errors = [
            "6.350", "5.531", "5.221", "4.951", "4.519", "4.173", "3.835", "3.506", "3.192", "2.898",
            "2.626", "2.377", "2.153", "1.953", "1.774", "1.614", "1.472", "1.346", "1.233", "1.132",
        ]
        let result = try BuiltCommand.run(["tutorial", "--part", "4"])
        let lines = result.output.split(separator: "\n").filter { $0.hasPrefix(">") }.map(String.init)
        #expect(lines == errors.enumerated().map { ">epoch=\($0.offset), lrate=0.500, error=\($0.element)" })
    }

    @Test func predicts() throws {
        #expect(try part(4)["predicted"] == [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
        #expect(try part(4)["correct"] == 10)
        let text = try BuiltCommand.run(["tutorial", "--part", "5"]).output
        #expect(text.split(separator: "\n").count { $0.hasPrefix("Expected=1, Got=1") } == 5)
    }

    /// Made with NumPy 2.4: `seed(1)`, `W1 = randn(2, 3)`, `W2 = randn(3, 1)`, then 1,000 times
    /// `H, Y = s(X @ W1), s(s(X @ W1) @ W2)`, `d2 = (y - Y) * Y * (1 - Y)`, `d1 = (d2 @ W2.T) * H * (1 - H)`,
    /// `W1 += X.T @ d1`, `W2 += H.T @ d2`.
    @Test func multipliesMatrices() throws {
        let matrix = try part(6)
        let errors = try #require(matrix["errors"]?.array)
        #expect(errors.count == 1_000)
        let some = [errors[0], errors[9], errors[999]]
        #expect(agree(.array(some), [0.06307707312007585, 0.010340644256476532, 0.0003558862600801136]))
        let answers = [matrix["prediction"], matrix["predictionScaledByItself"]].map { $0 ?? .null }
        #expect(agree(.array(answers), NumPy.answers))
        #expect(agree(matrix["weights"]?["hidden"]?[0], NumPy.firstWeights))
    }

    private enum NumPy {
        static let answers = [0.9196320467143724, 0.8832938197974937]
        static let firstWeights = [2.130661241050117, -0.7217297139197331, -0.5491799805175777]
    }
}

/// The output for people.
@Suite struct TutorialTextTests {
    @Test(arguments: ["1", "2", "3", "4", "5", "matrix"])
    func fitsAnyTerminal(part: String) throws {
        let result = try BuiltCommand.run(["tutorial", "--part", part])
        #expect(result.status == 0)
        #expect(result.errors == "")
        try expectPlain(result.output)
    }

    @Test func walksThroughAllParts() throws {
        let result = try BuiltCommand.run(["tutorial"])
        #expect(result.status == 0)
        let headings = (1...6).map { "\nPart \($0) of 6: " } + ["\nEncore: ", "--data wheat-seeds.csv"]
        for heading in headings { #expect(result.output.contains(heading)) }
        try expectPlain(result.output)
    }

    /// At most 80 columns of ASCII.
    private func expectPlain(_ text: String) throws {
        let lines = text.split(separator: "\n")
        #expect(lines.count > 10)
        #expect(lines.filter { $0.count > 80 || !$0.allSatisfy(\.isASCII) } == [])
    }
}

/// Errors of the tutorial.
@Suite struct TutorialRefusalTests {
    @Test(arguments: ["9", "0", "7", "wheat"])
    func refusesPartsThatThereAreNot(part: String) throws {
        let result = try BuiltCommand.run(["tutorial", "--part", part])
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.errors == "error: --part must be one of 1, 2, 3, 4, 5, 6 or matrix, not \"\(part)\"\n")
    }

    @Test(arguments: [["--json"], []])
    func refusesPart6AloneWithoutData(options: [String]) throws {
        let result = try BuiltCommand.run(["tutorial", "--part", "6"] + options)
        #expect(result.status == 66)
        #expect(result.output == "")
        #expect(
            result.errors == """
                error: part 6 needs the wheat seeds.

                Download them (9 KB) from

                https://raw.githubusercontent.com/jbrownlee/Datasets/master/wheat-seeds.csv

                and see with  sha256sum wheat-seeds.csv  (shasum -a 256 on macOS) that it is

                8dbd1853a4439afc113cfe07f290422c7ce3fe48745d71f3f7eaa027cd38fd6e

                (If it is not, somebody changed the file; the scores may then differ.) Then:

                  backprop tutorial --part 6 --data wheat-seeds.csv


                """)
    }

    @Test func refusesAFileThatIsNotThere() throws {
        let result = try BuiltCommand.run(["tutorial", "--data", "/nowhere/wheat.csv"])
        #expect(result.status == 66)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("error: /nowhere/wheat.csv: "))
    }

    @Test func reportsThatOtherPartsNeedNoData() throws {
        let result = try BuiltCommand.run(["tutorial", "--part", "1", "--data", "/nowhere/wheat.csv"])
        #expect(result.status == 0)
        #expect(result.errors == "note: --data is for part 6 alone; the file is not read\n")
    }

    /// A file of 210 rows of 8 columns, with one line or column changed.
    private static func file(_ change: (Int, inout [String]) -> Void) -> String {
        (1...210).map { line in
            var cells = (1...7).map { "\(line % 17 + $0).5" } + ["\(line % 3 + 1)"]
            change(line, &cells)
            return cells.joined(separator: ",") + "\n"
        }.joined()
    }

    static let badFiles: [BadFile] = [
        BadFile(
            text: file { line, cells in if line == 210 { cells[7] = "4" } },
            message: ", line 210, column \"column 8\": the variety is 1, 2 or 3, not 4.\n"
        ),
        BadFile(
            text: file { line, cells in if line == 12 { cells[7] = "1.5" } },
            message: ", line 12, column \"column 8\": the variety is 1, 2 or 3, not 1.5.\n"
        ),
        BadFile(
            text: file { line, cells in if line == 30 { cells[2] = "" } },
            message: ", line 30, column \"column 3\": a number is missing here.\n"
        ),
        BadFile(
            text: file { _, cells in cells[4] = "2.25" },
            message: ", column \"column 5\": all values are 2.25, so there is no scale.\n"
        ),
        BadFile(
            text: file { _, cells in cells[7] = "\(min(2, Int(cells[7]) ?? 0))" },
            message: ": there is no row of variety 3; there are three varieties.\n"
        ),
        BadFile(
            text: file { _, cells in cells.removeLast() },
            message:
                ": the wheat seeds have 210 rows of 8 columns, this file has 210 rows of 7. Download it again.\n"
        ),
    ]

    @Test(arguments: badFiles)
    func refusesFilesThatAreNotTheWheatSeeds(file: BadFile) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(file.text, to: "seeds.csv")
        let result = try BuiltCommand.run(["tutorial", "--part", "6", "--data", path])
        #expect(result.status == 65)
        #expect(result.output == "")
        #expect(result.errors.contains("seeds.csv" + file.message), "\(result.errors)")
    }
}

/// A file that is not the wheat seeds, and the end of the error about it.
struct BadFile: CustomTestStringConvertible {
    let text: String
    let message: String

    var testDescription: String { message.trimmingPrefix(": ").filter { !$0.isNewline } }
}

/// Part 6 on the real data, which are not in the repository; see `SharedData`.
@Suite struct WheatSeedsTests {
    @Test(
        .enabled(if: SharedData.path("wheat-seeds.csv") != nil, "wheat-seeds.csv is not there"))
    func scoresAsTheArticleDoes() throws {
        let path = try #require(SharedData.path("wheat-seeds.csv"))
        let result = try BuiltCommand.run(["tutorial", "--part", "6", "--data", path])
        #expect(result.status == 0)
        #expect(
            result.output.contains(
                """
                  fold  network  zero rule
                     1   90.476     30.952
                     2   92.857     23.810
                     3   97.619     30.952
                     4   92.857     30.952
                     5   92.857     23.810
                  mean   93.333     28.095

                Scores: [90.47619047619048, 92.85714285714286, 97.61904761904762,
                         92.85714285714286, 92.85714285714286]
                Mean Accuracy: 93.333%
                """))
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
