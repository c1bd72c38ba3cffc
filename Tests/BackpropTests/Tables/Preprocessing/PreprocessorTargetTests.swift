import Backprop
import Testing

@Suite struct PreprocessorTargetTests {
    @Test func classesOneHotAndBinary() throws {
        let table = tableOfTarget(["b", "a", nil, "b"])
        let oneHot = try fitted(table, encoding: .oneHot)
        #expect(oneHot.targetCount == 2)
        let encoded = try oneHot.encode(table, as: Double.self)
        #expect(encoded.dataset.targets == [0, 1, 1, 0, 0, 1])
        #expect(encoded.dataset.weights == nil)
        #expect(encoded.rows == [0, 1, 3])
        #expect(encoded.rowsWithoutTarget == 1)
        #expect(oneHot.notices == ["1 row without a target is left out."])
        let binary = try fitted(table, encoding: .binary)
        #expect(binary.targetCount == 1)
        #expect(try binary.dataset(from: table, as: Float.self).targets == [1, 0, 1])
        #expect(try binary.classIndices(from: table, rows: [3, 1]) == [1, 0])
        #expect(binary.classIndex(of: "b") == 1)
        #expect(binary.classIndex(of: "c") == nil)
        #expect(binary.labels(ofClasses: [1, 0]) == ["b", "a"])
    }

    @Test func rowsAreThoseAskedFor() throws {
        let table = tableOfTarget(["b", "a", nil, "b", "a"])
        let encoded = try fitted(table).encode(table, rows: [4, 2, 0], as: Double.self)
        #expect(encoded.rows == [4, 0])
        #expect(encoded.dataset.targets == [1, 0, 0, 1])
    }

