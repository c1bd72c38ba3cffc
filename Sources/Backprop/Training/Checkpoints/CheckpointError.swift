/// A reason why a run cannot resume from a checkpoint.
public enum CheckpointError: BackpropError {
    /// The file is not a checkpoint.
    case notACheckpoint(source: String)
    /// A later version of the library wrote the file.
    case unknownVersion(source: String, found: String, known: Int)
    /// The parts of the file contradict each other.
    case inconsistent(source: String, reason: String)
    /// The checkpoint is of a run with another recipe.
    case otherRecipe(source: String, key: String, there: String, here: String)
    /// The checkpoint is of a run on other rows.
    case otherData(source: String, key: String, there: String, here: String)
    /// A run that is to begin finds checkpoints of another one.
    case folderInUse(folder: String, newest: String)
    /// No checkpoint in a folder can be read; the reason is that of the newest.
    case noneLoadable(folder: String, reason: String)
    /// A number of the run is infinite or not a number, so that it cannot be written.
    case notWritable(path: String, reason: String)
}

extension CheckpointError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .otherRecipe, .folderInUse: .setting
        default: .data
        }
    }

    /// A sentence that names the file and the problem, and a remedy.
    public var description: String {
        switch self {
        case .notACheckpoint(let source):
            "\(source) is a safetensors file, but not a checkpoint of Backprop"
        case .unknownVersion(let source, let found, let known):
            """
            \(source) has the checkpoint format \(found), but this version reads format \(known); \
            use the version of Backprop that wrote it, or a newer one
            """
        case .inconsistent(let source, let reason):
            "\(source) is damaged or was changed by hand: \(reason)"
        case .otherRecipe(let source, let key, let there, let here):
            """
            \(source) is of a run with another recipe: \(key) is \(there) there, but \(here) here; \
            give the same recipe, or another folder for checkpoints
            """
        case .otherData(let source, let key, let there, let here):
            """
            \(source) is of a run on other data: \(key) is \(there) there, but \(here) here; \
            give the same data, or another folder for checkpoints
            """
        case .folderInUse(let folder, let newest):
            """
            \(folder) holds checkpoints of an earlier run, the newest \(newest); resume that run, or choose \
            another folder
            """
        case .noneLoadable(let folder, let reason):
            "no checkpoint in \(folder) can be read; of the newest: \(reason)"
        case .notWritable(let path, let reason):
            "cannot write \(path.debugDescription): \(reason)"
        }
    }
}
