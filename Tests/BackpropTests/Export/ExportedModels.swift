import Testing

@testable import Backprop

/// Small models of many kinds, with rows to predict.
enum ExportedModels {
    typealias Case = ExportedCode.Case

    /// Rows with missing values, categories that training did not see, and numbers far out.
    private static let flowers =
        ModelSupport.flowers + """
            ,,blue,rose
            2,,green,rose
            1e300,2,red,rose
            -1e30,0,,rose
            ,,,rose

            """

    private static func flowers(
        _ name: String, _ layers: String, _ precision: Precision = .float32,
        _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Case {
        let model = try ModelSupport.model(layers: layers, precision: precision, change)
        return Case(name: name, model: model, rows: try ModelSupport.table(flowers))
    }

    /// A table of eight numbers and a class, for layers of images and sequences.
    private static let signals =
        (["a,b,c,d,e,f,g,h,kind"]
        + (0..<24).map { row in
            let numbers = (0..<8).map { "\((row * 37 + $0 * 11) % 23 - 11).\(row % 7)" }
            return numbers.joined(separator: ",") + (row % 3 == 0 ? ",up" : ",down")
        }).joined(separator: "\n") + "\n"

    private static func signals(
        _ name: String, _ layers: String, _ precision: Precision = .float32
    ) throws -> Case {
        let model = try ModelSupport.model(signals, layers: layers, precision: precision)
        return Case(name: name, model: model, rows: try ModelSupport.table(signals))
    }

    /// Dates with a time, and two targets of very different sizes.
    private static let visits =
        (["day,visits,price,2nd price"]
        + (1...24).map { row in
            let day =
                row == 5
                ? "" : "2024-\(row % 2 == 0 ? "03" : "11")-\(row < 10 ? "0" : "")\(row) 1\(row % 10):30"
            return "\(day),\(row % 4 == 3 ? "" : "\(row * row)"),\(row * row * row - 500),\(row)"
        }).joined(separator: "\n") + "\n2031-01-01 00:00,5,1,1\n1960-05-05 23:59,,1,1\n"

    private static func visits(
        _ name: String, _ scaling: Scaling, _ target: TargetScaling, _ precision: Precision, bins: Int = 0
    ) throws -> Case {
        let model = try ModelSupport.model(visits, layers: "dense 5 silu", precision: precision) {
            $0.columns.targets = ["price", "2nd price"]
            $0.columns.task = .regression
            $0.preprocessing.scaling = scaling
            $0.preprocessing.targetScaling = target
            $0.preprocessing.bins = bins
            $0.preprocessing.missingIndicators = true
            $0.preprocessing.dateFeatures = [.elapsed, .hour, .weekday, .year]
        }
        return Case(name: name, model: model, rows: try ModelSupport.table(visits))
    }

    /// Names and categories that need escapes, and numbers as categories.
    private static let odd = #"""
        class,class ,1st,größe,年齢,int,"a ""quoted"" */ name",kind
        "say ""hi""",1,1.5,x,7,a\b,1,"yes ""?""/"
        "two
        lines",2,2.5,y,8,c??/d,2,no\n
        "say ""hi""",1.0,3,Zoë,9,a\b,3,"yes ""?""/"
        tab\#there,3,4,x,7,a\b,4,no\n
        tab\#there,2,4.5,x,8,c??/d,5,no\n
        "two
        lines",1,5,y,9,a\b,6,"yes ""?""/"

        """#

    private static func odd(_ name: String, _ encoding: CategoricalEncoding, _ unseen: UnseenCategories)
        throws
        -> Case
    {
        let model = try ModelSupport.model(odd, layers: "dense 3 tanh") {
            $0.columns.targets = ["kind"]
            $0.columns.categorical = ["class", "class 2", "größe", "年齢", "int"]
            $0.preprocessing.categoricalEncoding = encoding
            $0.preprocessing.unseenCategories = unseen
        }
        let more = odd + " tab\there ,+1e0,1,z,07.0,new,,no\\n\n,2.00,,y, 8,,1,no\\n\n"
        return Case(name: name, model: model, rows: try ModelSupport.table(more))
    }
}

extension ExportedModels {
    /// The names of all activations but softmax, each behind a layer of its own.
    private static let activations =
        "gelu silu mish softplus selu elu elu(0.7) leaky-relu leaky-relu(0.2) sigmoid relu tanh"
        .split(separator: " ").map { "dense 3 \($0)" }.joined(separator: ", ")

    private static let normalizations =
        "periodic first 2 frequencies 3 outputs 2, scaling, dense 6, batchnorm, parametric mish, dropout 0.3, "
        + "layernorm, residual(dense 6 relu, dense 6), batchnorm, parallel(dense 2 | dense 3 tanh), dense 4 no-bias"

    private static let convolutions =
        "reshape 8x1, conv1d 3 3 relu padding same, maxpool1d 2, conv1d 4 2 gelu, avgpool1d 2 padding same, flatten"

    private static let images =
        "reshape 4x2x1, conv 4 2x2 relu padding same, depthwise 3 padding same, maxpool 2 padding same, "
        + "conv 2 1 groups 2 softmax, globalavgpool"

    /// All models.
    static func all() throws -> [Case] {
        var cases = [
            try flowers("Plain", "dense 4 tanh"), try flowers("Active", activations),
            try flowers("ActiveDouble", activations, .float64), try flowers("Normal", normalizations),
            try flowers("NormalDouble", normalizations, .float64),
            try flowers("Sigmoids", "dense 3 relu") { $0.output = .sigmoid },
            try flowers("Scores", "dense 3 relu") { ($0.output, $0.loss) = (.linear, MeanSquaredError()) },
            try flowers("Indicators", "dense 3 relu") {
                $0.preprocessing.missingIndicators = true
                $0.preprocessing.categoricalImputation = .mostFrequent
                $0.preprocessing.scaling = .robustClipped
                $0.preprocessing.bins = 4
            },
            try signals("Sequence", convolutions), try signals("Picture", images, .float64),
            try visits("Visits", .quantile, .signedLog, .float32, bins: 5),
            try visits("VisitsDouble", .minMax, .standard, .float64),
            try odd("Odd", .oneHot(), .zeros), try odd("OddOther", .oneHot(limit: 2), .other),
            try odd("OddRefused", .ordinal, .refuse),
        ]
        let average = try Model(averaging: [cases[0].model, cases[2].model, cases[5].model])
        cases.append(Case(name: "Average", model: average, rows: cases[0].rows))
        cases += try answers()
        return try cases + decided(cases)
    }
}

extension ExportedModels {
    /// Three yes/no targets with values that need escapes, in both precisions, and their mean.
    private static func answers() throws -> [Case] {
        let lines = (0..<40).map { row -> String in
            let (a, b) = (row * 37 % 41, row * 53 % 29)
            let place = ["home", "work", ""][row * 7 % 3]
            return "\(a),\(row % 9 == 0 ? "" : "\(b)"),\(place),"
                + "\(a > 20 ? "ja" : "nein"),\(b < 9 ? 1 : 0),\(a + b > 40 ? #""a ""b""?""# : "*/")"
        }
        let text = "a,b,place,größer,class,class probability\n" + lines.joined(separator: "\n") + "\n"
        let rows = try ModelSupport.table(text + ",,home,ja,1,*/\n1e9,3,abroad,ja,1,*/\n,,,ja,1,*/\n")
        let models = try [Precision.float32, .float64].map { precision in
            try ModelSupport.model(text, layers: "dense 5 tanh", precision: precision) {
                $0.columns.targets = ["größer", "class", "class probability"]
                $0.columns.task = .multiLabel
            }
        }
        return zip(["Answers", "AnswersDouble", "AnswersMean"], models + [try Model(averaging: models)]).map {
            Case(name: $0, model: $1, rows: rows)
        }
    }
}

extension ExportedModels {
    /// Models of two classes with a threshold: with one output, with two, with shares, and an average.
    private static func decided(_ cases: [Case]) throws -> [Case] {
        let twoClasses = cases.filter {
            $0.model.input.classLabels.count == 2 && $0.model.network.givesProbabilities
        }
        let averages = try twoClasses.prefix(1).map {
            Case(name: $0.name + "Mean", model: try Model(averaging: [$0.model, $0.model]), rows: $0.rows)
        }
        let sigmoids = try Case(
            name: "TwoSigmoids",
            model: ModelSupport.model(signals, layers: "dense 3 relu") {
                ($0.output, $0.loss) = (.sigmoid, MeanSquaredError())
            }, rows: ModelSupport.table(signals))
        return try (twoClasses + averages + [sigmoids]).flatMap { item in
            try item.model.input.classLabels.enumerated().map { index, label in
                // A threshold that is exactly the probability of a row.
                let shares = try #require(try item.model.predict(item.rows.selectingRows([1])).probabilities)
                let probability = shares[0][label] ?? 0
                return Case(
                    name: "\(item.name)From\(index)",
                    model: try item.model.deciding(
                        by: DecisionThreshold(label: label, probability: probability)),
                    rows: item.rows)
            }
        }
    }
}
