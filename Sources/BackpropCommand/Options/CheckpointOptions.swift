import ArgumentParser
import Backprop

/// The options for a run's checkpoints.
struct CheckpointOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder to save the run in regularly, so that it can be resumed.", valueName: "folder"))
    var checkpoint: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --checkpoint: the interval, as a number of epochs, or a time such as 30s, 10m or 2h (default: 1).",
            valueName: "interval"))
    var every: String?

    @Option(
        "keep", 1...1_000_000, "With --checkpoint: the number of checkpoints to keep, the newest ones",
        default: "3", valueName: "number")
    var keep: Int?

    @Flag(
        help:
            "With --checkpoint: resume from the newest checkpoint, with the same bits as without interruption."
    )
    var resume = false

    /// The folder as an output.
    var target: OutputGuard.Output? { OutputGuard.Output("--checkpoint", checkpoint, isFolder: true) }

    /// Returns the policy that the options ask for, or `nil` without a folder.
    func policy() throws -> CheckpointPolicy? {
        guard let checkpoint else {
            let stray = every != nil ? "--every" : keep != nil ? "--keep" : resume ? "--resume" : nil
            if let stray { throw UsageError("\(stray) needs --checkpoint FOLDER") }
            return nil
        }
        return CheckpointPolicy(
            folder: checkpoint, interval: try every.map(Self.interval) ?? .epochs(1), keep: keep ?? 3,
            resumes: resume)
    }

    private static func interval(_ text: String) throws -> CheckpointPolicy.Interval {
        if let epochs = Int(text), epochs > 0 { return .epochs(epochs) }
        guard let duration = TimeText.duration(text)
        else {
            throw UsageError(
                "--every is a number of epochs such as 5, or a time such as 30s, 10m or 2h, not \(text.debugDescription)"
            )
        }
        return .time(duration)
    }
}
