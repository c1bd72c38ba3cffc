import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The exit status of the process, in the numbers of sysexits.h that scripts know.
enum ExitStatus: Int32 {
    /// The arguments of the command are not valid.
    case usage = 64
    /// The data are not valid.
    case data = 65
    /// The input file does not exist or cannot be read.
    case noInput = 66
    /// The output file cannot be created.
    case cannotCreate = 73
    /// An error occurred while reading or writing.
    case inputOutput = 74

    /// Creates the status of a category of errors.
    init(_ category: ErrorCategory) {
        switch category {
        case .setting: self = .usage
        case .data: self = .data
        case .unreadable: self = .noInput
        case .unwritable: self = .cannotCreate
        case .inputOutput: self = .inputOutput
        }
    }

    /// Creates the status of an error of the library or the command, or returns `nil` for other errors.
    init?(for error: any Error) {
        guard let error = error as? any BackpropError else { return nil }
        self.init(error.category)
    }

    /// Ends the process.
    func exit() -> Never { Self.endProcess(rawValue) }

    /// Ends the process with any status, such as one of the argument parser.
    static func endProcess(_ status: Int32) -> Never { Ranks.current.end(status) }

    /// Ends this process alone.
    static func exit(_ status: Int32) -> Never {
        #if canImport(Glibc)
            Glibc.exit(status)
        #elseif canImport(Musl)
            Musl.exit(status)
        #else
            Darwin.exit(status)
        #endif
    }
}

/// An error of options that contradict each other or do not fit this model.
struct UsageError: BackpropError {
    var category: ErrorCategory { .setting }
    let description: String

    init(_ description: String) { self.description = description }
}
