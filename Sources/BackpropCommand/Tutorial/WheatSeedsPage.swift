import Backprop

/// Part 6: five folds of real data, scored as in the article.
struct WheatSeedsPage: TutorialPage {
    let sizes = [7, 5, 3]
    let learningRate = 0.3
    let epochs = 500
    let foldRows: Int

    /// The percentage of test rows with a correct prediction, for each fold.
    let scores: [Double]

    /// The percentage for a constant prediction: the training rows' most frequent class.
    let zeroRuleScores: [Double]

    /// - Parameter progress: Called with the number of each fold before it is trained, from 1.
    init(_ seeds: WheatSeeds, progress: (Int) -> Void = { _ in }) throws {
        var generator = MersenneTwister(seed: 1)
        let features = Self.scaled(seeds.features)
        let folds = ArticleSplit.folds(rowCount: features.count, count: 5, using: &generator)
        var (scores, zeroRuleScores): ([Double], [Double]) = ([], [])
        for (index, test) in folds.enumerated() {
            progress(index + 1)
            let training = folds.enumerated().filter { $0.offset != index }.flatMap(\.element)
            let (seen, unseen) = (training.map { seeds.classes[$0] }, test.map { seeds.classes[$0] })
            // The generator continues after the folds' draws, fold after fold.
            let first = ArticleNetwork(sizes: sizes, drawingFrom: &generator)
            let network = try ArticleTraining(
                first, features: training.map { features[$0] }, classes: seen,
                learningRate: learningRate, epochs: epochs
            ).network
            let predicted = try network.classes(of: test.map { features[$0] }, truth: unseen)
            let evaluation = try ClassificationEvaluation(
                truth: unseen, predicted: predicted, classLabels: Self.labels)
            scores.append(evaluation.accuracy * 100)
            let zeroRule = try Baseline.mostFrequentClass(
                training: seen, test: unseen, classLabels: Self.labels)
            zeroRuleScores.append(zeroRule.accuracy * 100)
        }
        foldRows = folds[0].count
        (self.scores, self.zeroRuleScores) = (scores, zeroRuleScores)
    }

    private static let labels = ["1", "2", "3"]

    /// Scales each column by its minimum and maximum over all rows, as the article does.
    private static func scaled(_ rows: [[Double]]) -> [[Double]] {
        let ranges = rows[0].indices.map { column in
            let values = rows.map { $0[column] }
            return (lower: values.min() ?? 0, upper: values.max() ?? 1)
        }
        return rows.map { row in
            zip(row, ranges).map { value, range in (value - range.lower) / (range.upper - range.lower) }
        }
    }

    private var mean: Double { Summary(scores)?.mean ?? 0 }
    private var deviation: Double { Summary(scores)?.standardDeviation ?? 0 }
    private var zeroRuleMean: Double { Summary(zeroRuleScores)?.mean ?? 0 }

    var numbers: [(String, JSONValue)] {
        [
            ("seed", 1), ("sizes", JSONValue(integers: sizes)), ("learningRate", JSONValue(learningRate)),
            ("epochs", JSONValue(epochs)), ("rowsPerFold", JSONValue(foldRows)),
            ("scores", JSONValue(numbers: scores)), ("mean", JSONValue(mean)),
            ("standardDeviation", JSONValue(deviation)),
            ("zeroRule", ["scores": JSONValue(numbers: zeroRuleScores), "mean": JSONValue(zeroRuleMean)]),
        ]
    }

    var text: String {
        """
        Now real data: seven measurements of each of 210 wheat kernels, seen by X-ray,
        of three varieties. Which variety is a kernel of?

        All seven columns are scaled to the range from 0 to 1:

            scaled = (value - smallest) / (largest - smallest)

        The rows are drawn into 5 folds of \(foldRows). Five times a new 7-5-3 network learns
        four of the folds (learning rate \(learningRate), \(epochs) epochs) and predicts the fifth:

            learn  learn  learn  learn  TEST      each fold is the test once, and
            learn  learn  learn  TEST   learn     no network ever sees its test rows
            ...

        Percent of the test rows predicted correctly, and the same for the zero rule,
        which always predicts the most frequent variety of the training rows:

          fold  network  zero rule
        \(table)
          mean   \(NumberText.fixed(mean, places: 3))     \(NumberText.fixed(zeroRuleMean, places: 3))

        Scores: \(numberLines)
        Mean Accuracy: \(NumberText.fixed(mean, places: 3))%

        \(advice)
        """
    }

    private var table: String {
        scores.indices.map { fold in
            "     \(fold + 1)   \(NumberText.fixed(scores[fold], places: 3))     \(NumberText.fixed(zeroRuleScores[fold], places: 3))"
        }.joined(separator: "\n")
    }

    private var numberLines: String {
        let texts = scores.map { "\($0)" }
        return "[\(texts[..<3].joined(separator: ", ")),\n         "
            + texts[3...].joined(separator: ", ") + "]"
    }

    private var advice: String {
        """
        What a careful person would do differently today:

          * Scale after splitting. Here the smallest and largest values come from all
            rows, so the training knows something of the test rows: a leak.
          * Lose no row. These folds are all of one size, and what is left over is
            dropped: with 214 rows, four would never be used.
          * Keep the classes balanced. Drawn blindly, a fold can have many kernels of
            one variety and few of another. That is why the zero rule falls below the
            33.3 of a fair share: what is common in four folds is rare in the fifth.
          * Keep rows for the very end. Choosing the 5 hidden neurons and the 500 epochs
            by these five scores is, in a way, training on the test rows.
          * Give the spread. One row of 42 is 2.4 points, so the scores vary by chance:
            their standard deviation is \(NumberText.fixed(deviation, places: 3)).

        backprop cross-validate fits the scaling on the training folds alone, uses each
        row exactly once, keeps every class's share in each fold (stratified), prints
        the standard deviation and, next to the score, the baseline. The article's
        network there:

          backprop cross-validate wheat-seeds.csv --layers "dense 5 sigmoid" \\
            --output sigmoid --loss squared-error --optimizer sgd --scale minmax \\
            --learning-rate 0.3 --epochs 500 --batch-size 1 --precision float64

        """
    }
}
