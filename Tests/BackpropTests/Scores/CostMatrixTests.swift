import Testing

@testable import Backprop

/// Costs of predictions as text.
@Suite struct CostMatrixTests {
    private static let labels = ["no", "yes"]

    private static func message(_ text: String, _ labels: [String] = labels) -> String {
        do {
            _ = try CostMatrix(parsing: text, labels: labels)
            return "read"
        } catch {
            return error.description
        }
    }

    @Test func pairsThatAreLeftOutHaveTheirDefaults() throws {
        let costs = try CostMatrix(parsing: " yes = no : 5 ", labels: Self.labels)
        #expect(costs[truth: "yes", predicted: "no"] == 5 && costs[truth: "no", predicted: "yes"] == 1)
        #expect(costs[truth: "no", predicted: "no"] == 0 && costs[truth: "yes", predicted: "yes"] == 0)
        let numbers = try CostMatrix(parsing: "1.0=0:2,0=1:-1e3", labels: ["0", "1"])
        #expect(numbers[truth: "1", predicted: "0"] == 2 && numbers[truth: "0", predicted: "1"] == -1000)
    }

    @Test func oddLabelsAreQuoted() throws {
        let labels = ["a=b", "c, \"d\":", " e "]
        let costs = try CostMatrix(
            parsing: #""a=b"="c, ""d"":":2, "c, ""d"":"="a=b":3"#, labels: labels)
        #expect(costs[truth: labels[0], predicted: labels[1]] == 2)
        #expect(costs[truth: labels[1], predicted: labels[0]] == 3)
    }

    @Test func theCheapestClassIsExpectedToCostLeast() throws {
        let costs = try CostMatrix(parsing: "yes=no:5", labels: Self.labels)
        #expect(costs.cheapestClass([0.8, 0.2]) == 1 && costs.cheapestClass([0.84, 0.16]) == 0)
        #expect(CostMatrix(labels: ["a", "b", "c"]).cheapestClass([0.3, 0.4, 0.3]) == 1)
        #expect(costs.mean(truth: [1, 0, 1], predicted: [0, 1, 1], weights: [1, 1, 2]) == 1.5)
    }

    @Test func everyMistakeIsNamed() {
        for text in [
            "", "yes", "yes=no", "yes=no:", "yes=no:x", "yes=no:1,", "=no:1", "\"yes=no:1", "yes=no:nan",
        ] {
            #expect(
                Self.message(text)
                    == "The costs are \"\(text.replacing("\"", with: "\""))\", but they must be a list of "
                    + "truth=prediction:cost. Write them like \"yes=no:5, no=yes:1\".", "\(text)")
        }
        #expect(
            Self.message("maybe=no:1")
                == "The costs name a class \"maybe\" that the model does not predict. Its classes are \"no\" and \"yes\"."
        )
        #expect(
            Self.message("yes=no:1, yes=no:2")
                == "The costs name the prediction \"no\" for \"yes\" twice. Name each pair once.")
        #expect(
            CostError.notClasses.description
                == "Costs and thresholds are those of one predicted class, but the model predicts something else. "
                + "Leave them out.")
        #expect(
            CostError.noProbabilities.description
                == "The model's outputs are scores, not probabilities, so that costs cannot move its decisions. "
                + "Train it with the output softmax or sigmoid.")
        #expect(
            CostError.notTwoClasses(count: 3).description
                == "A threshold decides between two classes, but the model has 3. Leave the threshold out.")
        #expect(
            CostError.threshold(1.5).description
                == "The threshold must be a probability from 0 to 1, not 1.5. Choose one such as 0.3.")
    }
}
