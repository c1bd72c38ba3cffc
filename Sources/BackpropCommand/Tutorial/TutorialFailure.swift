/// A failure of the tutorial: the message for the user, and the exit status.
struct TutorialFailure: Error {
    let message: String
    let status: ExitStatus

    /// Part 6 was requested on its own, without its data.
    static let missingData = TutorialFailure(
        message: "part 6 needs the wheat seeds.\n\n" + WheatSeeds.howToGet, status: .noInput)

    /// The data file is not suitable for part 6.
    static func badData(_ message: String) -> TutorialFailure {
        TutorialFailure(message: message, status: .data)
    }

    /// The data file cannot be read.
    static func unreadable(_ message: String) -> TutorialFailure {
        TutorialFailure(message: message, status: .noInput)
    }
}
