import Backprop
import Testing

/// A table with one feature, `x`, and the regression target `y`: 0.5, 1.5, 2.5, …
func tableOfFeature(_ values: [String?]) -> Table {
    Table(
        columns: [(name: "x", values: values), (name: "y", values: values.indices.map { "\($0).5" })],
        source: "data.csv")
}

/// Infers the schema, with `x` as given, and fits.
func fitted(
    _ table: Table, _ settings: PreprocessingSettings = .init(), selection: ColumnSelection = .init(),
    rows: [Int]? = nil, encoding: TargetEncoding? = nil
) throws -> Preprocessor {
    let schema = try Schema(inferring: table, selection: selection)
    return try Preprocessor(
        fitting: table, schema: schema, settings: settings,
        targetEncoding: encoding ?? (schema.task == .regression ? .numeric : .oneHot), rows: rows)
}

@Suite struct PreprocessorNumberTests {
    // The numbers are scikit-learn 1.9.1's:
    //
    //     x = np.array([[3.5], [-1], [np.nan], [8], [3.5], [12.25], [np.nan]])
    //     for imputation in ["mean", "median", "most_frequent"]:
    //         for scaler in [StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler()]:
    //             print(make_pipeline(SimpleImputer(strategy=imputation), scaler).fit_transform(x)[:, 0])
    //
    // the imputed value last, once.
    static let golden: [(NumericImputation, Scaling, [Double])] = [
        (
            .mean, .standard,
            [-0.4590075823861308, -1.6393127942361816, 0.7212976294639198, 1.8360303295445233, 0.0]
        ),
        (.mean, .minMax, [0.33962264150943394, 0.0, 0.6792452830188679, 1.0, 0.4716981132075471]),
        (
            .mean, .max,
            [0.2857142857142857, -0.08163265306122448, 0.6530612244897959, 1.0, 0.42857142857142855]
        ),
        (.mean, .robust, [-0.56, -2.0, 0.88, 2.24, 0.0]),
        (
            .median, .standard,
            [
                -0.3210333726950847, -1.4767535143973896, 0.8346867690072202, 1.9262002361705082,
                -0.3210333726950847,
            ]
        ),
        (.median, .minMax, [0.33962264150943394, 0.0, 0.6792452830188679, 1.0, 0.33962264150943394]),
        (.median, .robust, [0.0, -2.0, 2.0, 3.888888888888889, 0.0]),
        (.mostFrequent, .robust, [0.0, -2.0, 2.0, 3.888888888888889, 0.0]),
        (.mostFrequent, .none, [3.5, -1, 8, 12.25, 3.5]),
        (.constant(7), .none, [3.5, -1, 8, 12.25, 7]),
    ]

    static let values: [String?] = ["3.5", "-1", nil, "8", "3.5", "12.25", nil]

    @Test(arguments: golden)
    func agreesWithScikitLearn(_ imputation: NumericImputation, _ scaling: Scaling, _ expected: [Double])
        throws
    {
        let table = tableOfFeature(Self.values)
        let preprocessor = try fitted(table, .init(numericImputation: imputation, scaling: scaling))
        let features = try preprocessor.features(from: table, as: Double.self)
        for (row, value) in zip([0, 1, 3, 5, 2], expected) {
            #expect(abs(features.values[row] - value) <= 1e-15, "row \(row)")
        }
        #expect(features.values[6] == features.values[2])
        #expect(features.report.filledCount == 2)
        #expect(features.report.notices == ["2 missing values filled in (column \"x\")."])
    }

    @Test func roundsOnceAtTheEnd() throws {
        let table = tableOfFeature(["0.1", "0.2", "0.7", "100000.3"])
        let preprocessor = try fitted(table)
        let doubles = try preprocessor.features(from: table, as: Double.self).values
        #expect(try preprocessor.features(from: table, as: Float.self).values == doubles.map { Float($0) })
    }

    @Test func robustFallsBackIfQuartilesAreEqual() throws {
        let table = tableOfFeature(["0", "0", "0", "0", "0", "0", "10"])
        let preprocessor = try fitted(table, .init(scaling: .robust))
        let features = try preprocessor.features(from: table, as: Double.self).values
        #expect(features[0] == 0)
        #expect(abs(features[6] - 10 / 3.4992710611188254) < 1e-14)
    }

    @Test func rowsWithMissingValuesAreDroppedInTrainingAndFilledElsewhere() throws {
        let table = tableOfFeature(Self.values)
        let preprocessor = try fitted(table, .init(numericImputation: .dropRows, scaling: .none))
        #expect(preprocessor.rowCount == 5)
        #expect(preprocessor.notices == ["2 rows with missing values are left out."])
        let training = try preprocessor.encode(table, as: Double.self)
        #expect(training.rows == [0, 1, 3, 4, 5])
        #expect(training.rowsWithMissingValues == 2)
        #expect(training.dataset.features == [3.5, -1, 8, 3.5, 12.25])
        let evaluation = try preprocessor.encode(table, as: Double.self, for: .evaluation)
        #expect(evaluation.rows == Array(0..<7))
        #expect(evaluation.dataset.features[2] == 3.5)
        #expect(evaluation.report.filledCount == 2)
    }

