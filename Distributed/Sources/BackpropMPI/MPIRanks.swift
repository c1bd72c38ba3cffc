import Backprop
import BackpropCommand
import CRanks

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The processes that `mpirun`, or a batch system, has started together.
///
/// Sums never go through `MPI_Reduce` or `MPI_Allreduce`: their order depends on the number of ranks. MPI carries bytes
/// alone.
struct MPIRanks: ProcessGroup {
    let rank: Int
    let size: Int

    /// Joins the other processes.
    ///
    /// - Throws: ``RankError/lost(reason:)`` if MPI cannot begin.
    init() throws(RankError) {
        var (rank, size): (Int32, Int32) = (0, 1)
        let code = bp_ranks_begin(&rank, &size)
        guard code == 0 else { throw .lost(reason: "MPI cannot begin, with the code \(code)") }
        (self.rank, self.size) = (Int(rank), Int(size))
    }

    func exchange(
        _ parts: [UnsafeRawBufferPointer], into results: [UnsafeMutableRawBufferPointer]
    ) throws(RankError) {
        let code = bp_ranks_exchange(
            Int32(rank), Int32(size), parts.map(\.baseAddress), parts.map(\.count),
            results.map(\.baseAddress), results.map(\.count))
        guard code == 0 else { throw .lost(reason: "rank \(rank): \(Self.text(code))") }
    }

    func end(_ status: Int32) -> Never {
        // A signal reaches all ranks, or they have agreed to end.
        if status == 0 || status >= 128 { _ = bp_ranks_end() } else { bp_ranks_abort(status) }
        exit(status)
    }

    private static func text(_ code: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
            bp_ranks_error(code, text.baseAddress, 512)
            return String(cString: text.baseAddress!)
        }
    }
}
