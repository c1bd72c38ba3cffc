/// Where training draws its rows from: a dataset in memory, a file of numbers, images that are changed anew
/// each time they are shown.
///
/// A run asks for the rows of each update by their numbers, in the order in which it wants them, and hands
/// over the memory where they go. Several threads may ask a source at the same time.
public protocol BatchSource<S>: Sendable {
    /// The type of the numbers.
    associatedtype S: Scalar

    /// The number of rows.
    var rowCount: Int { get }

    /// The shape of one row's features: `[features]` for tables, `[height, width, channels]` for images.
    var inputShape: Shape { get }

    /// The number of targets of one row.
    var targetCount: Int { get }

    /// Whether rows have weights; otherwise each weighs 1.
    var hasWeights: Bool { get }

    /// Writes the rows asked for into the pass's memory, without allocating.
    ///
    /// What is written is a function of the row's number and of ``BatchRequest/place`` alone, so that a run that
    /// is resumed, or that uses other threads, sees the same.
    ///
    /// - Throws: Any error where the rows cannot be had; the run ends, and whoever started it gets the error.
    func gather(_ pass: BatchRequest<S>) throws

    /// Hands neighbouring rows to a function where they lie, if they lie in memory as they are to be seen.
    ///
    /// - Returns: What the function returns, or `nil` where rows have to be gathered, which is the default.
    func withRows<Result>(_ rows: Range<Int>, _ body: (BorrowedRows<S>) throws -> Result) rethrows -> Result?

    /// The given rows, in the given order.
    func selecting(_ rows: [Int]) -> any BatchSource<S>
}

extension BatchSource {
    /// None lie in memory.
    public func withRows<Result>(
        _ rows: Range<Int>, _ body: (BorrowedRows<S>) throws -> Result
    ) rethrows -> Result? { nil }

    /// A source that asks this one for those rows.
    public func selecting(_ rows: [Int]) -> any BatchSource<S> { SelectedRows(base: self, rows: rows) }
}

/// What a source is given to gather the rows of one batch. All matrices are row-major, one row after the other.
public struct BatchRequest<S: Scalar> {
    /// The numbers of the rows, from 0, in the order in which they are wanted; the source may overwrite them.
    public let rows: UnsafeMutableBufferPointer<Int>

    /// Where in a run the rows are used; `nil` where they are measured, not learned from, so that nothing
    /// random is to be done to them.
    public let place: RandomContext?

    /// Where `rows.count` × the input shape's count features go.
    public let features: UnsafeMutablePointer<S>

    /// Where `rows.count` × the target count targets go.
    public let targets: UnsafeMutablePointer<S>

    /// Where one weight a row goes, for sources that have weights.
    public let weights: UnsafeMutablePointer<S>

    /// The most threads that the source may use.
    public let threads: Int

    /// Creates a pass over buffers of the caller's, as tests of a source do.
    public init(
        rows: UnsafeMutableBufferPointer<Int>, place: RandomContext?, features: UnsafeMutablePointer<S>,
        targets: UnsafeMutablePointer<S>, weights: UnsafeMutablePointer<S>, threads: Int = 1
    ) {
        self.rows = rows
        self.place = place
        self.features = features
        self.targets = targets
        self.weights = weights
        self.threads = threads
    }
}

/// Neighbouring rows where they lie.
public struct BorrowedRows<S: Scalar> {
    /// The rows' features, row-major.
    public let features: UnsafePointer<S>

    /// The rows' targets, row-major.
    public let targets: UnsafePointer<S>

    /// One weight a row; `nil` where the source has none.
    public let weights: UnsafePointer<S>?

    /// Rows in memory of the source's.
    public init(features: UnsafePointer<S>, targets: UnsafePointer<S>, weights: UnsafePointer<S>?) {
        self.features = features
        self.targets = targets
        self.weights = weights
    }
}

/// Some rows of another source.
struct SelectedRows<Base: BatchSource>: BatchSource {
    let base: Base
    let rows: [Int]

    var rowCount: Int { rows.count }
    var inputShape: Shape { base.inputShape }
    var targetCount: Int { base.targetCount }
    var hasWeights: Bool { base.hasWeights }

    func gather(_ pass: BatchRequest<Base.S>) throws {
        for index in pass.rows.indices { pass.rows[index] = rows[pass.rows[index]] }
        try base.gather(pass)
    }

    func selecting(_ rows: [Int]) -> any BatchSource<Base.S> {
        SelectedRows(base: base, rows: rows.map { self.rows[$0] })
    }
}