    @Test func indicatorsFollowTheirColumn() throws {
        let table = tableOfFeature(Self.values)
        let preprocessor = try fitted(table, .init(missingIndicators: true, scaling: .none))
        #expect(preprocessor.featureNames == ["x", "x (missing)"])
        let values = try preprocessor.features(from: table, as: Double.self).values
        #expect(values == [3.5, 0, -1, 0, 3.5, 1, 8, 0, 3.5, 0, 12.25, 0, 3.5, 1])
    }

    @Test func uninformativeColumnsAreDropped() throws {
        let table = try table("a,b,c,d,e,y", "7,,k,1,5,0.5", "7,,k,2,,1.5", "7,,k,4,5,2")
        let preprocessor = try fitted(table, .init(missingIndicators: true))
        #expect(preprocessor.featureNames == ["d", "e (missing)"])
        #expect(
            preprocessor.notices == [
                "Column \"a\" is not used: it is always 7 in the rows that are learned from.",
                "Column \"b\" is not used: it has no value in the rows that are learned from.",
                "Column \"c\" is not used: it is always \"k\" in the rows that are learned from.",
                "Column \"e\" is not used: it is always 5 in the rows that are learned from.",
            ])
        let features = try preprocessor.features(from: table, as: Double.self)
        #expect(features.values.map { $0.rounded() } == [-1, 0, 0, 1, 1, 0])
    }

    @Test func columnConstantInAFoldIsDroppedThere() throws {
        let table = try table("a,b,y", "1,1,0.5", "1,2,1.5", "2,4,2", "3,5,4")
        #expect(try fitted(table).featureNames == ["a", "b"])
        #expect(try fitted(table, rows: [0, 1]).featureNames == ["b"])
    }

    @Test(arguments: [
        ["1e-200", "2e-200", "3e-200"], ["1e200", "2e200", "3e200"], ["-1.7e308", "0", "1.7e308"],
    ])
    func extremeNumbersAreScaled(_ values: [String]) throws {
        let table = tableOfFeature(values)
        let features = try fitted(table).features(from: table, as: Float.self).values
        #expect(features == [-1.2247449, 0, 1.2247449])
    }

    @Test func numbersTooFarApartAreRefused() throws {
        let table = tableOfFeature(["-1.7e308", "1", "1.7e308"])
        let expected =
            "data.csv, line 1, column \"x\": \"-1.7e308\" is too large to compute with. Correct it, or use double "
            + "precision."
        #expect(message { _ = try fitted(table, .init(scaling: .minMax)) } == expected)
        let plain = try fitted(table, .init(scaling: .none))
        #expect(
            message { _ = try plain.features(from: table, as: Float.self) }
                == "data.csv, line 1, column \"x\": \"-1.7e308\" is too large to compute with. Correct it, or leave its "
                + "cell empty if it is missing.")
        #expect(message { _ = try plain.features(from: table, as: Double.self) } == "no error")
    }

    @Test func outOfRangeIsCounted() throws {
        let preprocessor = try fitted(tableOfFeature(["1", "2", "3"]))
        let report = try preprocessor.features(from: tableOfFeature(["0.9", "1", "3", "4"]), as: Double.self)
            .report
        #expect(report.outOfRangeCount == 2)
        #expect(report.notices == ["2 numbers outside of the range seen in training (column \"x\")."])
    }
}

/// The text of a preprocessing error, or `no error`.
func message(_ body: () throws -> Void) -> String {
    do {
        try body()
        return "no error"
    } catch let error as PreprocessingError {
        return error.description
    } catch {
        return "another error: \(error)"
    }
}

@Suite struct PreprocessorCategoryTests {
    static let colours: [String?] = ["red", "blue", nil, "red", "green", "blue", "red"]

    @Test func oneHotWithMissingAsACategory() throws {
        let table = tableOfFeature(Self.colours)
        let preprocessor = try fitted(table)
        #expect(preprocessor.featureNames == ["x=blue", "x=green", "x=red", "x=(missing)"])
        let values = try preprocessor.features(from: table, as: Double.self).values
        #expect(Array(values[0..<16]) == [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0])
    }

    @Test func mostFrequentStandsInForMissing() throws {
        let table = tableOfFeature(Self.colours)
        let preprocessor = try fitted(
            table, .init(categoricalImputation: .mostFrequent, missingIndicators: true))
        #expect(preprocessor.featureNames == ["x=blue", "x=green", "x=red", "x (missing)"])
        let features = try preprocessor.features(from: table, as: Double.self)
        #expect(Array(features.values[8..<12]) == [0, 0, 1, 1])
        #expect(features.report.filledCount == 1)
    }

