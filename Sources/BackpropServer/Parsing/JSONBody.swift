import Backprop

extension JSONValue {
    /// Reads the body of a request.
    ///
    /// - Throws: ``RequestError`` if it is not JSON.
    init(body bytes: [UInt8]) throws(RequestError) {
        do {
            try self.init(parsing: bytes, roundsLargeIntegers: true)
        } catch {
            throw RequestError("The body is not valid: \(error.description).")
        }
    }

    /// Returns an object, or throws an error that names the value.
    func object(_ name: String) throws(RequestError) -> JSONObject {
        guard let object else { throw RequestError("\(name) was expected to be an object.") }
        return object
    }

    /// Returns a list, or throws an error that names the value.
    func list(_ name: String) throws(RequestError) -> [JSONValue] {
        guard let array else { throw RequestError("\(name) was expected to be a list.") }
        return array
    }

    /// Returns a list of texts, or throws an error that names the value.
    func texts(_ name: String) throws(RequestError) -> [String] {
        var texts: [String] = []
        for value in try list(name) {
            guard let text = value.string else {
                throw RequestError("\(name) was expected to be a list of texts.")
            }
            texts.append(text)
        }
        return texts
    }
}
