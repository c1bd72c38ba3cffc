extension Splitter {
    /// The maximum number of row numbers in the folds of one split together: 2^28, two gigabytes.
    static let rowNumberLimit = 1 << 28

    /// Throws if no division can satisfy the request, before any memory of the size of the data is allocated.
    func check(rowCount: Int, labels: [Int]?, groups: [Int]?, times: [Int]? = nil) throws(SplitError) {
        guard rowCount >= 2 else { throw .tooFewRows(found: rowCount) }
        try checkFolds(rowCount: rowCount)
        try checkSize(rowCount: rowCount)
        if isStratified {
            guard let labels else { throw .labelsMissing }
            guard labels.count == rowCount else { throw .labelCount(found: labels.count, rows: rowCount) }
        }
        if let times, times.count != rowCount { throw .timeCount(found: times.count, rows: rowCount) }
        if isGrouped {
            guard let groups else { throw .groupsMissing }
            guard groups.count == rowCount else { throw .groupCount(found: groups.count, rows: rowCount) }
        }
    }

    /// Whether the splitter distributes classes evenly, and so needs labels.
    package var isStratified: Bool {
        switch self {
        case .stratified, .holdOut(_, stratified: true): true
        default: false
        }
    }

    /// Whether the splitter keeps the rows of a group together, and so needs groups.
    private var isGrouped: Bool {
        switch self {
        case .grouped, .groupedHoldOut: true
        default: false
        }
    }

    /// Whether the splitter tests rows that follow all training rows in time.
    package var isInOrderOfTime: Bool {
        switch self {
        case .expandingWindow, .lastRows: true
        default: false
        }
    }

    private func checkFolds(rowCount: Int) throws(SplitError) {
        guard let asked = foldsAsked else { return }
        guard asked.folds >= 2 else { throw .tooFewFolds(found: asked.folds) }
        guard asked.repeats >= 1 else { throw .noRepeats(found: asked.repeats) }
        if case .expandingWindow = self {
            guard asked.folds < rowCount else { throw .tooManyWindows(folds: asked.folds, rows: rowCount) }
        } else {
            guard asked.folds <= rowCount else { throw .tooManyFolds(folds: asked.folds, rows: rowCount) }
        }
    }

    private func checkSize(rowCount: Int) throws(SplitError) {
        let asked = foldsAsked ?? (folds: self == .leaveOneOut ? rowCount : 1, repeats: 1)
        let (folds, overflow) = asked.folds.multipliedReportingOverflow(by: asked.repeats)
        guard !overflow, folds <= Self.rowNumberLimit / rowCount else {
            throw .tooLarge(folds: asked.folds, repeats: asked.repeats, rows: rowCount)
        }
    }

    private var foldsAsked: (folds: Int, repeats: Int)? {
        switch self {
        case .kFold(let folds, let repeats), .stratified(let folds, let repeats),
            .grouped(let folds, let repeats):
            (folds, repeats)
        case .expandingWindow(let folds, _): (folds, 1)
        case .leaveOneOut, .holdOut, .groupedHoldOut, .lastRows: nil
        }
    }
}
