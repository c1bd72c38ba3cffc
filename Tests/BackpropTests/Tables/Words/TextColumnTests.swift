import Testing

@testable import Backprop

/// Columns of text as features.
@Suite struct TextColumnTests {
    /// Reviews, each of which differs, with a grade.
    static func reviews(_ rowCount: Int = 60, seed: UInt64 = 3) -> String {
        var generator = TestGenerator(state: seed)
        let fill = ["the", "food", "was", "and", "we", "came", "with", "friends", "again", "table", "soup"]
        var text = "review,price,grade\n"
        for row in 0..<rowCount {
            var words = (0..<7).map { _ in fill.randomElement(using: &generator)! }
            let tells = row % 2 == 0 ? ["lovely", "friendly", "fresh"] : ["awful", "rude", "stale"]
            words.insert(tells.randomElement(using: &generator)!, at: 3)
            text +=
                "\"\(words.joined(separator: " ")), \(row)\",\(row % 7),\(row % 2 == 0 ? "good" : "bad")\n"
        }
        return text
    }

    private func features(_ text: String, by preprocessor: Preprocessor) throws -> EncodedFeatures<Double> {
        let table = try preprocessor.table(reading: Array(text.utf8), source: "NEW")
        return try preprocessor.features(from: table, as: Double.self, collectsUnusualValues: true)
    }

