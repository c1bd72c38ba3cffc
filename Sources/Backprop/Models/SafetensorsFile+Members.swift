extension SafetensorsFile {
    /// The key of the version of the form in which a model is written.
    static let formatKey = "backprop.format"

    /// The version of a file of one network.
    static let formatVersion = 1

    /// The version of a file of several.
    static let averageVersion = 2

    /// The version of a file with a threshold, of one network or several.
    static let thresholdVersion = 3

    /// The key of the number of networks after the first in a file of several.
    private static let countKey = "backprop.companions"

    /// Returns a model's file that contains those of its further members. Each keeps its texts and tensors, under names
    /// that begin with its number.
    func adding(_ further: [SafetensorsFile]) -> SafetensorsFile {
        guard !further.isEmpty else { return self }
        var file = self
        if metadata[Self.formatKey] != "\(Self.thresholdVersion)" {
            file.metadata[Self.formatKey] = "\(Self.averageVersion)"
        }
        file.metadata[Self.countKey] = "\(further.count)"
        for (index, member) in further.enumerated() {
            let prefix = "companions.\(index)."
            for (key, text) in member.metadata { file.metadata[prefix + key] = text }
            file.tensors += member.tensors.map { $0.named(prefix + $0.name) }
        }
        return file
    }

    /// Returns the files of a model's members, each as an independent file: the reverse of ``adding(_:)``.
    ///
    /// - Throws: ``ModelFileError`` if the number of members is not valid.
    func members(source: String) throws(ModelFileError) -> [SafetensorsFile] {
        let version = metadata[Self.formatKey]
        let hasThreshold = version == "\(Self.thresholdVersion)"
        guard version == "\(Self.averageVersion)" || (hasThreshold && metadata[Self.countKey] != nil) else {
            return [self]
        }
        guard let text = metadata[Self.countKey], let count = Int(text), count >= 1 else {
            throw .inconsistent(
                source: source,
                reason: "the number of networks is missing from its metadata, under \"\(Self.countKey)\"")
        }
        var (first, further) = divided()
        if !hasThreshold { first.metadata[Self.formatKey] = "\(Self.formatVersion)" }
        first.metadata[Self.countKey] = nil
        let members = (0..<further.count).compactMap { further["\($0)"] }
        guard further.count == count, members.count == count else {
            throw .inconsistent(
                source: source,
                reason:
                    "its metadata announce \(count) more networks after the first, but they are not there")
        }
        return [first] + members
    }

    /// Returns the contents under names of their own, and those of each further member by its number.
    private func divided() -> (first: SafetensorsFile, further: [String: SafetensorsFile]) {
        var first = SafetensorsFile()
        var further: [String: SafetensorsFile] = [:]
        for (key, text) in metadata {
            if let (number, rest) = Self.parts(key) {
                further[number, default: SafetensorsFile()].metadata[rest] = text
            } else {
                first.metadata[key] = text
            }
        }
        for tensor in tensors {
            if let (number, rest) = Self.parts(tensor.name) {
                further[number, default: SafetensorsFile()].tensors.append(tensor.named(rest))
            } else {
                first.tensors.append(tensor)
            }
        }
        return (first, further)
    }

    /// Returns `companions.0.1.weight` as 0 and `1.weight`, or `nil` for other names.
    private static func parts(_ name: String) -> (number: String, rest: String)? {
        let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "companions" else { return nil }
        return (String(parts[1]), String(parts[2]))
    }
}

extension SafetensorsFile.Tensor {
    /// Returns the tensor under another name.
    fileprivate func named(_ name: String) -> SafetensorsFile.Tensor {
        SafetensorsFile.Tensor(trusted: name, shape, elementType, bytes)
    }
}
