/// The reason why images cannot be read, or do not fit their use.
public struct ImageError: BackpropError {
    /// The kind of fault, for code that handles some of them differently.
    public enum Kind: Hashable, Sendable {
        /// The file is missing, or the system does not let it be read.
        case unreadable
        /// The file has an unsupported format.
        case unknownFormat
        /// The file ends before its own header specifies, or its contents are damaged.
        case damaged
        /// The file is sound, but uses an unsupported feature.
        case unsupported
        /// The file, an image or all images together exceed a limit.
        case tooLarge
        /// Several files of a folder cannot be read.
        case severalFiles
        /// The images have another height, width or depth than they should.
        case sizeMismatch
        /// There are more or fewer labels than images.
        case countMismatch
        /// There are no labels, but they are needed.
        case noLabels
        /// All images have the same label.
        case singleClass
        /// The model does not know a label.
        case unknownLabel
        /// There are no images.
        case noImages
        /// Options contradict each other or the data.
        case badOptions
    }

    /// A setting that helps, for a program that knows how its users set it.
    public enum Advice: Hashable, Sendable {
        /// Bring all images to one size.
        case resize
        /// Leave files out that cannot be read.
        case skipUnreadable
        /// Raise ``ImageLimits/pixelsPerImage``.
        case raisePixelLimit
        /// Bring all images to the size and channels of the model's.
        case resizeForModel
        /// Add the labels of the images.
        case addLabels
        /// Set the size of the images in a table, and ignore its other columns.
        case imageSize
        /// Read the table otherwise, or give a column another role.
        case reading(ReadingRemedy)
    }

    /// The kind of fault.
    public let kind: Kind
    /// The file, or another source of the images.
    public let source: String
    /// A full sentence that names the expected and the found value.
    public let problem: String
    /// The remedy, in full sentences. A program may put its own words for ``advice`` here.
    public var remedy: String
    /// The setting that helps, or `nil` if none does.
    public let advice: Advice?

    init(_ kind: Kind, source: String, problem: String, remedy: String, advice: Advice? = nil) {
        self.kind = kind
        self.source = source
        self.problem = problem
        self.remedy = remedy
        self.advice = advice
    }

    /// Creates the error for an error of the reader of bytes.
    init(_ error: TableError) {
        self.init(
            error.kind == .unreadable ? .unreadable : .damaged, source: error.source, problem: error.problem,
            remedy: error.remedy, advice: error.option.map(Advice.reading))
    }

    /// Returns the error for a file that was cut short or changed inside.
    static func damaged(_ source: String, _ problem: String) -> ImageError {
        ImageError(
            .damaged, source: source, problem: problem, remedy: "Copy, download or save the file again.")
    }
}

extension ImageError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch kind {
        case .unreadable: .unreadable
        case .badOptions: .setting
        default: .data
        }
    }

    /// The source, the problem and the remedy; control characters in names are written as escapes.
    public var description: String {
        // A list of files ends with its line.
        "\(source.escapingControls): \(problem)\(problem.hasSuffix("\n") ? "" : " ")\(remedy)"
    }
}