    @Test func aColumnOfSentencesIsText() throws {
        let schema = try Schema(inferring: table(Self.reviews()))
        #expect(schema.columns.map(\.role) == [.text, .numeric, .target])
        #expect(
            schema.columns[0].text
                == TextSummary(meanWordCount: 9, minimumWordCount: 9, maximumWordCount: 9))
        #expect(
            schema.notices == [
                "Column \"review\": it is text, so its words become inputs. If they mean nothing, name column "
                    + "\"review\" as ignored."
            ])
        #expect(
            schema.table(settings: PreprocessingSettings()).split(separator: "\n")[1]
                == "review  text           0        60  9 words              topics of its words")
    }

    @Test(arguments: [
        // Codes whose words are not shared.
        (0..<40).map { "x\($0 * 7) y\($0 * 11) z\($0 * 13) w\($0 * 17)" },
        // Short names.
        (0..<40).map { "shop \($0) north" },
        // Numbers.
        (0..<40).map { "\($0) 12 15 17" },
        // Few categories.
        (0..<40).map { "a label of many words, \(["one", "two", "three"][$0 % 3])" },
    ])
    func otherTextsStayAsTheyWere(_ values: [String]) throws {
        let rows = values.enumerated().map { "\"\($1)\",\($0 % 5),\($0 % 2 == 0 ? "a" : "b")\n" }
        let schema = try Schema(inferring: table("name,x,y\n" + rows.joined()))
        #expect(schema.columns[0].role != .text)
    }

    @Test func rolesCanBeDeclared() throws {
        let text = Self.reviews()
        let categorical = try Schema(
            inferring: table(text), selection: ColumnSelection(categorical: ["review"]))
        #expect(categorical.columns[0].role == .categorical)
        let short = "note,grade\n" + (0..<20).map { "word \($0 % 4),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
        let preprocessor = try fittedPreprocessor(short, ColumnSelection(text: ["note"]))
        #expect(preprocessor.columns[0].text?.words.terms.first == "word")
        #expect(preprocessor.inputCount > 0)
    }

    @Test func topicsSeparateTheTexts() throws {
        let preprocessor = try fittedPreprocessor(Self.reviews())
        let column = try #require(preprocessor.columns[0].text)
        #expect(column.topics.count == 8)
        #expect(column.words.terms.contains("lovely"))
        #expect(column.parts.terms.contains(" lov"))
        #expect(
            preprocessor.notices == [
                "Column \"review\" is text: 8 inputs for topics of \(column.termCount) words and word parts that "
                    + "several rows have in common."
            ])
        let names = preprocessor.featureNames
        #expect(names.count == 9)
        #expect(names[0].hasPrefix("review (topic 1: "))
        #expect(names[8] == "price")
        // The values of a text are the products of its terms and the topics.
        let row = try features("review,price\n\"lovely soup, again\",3\n", by: preprocessor).values
        var encoder = TextEncoder(column)
        let topics = encoder.topics(of: "lovely soup, again")
        #expect(Array(row.prefix(8)) == topics)
        let length = row.prefix(8).reduce(0) { $0 + $1 * $1 }.squareRoot()
        #expect(length > 0.1 && length <= 2.6)
    }

    @Test func termsHaveReadableNames() throws {
        let fitted = FittedText(
            textCount: 3, words: TextTerms(terms: ["cold"], frequencies: [2]),
            parts: TextTerms(terms: [" co", "ol", "ld "], frequencies: [3, 3, 3]),
            topics: TextTopics([1, 0, 0, 0], count: 1), hasIndicator: true)
        let names = (0..<4).map { fitted.term(at: $0) }
        #expect(names == ["cold", "co…", "…ol…", "…ld"])
        #expect(fitted.featureNames(of: "r") == ["r (topic 1: cold)", "r (missing)"])
    }

    @Test func onlyTheRowsThatAreLearnedFromDecide() throws {
        let text = Self.reviews(40)
        let rows = Array(0..<30)
        let first = try fittedPreprocessor(text, rows: rows)
        let changed =
            text.split(separator: "\n").prefix(31).joined(separator: "\n") + "\n"
            + (0..<10).map { "\"stale stale bread of the day, again \($0)\",1,bad\n" }.joined()
        let second = try fittedPreprocessor(changed, rows: rows)
        #expect(first.columns[0].text == second.columns[0].text)
    }

    @Test func aTextWithoutAKnownWordIsReported() throws {
        let preprocessor = try fittedPreprocessor(Self.reviews())
        let encoded = try features(
            "review,price\nqqq xxx,3\n\"the soup\",3\n,3\n", by: preprocessor)
        #expect(
            encoded.report.unusualValues.map { $0.map(\.description) }
                == [["review (no known word)"], [], ["review (missing)"]])
        #expect(encoded.values.prefix(8).allSatisfy { $0 == 0 })
        #expect(encoded.values[18..<26].allSatisfy { $0 == 0 })
        #expect(
            encoded.report.notices == [
                "1 missing value filled in (column \"review\").",
                "1 value of column \"review\" not seen in training, such as \"qqq xxx\".",
            ])
    }

    @Test func missingTextsHaveAnIndicator() throws {
        let text = Self.reviews() + ",2,good\n"
        let preprocessor = try fittedPreprocessor(text, .init(), .init(missingIndicators: true))
        #expect(preprocessor.featureNames[7].hasPrefix("review (topic 8: "))
        #expect(preprocessor.featureNames[8] == "review (missing)")
        let values = try features("review,price\n,3\nsoup,3\n", by: preprocessor).values
        #expect(Array(values[0..<9]) == [0, 0, 0, 0, 0, 0, 0, 0, 1])
        #expect(values[10 + 8] == 0)
    }

    @Test func columnsWithoutCommonWordsAreNotUsed() throws {
        let rows = (0..<20).map {
            "\(["aa", "bb", "cc"][$0 % 3])\($0)q,\($0 % 2),\($0 % 3 == 0 ? "a" : "b")\n"
        }
        let text = "note,x,y\n" + rows.joined()
        let preprocessor = try fittedPreprocessor(text, ColumnSelection(text: ["note"]), rows: [0, 1, 2, 3])
        #expect(preprocessor.droppedColumns == ["note"])
        #expect(
            preprocessor.notices.contains(
                "Column \"note\" is not used: no word occurs in several of the rows that are learned from."))
    }

    @Test func theModelFileKeepsWordsAndTopics() throws {
        let preprocessor = try fittedPreprocessor(Self.reviews())
        let json = try JSONValue(encoding: preprocessor)
        let read = try json.decode(Preprocessor.self)
        #expect(read == preprocessor)
        let new = "review,price\n\"a lovely table\",3\n\"rude and stale\",2\n"
        let values = try features(new, by: preprocessor).values
        #expect(try features(new, by: read).values == values)
    }

    @Test func weightsAreKeptInTwelveBits() {
        let vectors = [0.5, -0.25, 0.1, 0.8, -0.4, 0.0]
        let matrix = TextTopics(vectors, count: 2).matrix
        let expected = [0.5, -0.25, 0.1, 0.8, -0.4, 0].map { 2.5 * $0 }
        for (found, value) in zip(matrix, expected) { #expect(abs(Double(found) - value) < 1e-3) }
        let opposite = TextTopics([-0.5, 0.1, 0.2], count: 1).matrix
        #expect(opposite[0] > 0 && opposite[1] < 0)
    }

    @Test func damagedTopicsAreNotValid() throws {
        let column = try #require(try fittedPreprocessor(Self.reviews()).columns[0].text)
        let topics = column.topics
        #expect(topics.isValid(termCount: column.termCount))
        #expect(!topics.isValid(termCount: column.termCount + 1))
        #expect(
            !TextTopics(scales: topics.scales, weights: topics.weights.map { $0 + "é?" })
                .isValid(termCount: column.termCount + 1))
        #expect(!TextTopics(scales: [.nan], weights: ["AA"]).isValid(termCount: 1))
        #expect(!TextTerms(terms: ["a", "a"], frequencies: [1, 1]).isValid(textCount: 2))
        #expect(!TextTerms(terms: ["a"], frequencies: [3]).isValid(textCount: 2))
    }

    /// Random texts of letters of several scripts, blanks and marks.
    private static func randomTexts(_ count: Int, seed: UInt64) -> [String] {
        var generator = TestGenerator(state: seed)
        let alphabet = Array("aäbcß éжя好の. -🙂\u{301}1२\u{0}x").map(String.init)
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator)!
            }.joined()
        }
    }

    @Test(arguments: 1...8)
    func anyTextsBecomeFiniteNumbersRowByRow(_ seed: Int) throws {
        let texts = Self.randomTexts(50, seed: UInt64(seed))
        let table = Table(
            columns: [
                (name: "t", values: texts.map { $0 }),
                (name: "x", values: texts.indices.map { "\($0 % 7)" }),
                (name: "y", values: texts.indices.map { $0 % 2 == 0 ? "a" : "b" }),
            ], source: "random.csv")
        let schema = try Schema(inferring: table, selection: ColumnSelection(text: ["t"]))
        let preprocessor = try Preprocessor(
            fitting: table, schema: schema, targetEncoding: .oneHot, rows: Array(0..<35))
        let all = try preprocessor.features(from: table, as: Float.self).values
        #expect(!all.contains { !$0.isFinite })
        // A row does not depend on the others.
        for row in stride(from: 0, to: 50, by: 7) {
            let one = try preprocessor.features(from: table.selectingRows([row]), as: Float.self).values
            let width = preprocessor.inputCount
            #expect(one == Array(all[row * width..<(row + 1) * width]))
        }
    }

    private static let oddWeights: [[Double]] = [
        [1e300, 1e299, 1e300],
        [Double.leastNonzeroMagnitude * 4, Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude],
        [1, 1e-300, 1e300], [0.5, 2.5, 1],
    ]

    @Test(arguments: oddWeights)
    func anyWeightsGiveFiniteTopics(_ weights: [Double]) throws {
        let texts = (0..<30).map { "the soup was \(["cold", "hot", "rich"][$0 % 3]) on day \($0)" }
        let fitted = FittedText(
            texts, weights: texts.indices.map { weights[$0 % 3] }, topicCount: 8, hasIndicator: false)
        #expect(fitted?.isValid == true)
        #expect(fitted?.topics.matrix.contains { !$0.isFinite } == false)
    }

    @Test func theNumberOfTopicsFollowsTheRows() {
        #expect(FittedText.maximumTopicCount(rows: 20, columns: 1) == 8)
        #expect(FittedText.maximumTopicCount(rows: 400, columns: 1) == 50)
        #expect(FittedText.maximumTopicCount(rows: 400, columns: 2) == 25)
        #expect(FittedText.maximumTopicCount(rows: 1_000_000, columns: 1) == 128)
    }
}
