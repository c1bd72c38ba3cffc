import Backprop

/// The encore: the whole batch at once, as products of matrices.
struct MatrixPage: TutorialPage {
    static let seed: UInt32 = 1
    static let rows: [[Double]] = [[2, 9], [1, 5], [3, 6]]
    static let scores: [Double] = [92, 86, 89]
    static let query: [Double] = [4, 8]
    static let iterations = 1_000

    /// The library's gradient is the mean over the rows, the original's the sum: 1 for each of 3 rows.
    static let learningRate = 3.0

    let first: [Double]
    let trained: [Double]

    /// The mean squared error before each step.
    let errors: [Double]

    /// The trained network's outputs for the rows and for the query.
    let outputs: [Double]
    let prediction: Double

    /// The prediction for the query divided by its own maximum, as in the original.
    let slip: Double

    init() throws {
        var generator = MersenneTwister(numPySeed: Self.seed)
        first = (0..<9).map { _ in generator.standardNormal() }
        let network = Network {
            Dense(3, activation: .sigmoid, bias: false)
            Dense(1, activation: .sigmoid, bias: false)
        }
        let maxima = [0, 1].map { column in Self.rows.map { $0[column] }.max() ?? 1 }
        let scaled = Self.rows.map { zip($0, maxima).map { $0 / $1 } }
        let run = try TrainingRun(
            Recipe(
                network: network, loss: SquaredError(), optimizer: SGD(learningRate: Self.learningRate),
                epochs: Self.iterations, batchSize: .full, shuffles: false, precision: .float64),
            data: Dataset<Double>(scaled, targets: Self.scores.map { [$0 / 100] }), parameters: first)
        // The loss is half the square of the one output's error.
        errors = try (0..<Self.iterations).map { _ in try run.runEpoch().loss * 2 }
        trained = run.parameters
        let scaledQuery = zip(Self.query, maxima).map { $0 / $1 }
        let ownQuery = Self.query.map { $0 / (Self.query.max() ?? 1) }
        let results = try network.outputs(for: scaled + [scaledQuery, ownQuery], parameters: trained)
        outputs = results.prefix(Self.rows.count).map { $0[0] }
        (prediction, slip) = (results[Self.rows.count][0], results[Self.rows.count + 1][0])
    }
}

extension MatrixPage {
    var numbers: [(String, JSONValue)] {
        [
            ("seed", JSONValue(Int(Self.seed))), ("iterations", JSONValue(Self.iterations)),
            ("learningRate", JSONValue(Self.learningRate)), ("initialWeights", Self.json(first)),
            ("errors", JSONValue(numbers: errors)), ("weights", Self.json(trained)),
            ("outputs", JSONValue(numbers: outputs)), ("query", JSONValue(numbers: Self.query)),
            ("prediction", JSONValue(prediction)), ("predictionScaledByItself", JSONValue(slip)),
        ]
    }

    var text: String {
        """
        A whole layer can be written as one product of matrices, and all rows can go
        through it at once. A well-known sibling of the article does so, for students
        who noted hours of study, hours of sleep, and their score in an exam:

        \(table)

            X = hours / their column's maximum         3 rows x 2 inputs
            H = sigmoid(X W1)                          3 rows x 3 hidden neurons
            Y = sigmoid(H W2)                          3 rows x 1 output

        There is no bias. The score is divided by 100, for a sigmoid cannot exceed 1.
        And back, with * for each place by itself and ' for the transposed matrix:

            D2 = (Y - score/100) * Y * (1 - Y)         W2 = W2 - H' D2
            D1 = (D2 W2') * H * (1 - H)                W1 = W1 - X' D1

        These are the deltas of part 3, all at once; all rows make one step together
        ("full batch"). The sibling adds the rows' gradients up, this engine takes
        their mean: its learning rate is 3, that is 1 for each of the 3 rows.

        The weights come from a normal distribution, NumPy's after random.seed(\(Self.seed)):

          W1  \(first[0..<3].map { "\($0)" }.joined(separator: "  "))
              \(first[3..<6].map { "\($0)" }.joined(separator: "  "))
          W2  \(first[6..<9].map { "\($0)" }.joined(separator: "  "))   (a column)

        Mean squared error before some of the \(Self.iterations) steps:

        \(errorLines)

        After the last step the network predicts, times 100:

        \(answers)

        """
    }

    private static func json(_ parameters: [Double]) -> JSONValue {
        [
            "hidden": JSONValue(numbers: [Array(parameters[0..<3]), Array(parameters[3..<6])]),
            "output": JSONValue(numbers: parameters[6..<9].map { [$0] }),
        ]
    }

    private var table: String {
        let lines = zip(Self.rows, Self.scores).map { row, score in
            "    study \(Int(row[0]))   sleep \(Int(row[1]))   score \(Int(score))"
        }
        return lines.joined(separator: "\n")
            + "\n    study \(Int(Self.query[0]))   sleep \(Int(Self.query[1]))   score ?"
    }

    private var errorLines: String {
        [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000].map { step in
            "  step \("\(step)".paddedLeft(4))  \(errors[step - 1])"
        }.joined(separator: "\n")
    }

    private var answers: String {
        let known = zip(zip(Self.rows, Self.scores), outputs).map { row, output in
            "  (\(Int(row.0[0])), \(Int(row.0[1])))   \("\(output * 100)".paddedRight(18)) the score was \(Int(row.1))"
        }
        return known.joined(separator: "\n") + "\n"
            + """
              (4, 8)   \(prediction * 100)

            The question (4, 8) is scaled as the rows were, to 4/3 and 8/9. The original
            slips here: it divides by the question's own maximum, to 4/8 and 8/8, as if
            this student had studied less than (2, 9), and gets \(slip * 100). New rows
            must be scaled by what training saw, which is why a model that backprop saves
            keeps its scaling. And 4 hours are more than any row has: the network has to
            guess beyond what it knows, so trust even the right answer with care.

            """
    }
}
