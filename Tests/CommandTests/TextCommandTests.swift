import Foundation
import Testing

/// Columns of text, from the file to the prediction.
@Suite struct TextCommandTests {
    /// Reviews of restaurants that all differ; a word in each of them tells the grade.
    private static let reviews =
        "review,price,grade\n"
        + (0..<48).map { row in
            let subject = ["the soup", "our table", "the bread", "dessert"][row * 5 % 4]
            let word =
                row % 2 == 0 ? ["lovely", "friendly", "fresh"][row / 2 % 3] : ["awful", "rude"][row / 2 % 2]
            return
                "\"We came again, \(subject) was \(word) on day \(row)\",\(row % 7),\(row % 2 == 0 ? "good" : "bad")\n"
        }.joined()

    private static let columns = ["--target", "grade", "--epochs", "30"]

    @Test func sentencesBecomeInputs() throws {
        let folder = try CommandFolder()
        try folder.write(Self.reviews, to: "r.csv")
        let described = try folder.run("describe", "r.csv")
        #expect(described.output.contains("\nFeatures: 1 numeric, 1 text\n"))
        #expect(
            described.output.contains("review  text           0        48  9 to 10 words, mean 9.75  topics"),
            "\(described.output)")
        #expect(
            described.errors
                == """
                note: Column "review": it is text, so its words become inputs. If they mean nothing, use --ignore "review".

                """)

        let trained = try folder.run(
            all: [
                "train", "r.csv", "-o", "m.safetensors", "--save-recipe", "r.yaml", "--layers",
                "dense 8 tanh",
            ]
                + Self.columns)
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(trained.errors.contains("note: Column \"review\" is text: 8 inputs for topics of "))
        #expect(folder.text("r.yaml").contains("text: review\n"))
        let again = try folder.run("train", "--recipe", "r.yaml", "-o", "n.safetensors")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.repeatable("m.safetensors") == folder.repeatable("n.safetensors"))
        let streamed = try folder.run("train", "--recipe", "r.yaml", "-o", "s.safetensors", "--stream")
        #expect(streamed.status == 0, "\(streamed.errors)")
        #expect(folder.data("n.safetensors") == folder.data("s.safetensors"))

        try folder.write(
            "review,price\n\"an awful, rude waiter\",3\nlovely and fresh,3\nqqqq zzzz,3\n", to: "new.csv")
        let predicted = try folder.run("predict", "m.safetensors", "new.csv")
        let lines = predicted.output.split(separator: "\n")
        #expect(lines[1].hasPrefix("bad,"))
        #expect(lines[2].hasPrefix("good,"))
        #expect(lines[3].hasSuffix(",review (no known word)"), "\(predicted.output)")
        #expect(
            predicted.errors
                == "note: 1 value of column \"review\" not seen in training, such as \"qqqq zzzz\".\n")
        let inspected = try folder.run("inspect", "m.safetensors")
        #expect(inspected.output.contains("review (topic 1: "))
        #expect(
            inspected.output.hasSuffix(
                """

                Not to C, Swift, ONNX, Core ML: The column "review" holds sentences, whose topics an exported model cannot compute yet. Train without this column, or predict with the model file.

                """), "\(inspected.output)")
    }

    @Test func importanceShowsWords() throws {
        let folder = try CommandFolder()
        try folder.write(Self.reviews, to: "r.csv")
        let trained = try folder.run(
            all: ["train", "r.csv", "-o", "m.safetensors", "--layers", "dense 8 tanh"] + Self.columns)
        #expect(trained.status == 0, "\(trained.errors)")
        let scored = try folder.run(
            "evaluate", "m.safetensors", "r.csv", "--importance", "--report", "page.html")
        let lines = scored.output.split(separator: "\n").map(String.init)
        let caption =
            "words: how far log loss rises when a word is removed from the texts, and how far the word raises the probability of \"good\""
        let first = try #require(lines.firstIndex(of: caption), "\(scored.output)")
        #expect(lines[first + 1].split(separator: " ") == ["word", "column", "rows", "importance", "effect"])
        let words = lines[(first + 2)...].map { $0.split(separator: " ") }
        let importance = words.map { Double($0[3]) ?? .nan }
        #expect(words.count > 5 && importance == importance.sorted(by: >), "\(scored.output)")
        let awful = try #require(words.first { $0[0] == "awful" }, "\(scored.output)")
        #expect((Double(awful[4]) ?? 0) < 0)
        #expect(folder.text("page.html").contains("when a word is removed from the texts"))
        let json = try folder.run("evaluate", "m.safetensors", "r.csv", "--importance", "--json")
        #expect(json.output.filter { $0 != " " }.contains("\"word\":\"awful\",\"rows\":"), "\(json.output)")
    }

    @Test func optionsSetTheRole() throws {
        let folder = try CommandFolder()
        try folder.write(Self.reviews, to: "r.csv")
        let categorical = try folder.run("describe", "r.csv", "--categorical", "review")
        #expect(categorical.output.contains("\nFeatures: 1 numeric, 1 categorical\n"))
        let text = try folder.run("describe", "r.csv", "--text", "price", "--text", "review")
        #expect(text.output.contains("\nFeatures: 2 texts\n"))
        #expect(text.output.contains("price   text          0         7  1 word "))
        let unknown = try folder.run("describe", "r.csv", "--text", "revue")
        #expect(
            unknown.errors
                == """
                error: r.csv: There is no column "revue". The columns are "review", "price" and "grade".

                """)
        let twice = try folder.run("describe", "r.csv", "--text", "review", "--numeric", "review")
        #expect(
            twice.errors
                == """
                error: r.csv, column "review": Named as numeric and as text. A column has one role: name it once.

                """)
    }
}