    @Test func evaluationNamesTheLineOfWhatIsWrong() throws {
        let preprocessor = try fitted(table("x,y", "1,a", "2,b", "3,a"))
        let missing = try table("x,y", "1,a", "2,?", source: "new.csv")
        #expect(
            message { _ = try preprocessor.dataset(from: missing, as: Double.self, for: .evaluation) }
                == "new.csv, line 3, column \"y\": The target is missing, so that there is nothing to compare a "
                + "prediction with. Fill it in, or remove the row.")
        let unknown = try table("x,y", "1,a", "2,c", source: "new.csv")
        #expect(
            message { _ = try preprocessor.classIndices(from: unknown) }
                == "new.csv, line 3, column \"y\": The label \"c\" did not occur in training. The labels are \"a\" and "
                + "\"b\".")
    }

    @Test func regressionTargetsAreScaledAndBack() throws {
        let table = try table("x,a,b", "1,10,-1", "2,20,-1", "3,60,-1")
        let preprocessor = try fitted(table, selection: .init(targets: [.name("b"), .name("a")]))
        #expect(preprocessor.targetNames == ["b", "a"])
        #expect(
            preprocessor.notices == [
                "Target \"b\": it is always -1 in the rows that are learned from, so that there is nothing to learn."
            ])
        let dataset = try preprocessor.dataset(from: table, as: Double.self)
        // The mean of 10, 20 and 60 is 30, their population variance (400 + 100 + 900) / 3.
        let deviation = (1400.0 / 3).squareRoot()
        let scaled: [Double] = [0, -20 / deviation, 0, -10 / deviation, 0, 30 / deviation]
        #expect(dataset.targets == scaled)
        let back = preprocessor.unscaleTargets(dataset.targets)
        for (found, expected) in zip(back, [-1.0, 10, -1, 20, -1, 60]) {
            #expect(abs(found - expected) < 1e-12)
        }
        #expect(try preprocessor.targetValues(from: table, rows: [2]) == [-1, 60])
        let plain = try fitted(table, .init(targetScaling: .none), selection: .init(targets: [.name("a")]))
        #expect(try plain.dataset(from: table, as: Double.self).targets == [10, 20, 60])
    }

    @Test func aClassThatAFoldLacksKeepsItsOutput() throws {
        let table = tableOfTarget(["a", "b", "c", "a", "b"])
        let preprocessor = try fitted(table, rows: [0, 1, 3])
        #expect(preprocessor.classLabels == ["a", "b", "c"])
        #expect(
            preprocessor.notices == ["Class \"c\" has no row to learn from: it will hardly be predicted."])
    }

    @Test func balancedClassWeights() throws {
        let table = tableOfTarget(["a", "b", "a", "a"])
        let preprocessor = try fitted(table, .init(classWeighting: .balanced))
        #expect(preprocessor.classWeights == [4.0 / 6, 2])
        #expect(
            try preprocessor.dataset(from: table, as: Double.self).weights == [4.0 / 6, 2, 4.0 / 6, 4.0 / 6])
        #expect(try preprocessor.rowWeights(from: table) == nil)
    }

    @Test func weightColumnTimesClassWeight() throws {
        let table = try table("x,w,y", "1,2,a", "2,0,b", "3,0.5,b", "4,1,a")
        let settings = PreprocessingSettings(classWeighting: .explicit(["b": 3]))
        let preprocessor = try fitted(table, settings, selection: .init(weight: .name("w")))
        let dataset = try preprocessor.dataset(from: table, as: Double.self)
        #expect(dataset.weights == [2, 0, 1.5, 1])
        #expect(dataset.inputShape.count == 1)
        #expect(try preprocessor.rowWeights(from: table, rows: [2, 0]) == [0.5, 2])
        let unweighted = try Self.withoutWeights()
        #expect(try preprocessor.dataset(from: unweighted, as: Double.self).weights == [1, 3])
    }

    private static func withoutWeights() throws -> Table { try table("y,x", "a,1", "b,2") }

    @Test(arguments: ["-1", ""])
    func weightsMustNotBeNegativeOrMissing(_ weight: String) throws {
        let table = try table("x,w,y", "1,2,0.5", "2,\(weight),1.5")
        let found = weight.isEmpty ? "nothing" : "\"\(weight)\""
        #expect(
            message { _ = try fitted(table, selection: .init(weight: .name("w"))) }
                == "data.csv, line 3, column \"w\": Expected a weight of 0 or more and found \(found). Correct it."
        )
    }

    @Test func weightsTooLargeToComputeWithAreRefused() throws {
        func expected(_ line: Int, _ text: String) -> String {
            "data.csv, line \(line), column \"w\": \"\(text)\" is too large to compute with. Correct it, or use double "
                + "precision."
        }
        let selection = ColumnSelection(weight: .name("w"))
        let sum = try table("x,w,y", "1,1e308,0.5", "2,1.7e308,1.5")
        #expect(message { _ = try fitted(sum, selection: selection) } == expected(3, "1.7e308"))
        let large = try table("x,w,y", "1,1e300,0.5", "2,1,1.5")
        let preprocessor = try fitted(
            large, .init(scaling: .none, targetScaling: .none), selection: selection)
        #expect(message { _ = try preprocessor.dataset(from: large, as: Float.self) } == expected(2, "1e300"))
        #expect(try preprocessor.dataset(from: large, as: Double.self).weights == [1e300, 1])
    }

    /// A weight of 2 is the row twice, one of 0 leaves it out: the fitted numbers are the same.
    @Test(arguments: [Scaling.standard, .minMax, .max, .robust, .robustClipped, .quantile])
    func wholeWeightsRepeatRows(_ scaling: Scaling) throws {
        let weights = [2, 0, 1, 3, 1]
        let x: [String?] = ["4", "900", nil, "1", "9"]
        let colours = ["red", "black", "blue", "blue", "red"]
        let repeated = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
        let whole = Table(
            columns: [
                (name: "x", values: x), (name: "c", values: colours),
                (name: "w", values: weights.map(String.init)),
                (name: "y", values: ["1.5", "77", "3", "4", "8"]),
            ], source: "data.csv")
        let settings = PreprocessingSettings(scaling: scaling)
        let selection = ColumnSelection(weight: .name("w"))
        let schema = try Schema(inferring: whole, selection: selection)
        let weighted = try Preprocessor(
            fitting: whole, schema: schema, settings: settings, targetEncoding: .numeric)
        let ignoring = try Schema(inferring: whole, selection: .init(ignored: [.name("w")]))
        let duplicated = try Preprocessor(
            fitting: whole, schema: ignoring, settings: settings, targetEncoding: .numeric, rows: repeated)
        #expect(weighted.featureNames == ["x", "c=blue", "c=red"])
        #expect(weighted.targetScales == duplicated.targetScales)
        #expect(weighted.columns[0] == duplicated.columns[0])
        #expect(weighted.columns[1] == duplicated.columns[1])
    }

    @Test func weightsMatterByTheirRatioAlone() throws {
        func numbers(_ weights: [String]) throws -> FittedNumbers? {
            let columns = [
                (name: "x", values: ["1", "2", "5", "9"]), (name: "w", values: weights),
                (name: "y", values: ["1.5", "2", "3", "4"]),
            ]
            let table = Table(columns: columns.map { (name: $0.name, values: $0.values) }, source: "data.csv")
            return try fitted(table, .init(scaling: .robust), selection: .init(weight: .name("w"))).columns[0]
                .numeric
        }
        #expect(try numbers(["0.5", "0.5", "0.5", "0.5"]) == numbers(["1", "1", "1", "1"]))
        #expect(try numbers(["0.001", "0.001", "0.001", "0.001"])?.fill == 3.5)
    }
}

