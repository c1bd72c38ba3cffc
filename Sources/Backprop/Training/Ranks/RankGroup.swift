/// The processes that run one job together, on one machine or several. Each has a rank, and all run the same program.
///
/// The library divides the work of training among the ranks, and every rank gets the same result. How bytes get from
/// one rank to another is up to the group: the library itself has only ``SingleRank``, and the package `Distributed`
/// has one over MPI.
///
/// All ranks call the same methods in the same order. One whose process ends must end the others.
public protocol RankGroup: Sendable {
    /// The rank of this process, from 0 to below ``size``.
    var rank: Int { get }

    /// The number of processes, at least 1.
    var size: Int { get }

    /// Sends a part to every rank and receives one from every rank, this one included.
    ///
    /// - Parameters:
    ///   - parts: The bytes for each rank, in the order of the ranks.
    ///   - results: The memory for the bytes of each rank, as long as the part that it sends to this rank.
    /// - Throws: ``RankError/lost(reason:)`` if the connection fails.
    func exchange(
        _ parts: [UnsafeRawBufferPointer], into results: [UnsafeMutableRawBufferPointer]
    ) throws(RankError)
}

/// The group of one process: everything on this machine, as without any group.
public struct SingleRank: RankGroup {
    /// Creates the group.
    public init() {}

    /// Always 0.
    public var rank: Int { 0 }

    /// Always 1.
    public var size: Int { 1 }

    /// Copies the part.
    public func exchange(
        _ parts: [UnsafeRawBufferPointer], into results: [UnsafeMutableRawBufferPointer]
    ) throws(RankError) {
        results[0].copyMemory(from: parts[0])
    }
}

extension RankGroup {
    /// Whether this is the rank that prints and writes files.
    public var isFirst: Bool { rank == 0 }

    /// Returns the bytes of every rank, in the order of the ranks. The lengths may differ.
    ///
    /// - Throws: ``RankError/lost(reason:)`` if the connection fails.
    public func gather(_ bytes: [UInt8]) throws(RankError) -> [[UInt8]] {
        let counts = try exchange(all: withUnsafeBytes(of: Int64(bytes.count)) { Array($0) }, counts: nil)
            .map { Int($0.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }) }
        return try exchange(all: bytes, counts: counts)
    }

    /// Returns the bytes of the first rank; those of the others are not used.
    ///
    /// - Throws: ``RankError/lost(reason:)`` if the connection fails.
    public func broadcast(_ bytes: [UInt8]) throws(RankError) -> [UInt8] {
        try gather(isFirst ? bytes : [])[0]
    }

    /// Returns whether a condition holds on any rank.
    ///
    /// - Throws: ``RankError/lost(reason:)`` if the connection fails.
    public func any(_ condition: Bool) throws(RankError) -> Bool {
        guard size > 1 else { return condition }
        return try exchange(all: [condition ? 1 : 0], counts: nil).contains([1])
    }

    /// Waits until all ranks have got here.
    ///
    /// - Throws: ``RankError/lost(reason:)`` if the connection fails.
    public func wait() throws(RankError) { _ = try any(false) }

    /// Sends the same bytes to all ranks.
    ///
    /// - Parameter counts: The number of bytes from each rank. Defaults to as many as this one sends.
    private func exchange(all bytes: [UInt8], counts: [Int]?) throws(RankError) -> [[UInt8]] {
        let memory = (0..<size).map {
            UnsafeMutableRawBufferPointer.allocate(byteCount: counts?[$0] ?? bytes.count, alignment: 1)
        }
        defer { for part in memory { part.deallocate() } }
        let sent = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { sent.deallocate() }
        sent.copyBytes(from: bytes)
        try exchange(Array(repeating: UnsafeRawBufferPointer(sent), count: size), into: memory)
        return memory.map { Array($0) }
    }
}

/// A reason why ranks cannot work together.
public enum RankError: BackpropError {
    /// The connection to other ranks failed.
    case lost(reason: String)
    /// A rank was started with another setting, recipe or data than rank 0.
    case other(rank: Int, key: String, there: String, first: String)

    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .lost: .inputOutput
        case .other: .setting
        }
    }

    /// A sentence that names the rank and the problem.
    public var description: String {
        switch self {
        case .lost(let reason): "the connection between the ranks failed: \(reason)"
        case .other(let rank, let key, let there, let first):
            """
            rank \(rank) does not run the same job as rank 0: \(key) is \(there) there, but \(first) on rank 0; start \
            all ranks with the same program, options and data
            """
        }
    }
}
