/// The share of each column in the prediction for one row: how far it moves the prediction away from the average one.
///
/// The amounts sum to the difference between the prediction and ``average``. They describe the model, not the world: a
/// column with a large amount need not be the cause of anything.
///
/// Shapley values are interventional: an absent column has the values of the background's rows, so the average is the
/// mean prediction for the background. Source: E. Štrumbelj, I. Kononenko, “Explaining prediction models and individual
/// predictions with feature contributions”, Knowledge and Information Systems 41 (2014).
///
/// Integrated gradients go from the mean of the background's inputs x̄ to the row's inputs x, and sum over the inputs of
/// a column:
///
///     amountᵢ = (xᵢ − x̄ᵢ) ∫₀¹ ∂F/∂xᵢ (x̄ + α (x − x̄)) dα
///
/// Their average is the prediction at x̄. Source: M. Sundararajan, A. Taly, Q. Yan, “Axiomatic Attribution for Deep
/// Networks”, ICML 2017.
public struct RowExplanation: Hashable, Sendable {
    /// The share of one column.
    public struct Contribution: Hashable, Sendable {
        /// The name of the column.
        public let column: String
        /// The value in the row as text, or `nil` if it is missing.
        public let value: String?
        /// The reason why the value is unusual, or `nil` if training saw such values.
        public let unusual: UnusualValue.Reason?
        /// The distance by which the column moves the prediction, in the unit of the prediction.
        public let amount: Double
        /// The standard error of the amount, or `nil` if the amount is not sampled.
        public let standardError: Double?
    }

    /// The way in which the amounts were computed.
    public enum Method: Hashable, Sendable {
        /// Shapley values from all sets of columns.
        case exact
        /// Shapley values from pairs of orders of the columns, with standard errors.
        case sampled(pairs: Int)
        /// Integrated gradients, by so many steps. The error is the sum of the amounts minus the difference of the two
        /// predictions.
        case gradients(steps: Int, error: Double)
    }

    /// The row of the table, from 0.
    public let row: Int
    /// The line of the file in which the row begins, from 1.
    public let line: Int
    /// The prediction that is explained.
    public let output: ExplainedOutput
    /// The predicted class, value or values of the row as text.
    public let predicted: String
    /// The explained prediction for the row.
    public let prediction: Double
    /// The prediction to compare with.
    public let average: Double
    /// The columns that the model uses, in the order of the table.
    public let contributions: [Contribution]
    /// The way in which the amounts were computed.
    public let method: Method
    /// The number of rows of the background.
    public let backgroundRowCount: Int

    /// The columns, those with the largest amounts first; of equals the first in the table.
    public var ranked: [Contribution] {
        contributions.enumerated().sorted {
            ($1.element.amount.magnitude, $0.offset) < ($0.element.amount.magnitude, $1.offset)
        }.map(\.element)
    }

    /// The method in words: `exact Shapley values`.
    package var methodText: String {
        switch method {
        case .exact: "exact Shapley values"
        case .sampled(let pairs): "Shapley values sampled from \(pairs) pairs of orders of the columns"
        case .gradients(let steps, let error):
            "integrated gradients in \(steps) steps, whose sum is off by \(NumberText.significant(abs(error), digits: 2))"
        }
    }

    /// The average in words.
    package var averageText: String {
        let rows = count(backgroundRowCount, "background row")
        if case .gradients = method { return "the prediction at the mean of \(rows)" }
        return "the mean prediction for \(rows)"
    }
}

extension RowExplanation.Contribution {
    /// The value as text, with the reason why it is unusual: `missing`, `blue (unseen)`.
    package var valueText: String {
        guard let value else { return "missing" }
        let text = TextTable.label(value, limit: 24)
        guard let unusual, unusual != .missing else { return text }
        return "\(text) (\(unusual.rawValue))"
    }
}
