/// An error of reading or writing a safetensors file.
public struct SafetensorsError: BackpropError {
    /// The file, if there is one.
    public let path: String?
    /// The problem with the file.
    public let problem: Problem

    init(_ problem: Problem, path: String? = nil) {
        self.problem = problem
        self.path = path
    }

    /// Returns the error with the path of the file that caused it.
    package func inFile(_ path: String) -> SafetensorsError { SafetensorsError(problem, path: path) }

    /// A problem with a file. Names are those of tensors, numbers count bytes.
    public enum Problem: Sendable, Hashable {
        /// The file itself could not be read or written.
        case file(FileError)
        /// The file has no bytes.
        case empty
        /// The file is a table.
        case table
        /// The file ends within the 8 bytes that give the length of the header.
        case tooShort(length: Int)
        /// The header is longer than the limit.
        case headerTooLong(length: UInt64, limit: Int)
        /// The header reaches beyond the end of the file.
        case headerPastEnd(length: UInt64, available: Int)
        /// The header does not start with `{`, as it must; a space is not allowed either.
        case headerStart(found: UInt8?)
        /// The header is nested too deeply.
        case headerTooDeep(limit: Int)
        /// The header contains a name twice.
        case duplicateKey(String)
        /// The header is not JSON; the offset in the error counts from the beginning of the file.
        case headerNotJSON(JSONError)
        /// `__metadata__` is not an object.
        case metadataNotObject(found: String)
        /// A value of `__metadata__` is not text.
        case metadataNotText(key: String, found: String)
        /// The description of a tensor is not an object.
        case tensorNotObject(tensor: String, found: String)
        /// The description of a tensor lacks a member.
        case missingMember(tensor: String, member: String)
        /// The element type is unknown.
        case unknownElementType(tensor: String, found: String)
        /// The shape is not a list of integers from 0.
        case malformedShape(tensor: String, found: String)
        /// The extents multiply to more than can be counted.
        case shapeTooLarge(tensor: String, shape: [Int])
        /// The offsets are not two integers from 0, the second not before the first.
        case malformedOffsets(tensor: String, found: String)
        /// The tensor's data reach beyond the end of the file.
        case dataPastEnd(tensor: String, end: Int, available: Int)
        /// The tensor's data start within those of another.
        case overlap(tensor: String, other: String, offset: Int)
        /// There are bytes before the tensor's data that belong to no tensor.
        case hole(tensor: String, offset: Int, length: Int)
        /// There are bytes after the last tensor's data.
        case undeclaredData(length: Int)
        /// Shape and element type require another number of bytes than there are.
        case sizeMismatch(
            tensor: String, elementType: SafetensorsFile.ElementType, shape: [Int], expected: Int, found: Int)
        /// The data are larger than the memory.
        case outOfMemory(length: Int)
        /// A tensor to be written is called `__metadata__`.
        case reservedName
        /// The elements are requested as floating-point numbers but have another type.
        case notFloatingPoint(tensor: String, elementType: SafetensorsFile.ElementType)
    }
}

extension SafetensorsError {
    /// The category of the error.
    public var category: ErrorCategory {
        if case .file(let error) = problem { error.category } else { .data }
    }

    /// The sentences a user reads.
    public var description: String {
        if case .file(let error) = problem { return error.description }
        return (path.map { "\($0.debugDescription) is not a valid safetensors file: " } ?? "")
            + "\(problem)"
    }
}

extension SafetensorsError.Problem {
    /// Whether the beginning of the file is not a header.
    var isAboutHeader: Bool {
        switch self {
        case .headerTooLong, .headerPastEnd, .headerStart: true
        default: false
        }
    }
}
