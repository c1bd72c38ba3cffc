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
