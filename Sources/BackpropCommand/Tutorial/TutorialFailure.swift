/// Why the tutorial cannot go on: what the user reads, and how the process ends.
struct TutorialFailure: Error {
    let message: String
    let status: ExitStatus

    /// Part 6 alone was asked for, without its data.
    static let missingData = TutorialFailure(
        message: "part 6 needs the wheat seeds.\n\n" + WheatSeeds.howToGet, status: .noInput)

    /// The data file is not what part 6 needs.
    static func badData(_ message: String) -> TutorialFailure {
        TutorialFailure(message: message, status: .data)
    }

    /// The data file cannot be read.
    static func unreadable(_ message: String) -> TutorialFailure {
        TutorialFailure(message: message, status: .noInput)
    }
}
