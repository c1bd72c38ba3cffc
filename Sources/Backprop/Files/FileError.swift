/// An error of reading or writing a file.
public struct FileError: BackpropError {
    /// The operation that failed.
    public enum Operation: String, Sendable {
        /// Reading a file.
        case read
        /// Writing a file, or checking whether it can be written.
        case write
    }

    /// The reason for the failure.
    public enum Reason: Sendable, Hashable {
        /// The path has no characters, or holds the character NUL.
        case invalidPath
        /// Nothing of that name exists.
        case notFound
        /// The path is a folder.
        case isFolder
        /// The folder of the file does not exist.
        case folderMissing(folder: String)
        /// The path that should be the file's folder is itself a file.
        case folderIsFile(folder: String)
        /// The path is neither a file nor anything that bytes can be sent to.
        case notRegularFile
        /// The path is a symbolic link to something that does not exist.
        case danglingLink
        /// The system denies access to the file or its folder.
        case permissionDenied
        /// The file system is read-only.
        case readOnlyFileSystem
        /// The disk, or the user's share of it, is full after `written` bytes.
        case diskFull(written: Int)
        /// Writing, or flushing to the disk, failed after so many bytes.
        case failed(written: Int)
        /// The file ended, or was cut, while it was being read.
        case shortened(expected: Int, found: Int)
        /// Any other error of the system.
        case system
    }

    /// The path as the caller passed it.
    public let path: String
    /// The operation that failed.
    public let operation: Operation
    /// The reason for the failure.
    public let reason: Reason
    /// The system's error number, if the system reported one.
    public let code: Int32?
    /// The system's own message for that number.
    public let systemMessage: String?

    init(_ path: String, _ operation: Operation, _ reason: Reason, code: Int32? = nil) {
        self.path = path
        self.operation = operation
        self.reason = reason
        self.code = code
        systemMessage = code.map(POSIXFile.message)
    }
}

extension FileError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch (operation, reason) {
        case (_, .diskFull), (_, .failed), (_, .shortened), (_, .system): .inputOutput
        case (.read, _): .unreadable
        case (.write, _): .unwritable
        }
    }

    /// The sentences for a user: the failure, its reason and a remedy.
    public var description: String {
        let system = systemMessage.map { " (\($0))" } ?? ""
        return "cannot \(operation.rawValue) \(path.debugDescription): \(cause)\(system). \(remedy)."
    }

    private var cause: String {
        switch reason {
        case .invalidPath: path.isEmpty ? "the path is empty" : "the path holds the character NUL"
        case .notFound: "there is no such file"
        case .isFolder: "it is a folder"
        case .folderMissing(let folder): "the folder \(folder.debugDescription) does not exist"
        case .folderIsFile(let folder): "\(folder.debugDescription) is not a folder"
        case .notRegularFile: "it is not a regular file"
        case .danglingLink: "it is a symbolic link to something that does not exist"
        case .permissionDenied: "the system denies access"
        case .readOnlyFileSystem: "the file system is read-only"
        case .diskFull(let written): "the disk is full after \(written) bytes"
        case .failed(let written): "the system reports an error after \(written) bytes"
        case .shortened(let expected, let found):
            "it ended after \(found) of \(expected) bytes while it was read"
        case .system: "the system reports an error"
        }
    }

    private var remedy: String {
        switch reason {
        case .invalidPath, .isFolder, .notRegularFile: "Give the path of a file"
        case .notFound: "Check the spelling and the current folder"
        case .folderMissing: "Create the folder first, or choose another path"
        case .folderIsFile: "Choose a path inside a folder"
        case .danglingLink: "Remove the link, or choose another path"
        case .permissionDenied:
            operation == .read
                ? "Check the permissions of the file" : "Check the permissions, or choose another path"
        case .readOnlyFileSystem: "Choose another path"
        case .diskFull: "Free some space, or choose a path on another disk"
        case .shortened: "Wait until whatever writes it has finished, then try again"
        case .failed: "Check the disk, or choose another path"
        case .system: operation == .read ? "Check the file and its disk" : "Try again, or choose another path"
        }
    }
}
