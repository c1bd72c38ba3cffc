/// Why a safetensors file could not be read or written.
public struct SafetensorsError: Error, Sendable, Hashable {
    /// The file, if there is one.
    public let path: String?
    /// What is wrong.
    public let problem: Problem

    init(_ problem: Problem, path: String? = nil) {
        self.problem = problem
        self.path = path
    }

    /// The same problem, with the file that has it.
    func inFile(_ path: String) -> SafetensorsError { SafetensorsError(problem, path: path) }

    /// What is wrong with a file. Names are those of tensors, numbers count bytes.
    public enum Problem: Sendable, Hashable {
        /// The file itself could not be read or written.
        case file(FileError)
        /// The file has no bytes.
        case empty
        /// The file ends within the 8 bytes that give the length of the header.
        case tooShort(length: Int)
        /// The header is longer than the limit.
        case headerTooLong(length: UInt64, limit: Int)
        /// The header reaches beyond the end of the file.
        case headerPastEnd(length: UInt64, available: Int)
        /// The header does not start with `{`, as it must; a space is not allowed either.
        case headerStart(found: UInt8?)
        /// The header nests without end.
        case headerTooDeep(limit: Int)
        /// The header names something twice.
        case duplicateKey(String)
        /// The header is not JSON; the offset in the error counts from the beginning of the file.
        case headerNotJSON(JSONError)
        /// `__metadata__` is not an object.
        case metadataNotObject(found: String)
        /// A value of `__metadata__` is not text.
        case metadataNotText(key: String, found: String)
        /// What describes a tensor is not an object.
        case tensorNotObject(tensor: String, found: String)
        /// What describes a tensor lacks a member.
        case missingMember(tensor: String, member: String)
        /// The element type is none that we know.
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
        /// There are bytes before the tensor's data that belong to none.
        case hole(tensor: String, offset: Int, length: Int)
        /// There are bytes after the last tensor's data.
        case undeclaredData(length: Int)
        /// Shape and element type ask for another number of bytes than there are.
        case sizeMismatch(
            tensor: String, elementType: SafetensorsFile.ElementType, shape: [Int], expected: Int, found: Int)
        /// The data are larger than the memory.
        case outOfMemory(length: Int)
        /// A tensor to be written is called `__metadata__`.
        case reservedName
        /// The elements are asked for as floating-point numbers and are none.
        case notFloatingPoint(tensor: String, elementType: SafetensorsFile.ElementType)
    }
}

extension SafetensorsError: CustomStringConvertible {
    /// The sentences a user reads.
    public var description: String {
        if case .file(let error) = problem { return error.description }
        return (path.map { "\($0.debugDescription) is not a safetensors file we can use: " } ?? "")
            + "\(problem)"
    }
}
