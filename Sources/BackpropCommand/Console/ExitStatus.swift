import Backprop
import BackpropRecipes

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

    /// Creates the status for an error of the library, or returns `nil` for other errors.
    init?(for error: any Error) {
        switch error {
        case let error as TableError: self = Self.status(for: error)
        case let error as SchemaError: self = Self.status(for: error)
        case let error as ImageError: self = Self.status(for: error)
        case let error as FileError: self = Self.status(for: error)
        case let error as SafetensorsError: self = Self.status(for: error)
        case let error as PreprocessingError: self = Self.status(for: error)
        case is MetricError, is ModelFileError, is ModelError: self = .data
        case let error as CheckpointError: self = Self.status(for: error)
        case let error as TuningError: self = Self.status(for: error)
        case is SettingError, is SplitError, is ImportanceError, is NetworkError, is InitializerError,
            is RecipeFileError, is PositiveClassError,
            is ValidationPlanError, is UsageError:
            self = .usage
        case let error as TrainingError: self = Self.status(for: error)
        default: return nil
        }
    }

    /// Ends the process.
    func exit() -> Never {
        #if canImport(Glibc)
            Glibc.exit(rawValue)
        #elseif canImport(Musl)
            Musl.exit(rawValue)
        #else
            Darwin.exit(rawValue)
        #endif
    }

    private static func status(for error: TableError) -> ExitStatus {
        switch error.kind {
        case .unreadable: .noInput
        case .badOptions: .usage
        default: .data
        }
    }

    private static func status(for error: ImageError) -> ExitStatus {
        switch error.kind {
        case .unreadable: .noInput
        case .badOptions: .usage
        default: .data
        }
    }

    private static func status(for error: PreprocessingError) -> ExitStatus {
        switch error {
        case .invalidSetting, .unknownClassWeight, .classWeightOverflow, .targetEncodingMismatch,
            .notTwoClasses:
            .usage
        default: .data
        }
    }

    private static func status(for error: TrainingError) -> ExitStatus {
        switch error {
        case .outputMismatch, .noValidationData, .notEnoughMemory: .usage
        default: .data
        }
    }

    private static func status(for error: CheckpointError) -> ExitStatus {
        switch error {
        case .otherRecipe, .folderInUse: .usage
        default: .data
        }
    }

    private static func status(for error: TuningError) -> ExitStatus {
        switch error {
        case .nothingSound, .nothingYet, .notAJournal, .unknownVersion, .damaged: .data
        default: .usage
        }
    }

    private static func status(for error: SchemaError) -> ExitStatus {
        switch error {
        case .unknownColumn, .columnNumberOutOfRange, .conflictingRoles: .usage
        default: .data
        }
    }

    private static func status(for error: SafetensorsError) -> ExitStatus {
        guard case .file(let error) = error.problem else { return .data }
        return status(for: error)
    }

    private static func status(for error: FileError) -> ExitStatus {
        switch (error.operation, error.reason) {
        case (_, .diskFull), (_, .failed), (_, .shortened), (_, .system): .inputOutput
        case (.read, _): .noInput
        case (.write, _): .cannotCreate
        }
    }
}

/// An error of options that contradict each other or do not fit this model.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
