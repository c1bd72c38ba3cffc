/// A source of training rows, such as a dataset in memory, a file of numbers, or images that are augmented.
///
/// A run asks for the rows of each update by their numbers, in the order of the update. It passes the memory to
/// write them to. Several threads may ask a source at the same time.
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

    /// Writes the requested rows into the memory of the request, without allocating.
    ///
    /// The values depend only on the row's number and on ``BatchRequest/context``. So a resumed run, or one with another
    /// number of threads, gets the same values.
    ///
    /// - Throws: Any error if the rows cannot be read; the run ends and throws this error.
    func gather(_ pass: BatchRequest<S>) throws

    /// Calls a function with neighbouring rows in place, if they are in memory in their final form.
    ///
    /// - Returns: The result of the function, or `nil` if rows have to be gathered, which is the default.
    func withRows<Result>(_ rows: Range<Int>, _ body: (BorrowedRows<S>) throws -> Result) rethrows -> Result?

    /// Returns a source of the given rows, in the given order.
    func selecting(_ rows: [Int]) -> any BatchSource<S>
}

extension BatchSource {
    /// Returns `nil`, because rows have to be gathered.
    public func withRows<Result>(
        _ rows: Range<Int>, _ body: (BorrowedRows<S>) throws -> Result
    ) rethrows -> Result? { nil }

    /// Returns a source that asks this one for those rows.
    public func selecting(_ rows: [Int]) -> any BatchSource<S> { SelectedRows(base: self, rows: rows) }
}

/// A request for the rows of one batch. All matrices are row-major, one row after the other.
public struct BatchRequest<S: Scalar> {
    /// The numbers of the rows, from 0, in the requested order; the source may overwrite them.
    public let rows: UnsafeMutableBufferPointer<Int>

    /// The position in the run, or `nil` if the rows are evaluated and not trained on. Evaluated rows get no random
    /// changes.
    public let context: RandomContext?

    /// The memory for `rows.count` × the input shape's count features.
    public let features: UnsafeMutablePointer<S>

    /// The memory for `rows.count` × the target count targets.
    public let targets: UnsafeMutablePointer<S>

    /// The memory for one weight per row, if the source has weights.
    public let weights: UnsafeMutablePointer<S>

    /// The maximum number of threads that the source may use.
    public let threads: Int

    /// Creates a request with the caller's buffers, as tests of a source do.
    public init(
        rows: UnsafeMutableBufferPointer<Int>, context: RandomContext?, features: UnsafeMutablePointer<S>,
        targets: UnsafeMutablePointer<S>, weights: UnsafeMutablePointer<S>, threads: Int = 1
    ) {
        self.rows = rows
        self.context = context
        self.features = features
        self.targets = targets
        self.weights = weights
        self.threads = threads
    }
}

/// Neighbouring rows in the memory of their source.
public struct BorrowedRows<S: Scalar> {
    /// The rows' features, row-major.
    public let features: UnsafePointer<S>

    /// The rows' targets, row-major.
    public let targets: UnsafePointer<S>

    /// One weight per row, or `nil` if the source has no weights.
    public let weights: UnsafePointer<S>?

    /// Creates a view of rows in the memory of a source.
    public init(features: UnsafePointer<S>, targets: UnsafePointer<S>, weights: UnsafePointer<S>?) {
        self.features = features
        self.targets = targets
        self.weights = weights
    }
}

/// A selection of rows of another source.
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
