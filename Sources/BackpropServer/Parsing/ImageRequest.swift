import Backprop

/// A request for the classes of images: the bytes of one PNG or JPEG file, or JSON with several in base64.
struct ImageRequest: Sendable {
    /// The files.
    let files: [[UInt8]]

    private static let types = ["image/png", "image/jpeg", "image/jpg", "application/octet-stream"]

    /// Takes the files of a body.
    ///
    /// - Parameter type: The media type, or `nil` if the request has none.
    /// - Throws: ``RequestError`` if the body is neither an image nor JSON with images.
    init(_ body: [UInt8], type: String?) throws(RequestError) {
        switch type {
        case "application/json", "text/json": files = try Self.files(body)
        case let type? where Self.types.contains(type): files = [body]
        case nil: files = body.first == UInt8(ascii: "{") ? try Self.files(body) : [body]
        case let type?:
            throw RequestError(
                "The content type is \"\(type)\". Send an image as image/png or image/jpeg, or several as application/json.",
                status: 415)
        }
    }

    /// Returns the files of `{"images": ["…", …]}`.
    private static func files(_ body: [UInt8]) throws(RequestError) -> [[UInt8]] {
        let object = try JSONValue(body: body).object("The body")
        if let unknown = object.keys.first(where: { $0 != "images" }) {
            throw RequestError(
                "The body has an unknown member \"\(unknown)\". The member is \"images\", a list of PNG or JPEG files in base64."
            )
        }
        var files: [[UInt8]] = []
        for text in try (object["images"] ?? .null).texts("\"images\"") {
            guard let file = Base64.decoded(text) else {
                throw RequestError(
                    "Image \(files.count + 1) is not valid base64.", row: RowNumber(.element, files.count + 1)
                )
            }
            files.append(file)
        }
        return files
    }
}

/// The base64 code.
///
/// Source: RFC 4648, "The Base16, Base32, and Base64 Data Encodings", section 4.
enum Base64 {
    /// Returns the bytes of a text, or `nil` if it is not valid. A prefix such as `data:image/png;base64,` is skipped.
    static func decoded(_ text: String) -> [UInt8]? {
        var code = Array(text.utf8)
        if text.hasPrefix("data:") {
            guard let comma = code.firstIndex(of: UInt8(ascii: ",")) else { return nil }
            code.removeSubrange(...comma)
        }
        guard code.count.isMultiple(of: 4) else { return nil }
        let padding = code.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard padding <= 2 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(code.count / 4 * 3)
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in code.dropLast(padding) {
            guard let value = value(of: byte) else { return nil }
            (bits, count) = (bits << 6 | value, count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return bytes
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - 65)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - 97 + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48 + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