@Suite struct PreprocessorFittingErrorTests {
    @Test func settings() throws {
        let table = tableOfTarget(["a", "b", "a"])
        let cases: [(PreprocessingSettings, String)] = [
            (
                .init(numericImputation: .constant(.infinity)),
                "The number that stands in for missing ones is inf. Give a finite one."
            ),
            (
                .init(categoricalEncoding: .oneHot(limit: 1)),
                "The limit of one-hot columns is 1. Give at least 2."
            ),
            (
                .init(categoricalEncoding: .oneHot(limit: 5, minimumCount: 0)),
                "The minimum count of a category is 0. Give at least 1."
            ),
            (
                .init(classWeighting: .explicit(["a": -1])),
                "The weight of class \"a\" is -1.0. Give a number of 0 or more."
            ),
            (
                .init(classWeighting: .explicit(["z": 1])),
                "There is no class \"z\" to give a weight to. The classes are \"a\" and \"b\"."
            ),
        ]
        for (settings, expected) in cases { #expect(message { _ = try fitted(table, settings) } == expected) }
    }

    @Test func targets() throws {
        let two = tableOfTarget(["a", "b", "a"])
        #expect(
            message { _ = try fitted(two, encoding: .numeric) }
                == "Targets cannot be encoded as numeric for classification. Choose one-hot, or binary for two classes."
        )
        #expect(
            message { _ = try fitted(tableOfTarget(["1.5", "2", "3"]), encoding: .oneHot) }
                == "Targets cannot be encoded as one-hot for regression. Choose numeric.")
        #expect(
            message { _ = try fitted(tableOfTarget(["a", "b", "c"]), encoding: .binary) }
                == "One output tells two classes apart, and there are 3. Choose one output per class.")
        #expect(
            message { _ = try fitted(tableOfTarget(["a", "a", "a"])) }
                == "data.csv, column \"y\": Every row has the label \"a\": there is nothing to tell apart. Choose another "
                + "target, or add rows of another class.")
    }

    @Test func rows() throws {
        let table = try table("x,w,y", "1,0,0.5", ",0,1.5", "2,0,")
        #expect(
            message { _ = try fitted(table, .init(numericImputation: .dropRows), rows: [1, 2]) }
                == "data.csv: No row is left to learn from: 1 row without a target and 1 row with missing values left out."
        )
        #expect(message { _ = try fitted(table, rows: []) } == "data.csv: No row is left to learn from.")
        #expect(
            message { _ = try fitted(table, selection: .init(weight: .name("w"))) }
                == "data.csv, column \"w\": Every row weighs 0. Give at least one row a positive weight.")
        #expect(
            message { _ = try fitted(tableOfFeature(["3", "3", "3"])) }
                == "data.csv: Every column is empty, or the same in every row: there is nothing to "
                + "learn from.")
    }
}
