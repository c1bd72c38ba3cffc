import Backprop

/// An error in a recipe's text, with its position, the expected and the found value, and a remedy.
public struct RecipeFileError: BackpropError {
    /// The name of the source.
    public let source: String

    /// The line, counted from 1.
    public let line: Int

    /// The character in the line, counted from 1.
    public let column: Int

    /// A sentence that names the problem.
    public let problem: String

    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// The position and the problem.
    public var description: String { "\(source), line \(line), column \(column): \(problem)" }
}