    /// As if the category stood there: one of its own, or one that other rows have.
    @Test func aConstantStandsInForMissing() throws {
        let table = tableOfFeature(Self.colours)
        for (category, names) in [
            ("none", ["x=blue", "x=green", "x=none", "x=red"]), ("blue", ["x=blue", "x=green", "x=red"]),
        ] {
            let settings = PreprocessingSettings(categoricalImputation: .constant(category))
            let preprocessor = try fitted(table, settings)
            #expect(preprocessor.featureNames == names)
            let features = try preprocessor.features(from: table, as: Double.self)
            let written = tableOfFeature(Self.colours.map { $0 ?? category })
            #expect(features.values == (try preprocessor.features(from: written, as: Double.self).values))
            #expect(features.report.filledCount == 1)
            #expect(try fitted(written, settings).columns == preprocessor.columns)
        }
        // If no training value was missing, the category may be one that training has not seen.
        let whole = try fitted(
            tableOfFeature(["a", "b", "a"]), .init(categoricalImputation: .constant("none")))
        let found = try whole.features(from: tableOfFeature([nil, "b", "a"]), as: Double.self)
        #expect(Array(found.values[0..<4]) == [0, 0, 0, 1] && found.report.filledCount == 1)
        let ordinal = PreprocessingSettings(
            categoricalImputation: .constant("green"), missingIndicators: true, categoricalEncoding: .ordinal,
            scaling: .none)
        let numbered = try fitted(table, ordinal)
        #expect(
            try numbered.features(from: table, as: Double.self).values
                == [2, 0, 0, 0, 1, 1, 2, 0, 1, 0, 0, 0, 2, 0])
    }

    @Test(arguments: ["own-category", "most-frequent", "constant not known", "drop-rows"])
    func rulesForMissingCategoriesAreWrittenAsTheyAreRead(_ text: String) {
        #expect(CategoricalImputation(rawValue: text)?.rawValue == text)
        #expect(CategoricalImputation(rawValue: "constant=a b") == .constant("a b"))
        for wrong in ["constant", "constant ", "constantly", "mean"] {
            #expect(CategoricalImputation(rawValue: wrong) == nil)
        }
    }

    @Test func rareCategoriesShareAnInput() throws {
        let table = tableOfFeature(["a", "a", "a", "b", "b", "c", "d", "b"])
        let limited = try fitted(table, .init(categoricalEncoding: .oneHot(limit: 3)))
        #expect(limited.featureNames == ["x=a", "x=b", "x=(other)"])
        #expect(limited.notices == ["Column \"x\": 2 rare categories of 4 share one input, \"(other)\"."])
        let frequent = try fitted(table, .init(categoricalEncoding: .oneHot(limit: 50, minimumCount: 2)))
        #expect(frequent.featureNames == ["x=a", "x=b", "x=(other)"])
        #expect(try fitted(table, .init(categoricalEncoding: .oneHot(limit: 4))).featureNames.count == 4)
        let values = try limited.features(from: table, as: Double.self).values
        #expect(Array(values[15..<24]) == [0, 0, 1, 0, 0, 1, 0, 1, 0])
    }

    @Test func unseenCategoriesFollowTheSetting() throws {
        let training = tableOfFeature(["a", "a", "b", "b", "c", "d"])
        let table = tableOfFeature(["e", "d", "f", "e", nil])
        func features(_ policy: UnseenCategories) throws -> EncodedFeatures<Double> {
            let settings = PreprocessingSettings(
                categoricalEncoding: .oneHot(limit: 3), unseenCategories: policy)
            return try fitted(training, settings).features(from: table, as: Double.self)
        }
        let zeros = try features(.zeros)
        #expect(zeros.values == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(zeros.report.unseenCount == 3)
        #expect(
            zeros.report.notices == [
                "1 missing value filled in (column \"x\").",
                "3 values of column \"x\" not seen in training, such as \"e\" and \"f\".",
            ])
        #expect(try features(.other).values == [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0])
        #expect(
            message { _ = try features(.refuse) }
                == "data.csv, line 1, column \"x\": The category \"e\" did not occur in training. The categories are "
                + "\"a\", \"b\", \"c\" and \"d\".")
    }

    @Test func ordinalNumbersAreScaled() throws {
        let table = tableOfFeature(["10", "9", "10", "x", nil])
        let preprocessor = try fitted(
            table, .init(categoricalEncoding: .ordinal, scaling: .none),
            selection: .init(categorical: [.name("x")]))
        #expect(preprocessor.featureNames == ["x"])
        #expect(try preprocessor.features(from: table, as: Double.self).values == [0, 1, 0, 2, 3])
        let scaled = try fitted(table, .init(categoricalEncoding: .ordinal, scaling: .minMax))
        #expect(
            try scaled.features(from: tableOfFeature(["9", "z"]), as: Double.self).values == [1.0 / 3, 0])
    }

    @Test func numberedCategoriesAreOneHoweverTheyAreSpelled() throws {
        let preprocessor = try fitted(
            tableOfFeature(["1", "2", "1", "3"]), selection: .init(categorical: [.name("x")]))
        let features = try preprocessor.features(from: tableOfFeature(["1.0", "3.0"]), as: Double.self)
        #expect(features.values == [1, 0, 0, 0, 0, 1])
        #expect(features.report.unseenCount == 0)
    }
}
