import Testing

// Only the library makes loss passes.
@testable import Backprop

@Suite struct LossGoldenTests {
    static let golden = GoldenValues(LossGoldenValues.text)

    /// The cases of Tests/Conformance/pytorch/losses.py.
    static let losses: [(name: String, loss: any Loss)] = [
        ("squared-error", SquaredError()), ("mean-squared-error", MeanSquaredError()),
        ("mean-absolute-error", MeanAbsoluteError()), ("huber", Huber()), ("huber 0.5", Huber(delta: 0.5)),
        ("cross-entropy", CrossEntropy()), ("cross-entropy soft", CrossEntropy()),
        ("cross-entropy uneven", CrossEntropy()), ("cross-entropy far", CrossEntropy()),
        ("binary-cross-entropy", BinaryCrossEntropy()), ("binary-cross-entropy far", BinaryCrossEntropy()),
    ]

    static let cases = losses.flatMap { loss in
        ["", " weighted", " narrow"].map { (name: loss.name + $0, loss: loss.loss) }
    }

    /// The row losses and the gradient that a loss gives for the numbers of a case.
    static func evaluate<S: Scalar>(
        _ loss: any Loss, _ name: String, as scalar: S.Type
    ) -> (rows: [S], gradient: [S]) {
        let shape = golden[name, "shape"].map { Int($0) }
        let outputs = golden[name, "outputs", as: S.self]
        let targets = golden[name, "targets", as: S.self]
        let weights = golden[name, "weights", as: S.self]
        let total = weights.isEmpty ? S(shape[0]) : weights.reduce(0, +)
        // Neither starts at zero, so that a value that is added instead of written shows.
        var gradient = [S](repeating: 7, count: outputs.count)
        var rows = [S](repeating: 7, count: shape[0])
        gradient.withUnsafeMutableBufferPointer { gradient in
            rows.withUnsafeMutableBufferPointer { rows in
                outputs.withUnsafeBufferPointer { outputs in
                    targets.withUnsafeBufferPointer { targets in
                        weights.withUnsafeBufferPointer { weights in
                            loss.evaluate(
                                LossPass(
                                    rows: shape[0], columns: shape[1], outputs: outputs.baseAddress!,
                                    targets: targets.baseAddress!,
                                    weights: weights.isEmpty ? nil : weights.baseAddress, scale: 1 / total,
                                    gradient: gradient.baseAddress!, rowLosses: rows.baseAddress!))
                        }
                    }
                }
            }
        }
        return (rows, gradient)
    }

    @Test func everyCaseHasItsLoss() {
        #expect(Self.golden.names == Self.cases.map(\.name))
    }

    @Test(arguments: cases.indices) func givesRowLossesAndGradient(index: Int) {
        Self.expectAgreement(Self.cases[index].loss, Self.cases[index].name, as: Double.self)
        Self.expectAgreement(Self.cases[index].loss, Self.cases[index].name, as: Float.self)
    }

    static func expectAgreement<S: Scalar>(_ loss: any Loss, _ name: String, as scalar: S.Type) {
        let found = evaluate(loss, name, as: S.self)
        let weights = golden[name, "weights"]
        let rows = golden[name, "rows"].enumerated().map { weights.isEmpty ? $1 : $1 * weights[$0] }
        #expect(mismatch(found.rows, rows) == nil, "\(name)")
        #expect(mismatch(found.gradient, golden[name, "gradient"]) == nil, "\(name)")
        let total = weights.isEmpty ? Double(rows.count) : weights.reduce(0, +)
        let mean = found.rows.reduce(0) { $0 + Double($1) } / total
        #expect(mismatch([S(mean)], golden[name, "mean"]) == nil, "\(name)")
    }

    /// Shows that the numbers tell each loss from all others.
    @Test func noOtherLossGivesThem() {
        for (name, loss) in Self.losses {
            for (other, wrong) in Self.losses where !wrong.isEqual(to: loss) {
                let found = Self.evaluate(wrong, name, as: Double.self)
                #expect(mismatch(found.rows, Self.golden[name, "rows"]) != nil, "\(other) passes for \(name)")
                #expect(
                    mismatch(found.gradient, Self.golden[name, "gradient"]) != nil,
                    "\(other) has the gradient of \(name)")
            }
        }
    }
}
