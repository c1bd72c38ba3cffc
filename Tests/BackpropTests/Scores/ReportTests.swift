import Testing

@testable import Backprop

@Suite struct ReportTests {
    @Test func aClassificationNextToItsBaselines() throws {
        let labels = ["setosa", "versicolor", "virginica"]
        let truth = [0, 0, 1, 1, 2, 2]
        let right = [0.75, 0.125, 0.125]
        let rows = [
            right, right, [0.125, 0.75, 0.125], [0.125, 0.25, 0.625], [0, 0, 1], [0.125, 0.25, 0.625],
        ]
        let evaluation = try ClassificationEvaluation(
            truth: truth, probabilities: rows.flatMap { $0 }, classLabels: labels)
        let frequent = try Baseline.mostFrequentClass(
            training: [0, 0, 1, 2], test: truth, classLabels: labels)
        let chance = try Baseline.stratifiedChance(training: truth, test: truth, classLabels: labels)
        let report = evaluation.report(baselines: [("most frequent", frequent), ("chance", chance)])
        #expect(
            report == """
                6 rows, 3 classes

                                       model  most frequent  chance
                accuracy              0.8333         0.3333  0.3333
                balanced accuracy     0.8333         0.3333  0.3333
                macro precision       0.8889         0.1111  0.3333
                macro recall          0.8333         0.3333  0.3333
                macro F1              0.8222         0.1667  0.3333
                weighted F1           0.8222         0.1667  0.3333
                Matthews correlation  0.7833         0.0000  0.0000
                Cohen's kappa         0.7500         0.0000  0.0000
                log loss              0.4532         1.1552       -
                Brier score           0.2448         0.7083       -
                ROC AUC               0.9583         0.5000       -
                average precision     0.8889         0.3333       -
                calibration error     0.1667         0.1667       -

                class       precision  recall      F1  rows
                setosa         1.0000  1.0000  1.0000     2
                versicolor     1.0000  0.5000  0.6667     2
                virginica      0.6667  1.0000  0.8000     2

                confusion matrix
                truth \\ predicted  setosa  versicolor  virginica
                setosa                  2           0          0
                versicolor              0           1          1
                virginica               0           0          2

                calibration: how often the predicted class came true
                probability    mean  came true  rows
                0.6 to 0.7   0.6250     0.5000     2
                0.7 to 0.8   0.7500     1.0000     3
                0.9 to 1.0   1.0000     1.0000     1

                """)
    }

    @Test func aRegressionOfTwoTargets() throws {
        let evaluation = try RegressionEvaluation(
            truth: [1, 100, 2, 200, 3, 400], predicted: [1, 110, 2.5, 200, 3, 380],
            targetNames: ["price", "a target of far too long a name"])
        let mean = try Baseline.mean(
            training: [1, 100, 3, 300], test: [1, 100, 2, 200, 3, 400],
            targetNames: ["price", "a target of far too long a name"])
        let report = Evaluation.regression(evaluation).report(baselines: [("mean", .regression(mean))])
        #expect(
            report == """
                3 rows, 2 targets

                                          model     mean
                RMSE                     6.5993   64.958
                MAE                      5.0833   50.333
                median absolute error    5.0000   50.500
                R²                       0.9321  -0.0357
                explained variance       0.9533   0.0000
                MAPE                   0.066667  0.47222
                maximum error            10.250   100.50

                target                       RMSE      MAE      R²
                price                     0.28868  0.16667  0.8750
                a target of …long a name   12.910   10.000  0.9893

                """)
    }

    @Test func aMatrixThatIsTooWideGivesWayToItsConfusions() throws {
        let labels = (0..<30).map { "class number \($0)" }
        let truth = Array(0..<30) + [3, 3, 4]
        let predicted = Array(0..<30) + [5, 5, 0]
        let evaluation = try ClassificationEvaluation(
            truth: truth, predicted: predicted, classLabels: labels)
        #expect(
            evaluation.report().hasSuffix(
                """

                most frequent confusions (the whole matrix is too wide)
                truth           predicted       rows
                class number 3  class number 5     2
                class number 4  class number 0     1

                """))
        let perfect = try ClassificationEvaluation(truth: truth, predicted: truth, classLabels: labels)
        #expect(perfect.report().hasSuffix("\nno confusions\n"))
    }

    @Test func baselinesOfTheOtherTaskAreLeftOut() throws {
        let classes = try ClassificationEvaluation(truth: [0], predicted: [0], classLabels: ["a"])
        let numbers = try RegressionEvaluation(truth: [1], predicted: [1])
        #expect(
            Evaluation.classification(classes).report(baselines: [("mean", .regression(numbers))])
                == classes.report())
    }

    @Test func aTableEndsNoLineWithSpaces() {
        let table = TextTable(header: ["name", ""], rows: [["long name", "12"]])
        #expect(table.text == "name\nlong name  12\n")
        #expect(table.width == 13)
    }

    @Test(arguments: [
        ("short", "short"), ("exactly-twelve", "exactl…welve"), ("a\u{1B}[2J\nb", "a?[2J?b"),
        ("123456789012", "123456789012"), ("", ""),
    ])
    func labelsFitAndAreHarmless(name: String, shown: String) {
        #expect(TextTable.label(name, limit: 12) == shown)
    }
}

