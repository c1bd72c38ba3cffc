/// An error that this library throws.
///
/// Every error type of the library conforms. So a program needs one `catch` for all of them:
///
/// ```swift
/// do {
///     let model = try Model.fit(Table(contentsOf: "iris.csv"), target: "species")
/// } catch let error as any BackpropError {
///     print(error.description)
///     let isMistakeOfTheUser = error.category == .setting
/// }
/// ```
///
/// The `description` is the sentence that a user reads: the location, the found and the expected value, and a
/// remedy. Code that reacts to one error matches the cases or properties of its type. All types are `Hashable`, so
/// that a test compares whole errors.
public protocol BackpropError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The category of the error, for programs that react to kinds of errors rather than to single ones.
    var category: ErrorCategory { get }
}

/// A category of errors. The command `backprop` ends with one exit status for each.
public enum ErrorCategory: String, CaseIterable, Sendable {
    /// A setting is not valid, contradicts another one or does not fit the data. The exit status is 64.
    case setting
    /// The content of a table, of images, of a model or of another file is not valid. The exit status is 65.
    case data
    /// A file does not exist or cannot be opened. The exit status is 66.
    case unreadable
    /// A file cannot be created. The exit status is 73.
    case unwritable
    /// The system failed while it read or wrote a file. The exit status is 74.
    case inputOutput = "input-output"
}
