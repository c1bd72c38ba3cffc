import Backprop

/// The processes that run one command together, as a launcher such as `mpirun` has started them.
///
/// The first rank prints and writes files. All ranks get the same arguments.
public protocol ProcessGroup: RankGroup {
    /// Ends this process with a status.
    ///
    /// With 0, and with 128 and more for a signal, it first waits until all ranks end. Any other status ends all of
    /// them at once.
    func end(_ status: Int32) -> Never
}

/// The group of one process, as without a launcher.
public struct SingleProcess: ProcessGroup {
    private let single = SingleRank()

    /// Creates the group.
    public init() {}

    /// Always 0.
    public var rank: Int { single.rank }

    /// Always 1.
    public var size: Int { single.size }

    /// Copies the part.
    public func exchange(
        _ parts: [UnsafeRawBufferPointer], into results: [UnsafeMutableRawBufferPointer]
    ) throws(RankError) {
        try single.exchange(parts, into: results)
    }

    /// Ends the process.
    public func end(_ status: Int32) -> Never { ExitStatus.exit(status) }
}

/// The program `backprop`, for executables that bring their own way to run on several machines.
public enum CommandLineProgram {
    /// Runs the command that the process's arguments name, and ends the process.
    ///
    /// - Parameter group: The processes that run the command together.
    public static func main(_ group: any ProcessGroup = SingleProcess()) {
        Ranks.current = group
        BackpropCommand.main()
        group.end(0)
    }
}

/// The processes that run this command.
enum Ranks {
    /// Set once, before the command begins.
    nonisolated(unsafe) static var current: any ProcessGroup = SingleProcess()

    /// Whether this process prints and writes files.
    static var isFirst: Bool { current.isFirst }

    /// The largest number of shards that is chosen without an option.
    private static let maximumShardCount = 64

    /// The number of rows that a shard should at least have.
    private static let minimumRowCount = 32

    /// Cuts the batches of a recipe into shards if there are ranks to share them, and no number of shards is explicit.
    ///
    /// The number depends on the recipe and the rows alone, not on the number of ranks.
    ///
    /// - Parameter rows: The number of rows, of which a full batch consists.
    static func sharing(
        _ open: (recipe: Recipe, choices: [Choice]), explicit: Int?, rows: Int
    ) -> (recipe: Recipe, choices: [Choice]) {
        guard current.size > 1, explicit == nil else { return open }
        var (recipe, choices) = open
        let batch = recipe.batchSize.count(of: rows)
        var shards = 1
        while 2 * shards <= maximumShardCount, batch >= 2 * shards * minimumRowCount { shards *= 2 }
        recipe.shards = shards
        guard shards > 1, (try? recipe.validate()) != nil else {
            Console.warning("each rank does the whole work, since the batches cannot be cut into shards")
            return open
        }
        choices.append(
            Choice(
                setting: "shards", value: "\(shards)",
                reason: "at least \(minimumRowCount) rows of each batch for every rank that shares the work"))
        return (recipe, choices)
    }
}

/// A command that all ranks run, each with a share of the work.
protocol SharedCommand {}
