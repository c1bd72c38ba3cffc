extension SafetensorsError.Problem: CustomStringConvertible {
    /// A sentence with the expected value, the found value and, if it helps, a remedy.
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .table:
            "it is a table or another text; give the model here and the data in their own place: were they exchanged?"
        case .empty, .tooShort, .headerTooLong, .headerPastEnd, .headerStart, .headerTooDeep, .duplicateKey,
            .headerNotJSON:
            headerDescription
        case .metadataNotObject(let found): "\"__metadata__\" must be an object of texts, found \(found)"
        case .metadataNotText(let key, let found):
            "the value of \(key.debugDescription) in \"__metadata__\" must be text, found \(found)"
        case .reservedName: "no tensor can be called \"__metadata__\""
        case .outOfMemory(let length): "its \(length) bytes of data do not fit into memory"
        case .undeclaredData(let length):
            "\(length) bytes after the last tensor belong to none; the file is damaged, or something was appended"
        default: "tensor \((tensor ?? "").debugDescription): \(tensorDescription)"
        }
    }

    private var headerDescription: String {
        switch self {
        case .empty: "it has no bytes; writing it was probably interrupted"
        case .tooShort(let length):
            "it has \(length) bytes, fewer than the 8 that give the length of the header"
        case .headerTooLong(let length, let limit):
            "its first 8 bytes announce a header of \(length) bytes, more than the \(limit) allowed; "
                + "it is probably another kind of file"
        case .headerPastEnd(let length, let available):
            "its first 8 bytes announce a header of \(length) bytes, but only \(available) follow; "
                + "it is truncated, or another kind of file"
        case .headerStart(let found?):
            "its header must start with '{', found the byte 0x\(String(found, radix: 16))"
        case .headerStart(nil): "its header has no bytes"
        case .headerTooDeep(let limit): "its header nests deeper than \(limit) levels"
        case .duplicateKey(let key): "its header has the key \(key.debugDescription) twice in the same object"
        case .headerNotJSON(let error): "its header is \(error)"
        default: ""
        }
    }

    private var tensorDescription: String {
        switch self {
        case .tensorNotObject(_, let found): "expected an object, found \(found)"
        case .missingMember(_, let member): "\(member.debugDescription) is missing"
        case .unknownElementType(_, let found):
            "the element type \(found) is unknown; known are "
                + SafetensorsFile.ElementType.allCases.map(\.rawValue).joined(separator: ", ")
        case .malformedShape(_, let found): "\"shape\" must be a list of integers from 0, found \(found)"
        case .shapeTooLarge(_, let shape): "the shape \(shape) has more elements than can be counted"
        case .malformedOffsets(_, let found):
            "\"data_offsets\" must be two integers from 0, the second not below the first, found \(found)"
        case .dataPastEnd(_, let end, let available):
            "its data end at byte \(end) of the data, but there are only \(available); the file is truncated"
        case .overlap(_, let other, let offset):
            "its data start at byte \(offset) of the data, within those of \(other.debugDescription)"
        case .hole(_, let offset, let length):
            "its data start at byte \(offset) of the data; the \(length) bytes before belong to no tensor"
        case .sizeMismatch(_, let elementType, let shape, let expected, let found):
            "the shape \(shape) of \(elementType.rawValue) takes \(expected) bytes, found \(found)"
        case .notFloatingPoint(_, let elementType):
            "its elements are \(elementType.rawValue), not floating-point numbers"
        default: ""
        }
    }

    /// The tensor that has the problem.
    private var tensor: String? {
        switch self {
        case .tensorNotObject(let tensor, _), .missingMember(let tensor, _),
            .unknownElementType(let tensor, _),
            .malformedShape(let tensor, _), .shapeTooLarge(let tensor, _), .malformedOffsets(let tensor, _),
            .dataPastEnd(let tensor, _, _), .overlap(let tensor, _, _), .hole(let tensor, _, _),
            .sizeMismatch(let tensor, _, _, _, _), .notFloatingPoint(let tensor, _):
            tensor
        default: nil
        }
    }
}