@Suite struct NumberTextTests {
    @Test(
        arguments: [
            (0.998993992805481, "0.998994"), (86, "86"), (-0.5, "-0.5"), (0, "0"), (-0.0, "0"),
            (1_234_567.8, "1234568"), (123_456_789_012_345.6, "123456789012346"), (1e15, "1e+15"),
            (2.5e-7, "2.5e-07"), (0.00012345678, "0.000123457"), (0.9999999, "1"), (-1e-300, "-1e-300"),
            (99_999.95, "100000"), (.infinity, "inf"),
        ] as [(Double, String)])
    func sixDigitsWithoutZeros(value: Double, text: String) {
        #expect(NumberText.rounded(value, digits: 6) == text)
    }

    @Test(arguments: [
        (0.96, 4, "0.9600"), (-0.00004, 4, "0.0000"), (-0.5, 4, "-0.5000"), (1, 0, "1"), (0.0625, 3, "0.063"),
        (9.99996, 4, "10.0000"), (1e20, 4, "1e+20"), (123456.75, 1, "123456.8"), (0, 2, "0.00"),
    ])
    func fixedPlaces(value: Double, places: Int, text: String) {
        #expect(NumberText.fixed(value, places: places) == text)
    }

    @Test(
        arguments: [
            (0, "0"), (21043.2, "21043"), (0.025013, "0.025013"), (3.14159265e-7, "3.1416e-07"),
            (-2.5e12, "-2.5000e+12"), (9.999999e-7, "1.0000e-06"), (1.5, "1.5000"), (123456789, "123456789"),
            (.leastNonzeroMagnitude, "4.9407e-324"), (1e308, "1.0000e+308"), (.infinity, "inf"),
        ] as [(Double, String)])
    func significantDigits(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }

    /// Rounding that carries into another digit changes no count of digits.
    @Test(
        arguments: [
            (0.00099999999, "0.0010000"), (9.999999, "10.000"), (-99999.96, "-100000"),
            (0.99999999, "1.0000"),
            (0.000099999999, "0.00010000"), (999999999.9, "1.0000e+09"),
        ] as [(Double, String)])
    func roundingThatCarries(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "0"), (7, "7"), (-12345678, "-12345678"), (3.0567, "3.057"), (0.1, "0.1"),
            (2.5, "2.5"),
            (1234.5, "1235"), (98765.4, "98765"), (99999.99, "100000"), (1.23456e-5, "1.235e-05"),
            (2e-7, "2e-07"),
            (1e30, "1e+30"), (.infinity, "inf"), (0.00099999999, "0.001"), (0.06361, "0.06361"),
        ] as [(Double, String)])
    func shortNumbers(value: Double, text: String) {
        #expect(NumberText.short(value) == text)
    }

    @Test func countsAreWholeUnlessWeightsMakeThemFractions() {
        #expect(NumberText.count(12) == "12" && NumberText.count(1.5) == "1.50")
    }
}
