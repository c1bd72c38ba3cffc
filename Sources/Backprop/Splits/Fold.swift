/// One division of a data set's rows: those a model is fitted on and those it is scored on.
///
/// Rows are numbered from 0, in the order of the data set. The folds of a ``Splitter`` hold them in ascending
/// order, and each row on one side only.
public struct Fold: Codable, Equatable, Sendable {
    /// The rows that everything is fitted on: preprocessor and network.
    public var training: [Int]

    /// The rows that the fitted model is scored on.
    public var test: [Int]

    /// Creates a fold from the rows of its two sides.
    public init(training: [Int], test: [Int]) {
        self.training = training
        self.test = test
    }
}

extension Fold {
    /// Returns the fold of these rows, if this fold contains indices into them.
    func of(_ rows: [Int]) -> Fold {
        Fold(training: training.map { rows[$0] }, test: test.map { rows[$0] })
    }

    /// Creates a fold that tests the rows for which `isTest` holds and trains on all the others.
    init(rowCount: Int, isTest: (Int) -> Bool) {
        self.init(training: [], test: [])
        for row in 0..<rowCount {
            if isTest(row) { test.append(row) } else { training.append(row) }
        }
    }
}
