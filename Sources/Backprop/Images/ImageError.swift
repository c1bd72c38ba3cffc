/// Why images cannot be read, or do not fit where they are to be used.
public struct ImageError: Error, Hashable, Sendable {
    /// What kind of trouble it is, for code that wants to tell apart.
    public enum Kind: Hashable, Sendable {
        /// The file is missing, or the system does not let it be read.
        case unreadable
        /// The file is of no format that is read here.
        case unknownFormat
        /// The file ends before its own header says, or is changed inside.
        case damaged
        /// The file is sound, but uses something that is not read here.
        case unsupported
        /// The images have another height, width or depth than they should.
        case sizeMismatch
        /// There are more or fewer labels than images.
        case countMismatch
        /// There are no labels where they are needed.
        case noLabels
        /// All images have the same label.
        case singleClass
        /// A label that the model does not know.
        case unknownLabel
        /// There are no images.
        case noImages
        /// Options that contradict each other or the data.
        case badOptions
    }

    /// What went wrong.
    public let kind: Kind
    /// The file, or what the images were read from.
    public let source: String
    /// What was expected and what was found, a full sentence.
    public let problem: String
    /// What to do about it, full sentences.
    public let remedy: String

    init(_ kind: Kind, source: String, problem: String, remedy: String) {
        self.kind = kind
        self.source = source
        self.problem = problem
        self.remedy = remedy
    }

    /// The same trouble as the reader of bytes tells it.
    init(_ error: TableError) {
        self.init(
            error.kind == .unreadable ? .unreadable : .damaged, source: error.source, problem: error.problem,
            remedy: error.remedy)
    }

    /// A file that was cut short or changed inside.
    static func damaged(_ source: String, _ problem: String) -> ImageError {
        ImageError(
            .damaged, source: source, problem: problem, remedy: "Copy, download or save the file again.")
    }
}

extension ImageError: CustomStringConvertible {
    /// Where, what was expected and found, and what to do.
    public var description: String { "\(source): \(problem) \(remedy)" }
}
