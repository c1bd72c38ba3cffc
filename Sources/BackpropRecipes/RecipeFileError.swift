/// Why a recipe's text cannot be followed: where, what was expected, what was found, what to do.
public struct RecipeFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The name of what was read.
    public let source: String

    /// The line, counted from 1.
    public let line: Int

    /// The character in the line, counted from 1.
    public let column: Int

    /// What is wrong.
    public let problem: String

    /// The place and the problem.
    public var description: String { "\(source), line \(line), column \(column): \(problem)" }
}
