/// Raw rows that a model can predict: those of a table, images, or numbers.
///
/// Every method with a ``ModelInput`` throws ``ModelError`` if the model takes rows of another kind.
package protocol RawRows: Sendable {
    /// The name of the rows' file in messages.
    var source: String { get }

    /// The number of rows.
    var rowCount: Int { get }

    /// The names of the columns; empty if there are no columns.
    var columnNames: [String] { get }

    /// The precision of numbers that are not converted, or `nil` for rows that are converted to a recipe's precision.
    var precision: Precision? { get }

    /// Returns the line of the file in which a row begins, from 1, or `nil` if rows are not lines.
    func fileLine(ofRow row: Int) -> Int?

    /// Returns the given rows, in the given order.
    func selectingRows(_ rows: [Int]) -> Self

    /// Returns those of the rows that can be trained on: they have a target, and no value is missing that may not be.
    func trainingRows(among rows: [Int], by input: ModelInput) throws -> [Int]

    /// Returns features, targets and weights of some rows as numbers.
    func encoded<S: Scalar>(
        _ rows: [Int], by input: ModelInput, for recipe: Recipe, purpose: Preprocessor.Purpose,
        as scalar: S.Type
    ) throws -> any BatchSource<S>

    /// Passes the features of all rows as numbers, in one part or several.
    ///
    /// - Parameter collectsUnusualValues: Whether the report lists the unusual values of each row of a table.
    /// - Returns: A report of the values that training had not seen.
    func withFeatures<S: Scalar>(
        by input: ModelInput, as scalar: S.Type, collectsUnusualValues: Bool,
        _ body: ([S]) throws -> Void
    ) throws -> EncodingReport

    /// Returns the weight of each of the rows, or of all, or `nil` if each weight is 1.
    func weights(ofRows rows: [Int]?, by input: ModelInput) throws -> [Double]?

    /// Returns the true targets of all rows.
    func truth(by input: ModelInput) throws -> Truth
}

/// The true targets of rows, and the weight of each row.
package struct Truth: Sendable {
    /// The targets.
    package enum Targets: Sendable {
        /// The index of each row's class among the labels.
        case classes([Int])
        /// Numbers in the units of the file, rows × targets.
        case values([Double])
        /// Several yes/no targets, rows × targets: 1 for the positive value, 0 for the other.
        case multiLabel([Int])
    }

    let targets: Targets
    /// The weight of each row, or `nil` if each weight is 1.
    var weights: [Double]?
    /// The positive class of two.
    var positiveClass = 1
    /// Whether a threshold decides between two classes, not the higher probability.
    var hasThreshold = false
}
