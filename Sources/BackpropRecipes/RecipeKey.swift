import Backprop

/// A key of a recipe: its name, its property, and the functions that read and write it.
struct RecipeKey<Root> {
    /// The key in files.
    let name: String

    /// The name that the key had before, which files may still have.
    let formerName: String?

    /// The names of the keys below it, if it is a section.
    let members: [String]

    /// The function that reads the value behind the key into its property.
    let read: (RecipeNode, inout Root) throws -> Void

    /// The function that returns the property as text, or `nil` if it is not set.
    let write: (Root) -> RecipeText?

    /// The lines of a section, or `nil` for a key that is not a section.
    let section: ((Root) -> [(key: String, value: RecipeText)])?

    /// Creates a key for a property that always has a value.
    init<Value>(_ name: String, _ property: WritableKeyPath<Root, Value>, _ notation: Notation<Value>) {
        self.name = name
        formerName = nil
        members = []
        read = { node, root in root[keyPath: property] = try notation.read(node, name) }
        write = { notation.write($0[keyPath: property]) }
        section = nil
    }

    /// Creates a key for a property that is `nil` if it is not set.
    init<Value>(_ name: String, _ property: WritableKeyPath<Root, Value?>, _ notation: Notation<Value>) {
        self.name = name
        formerName = nil
        members = []
        read = { node, root in root[keyPath: property] = try notation.read(node, name) }
        write = { $0[keyPath: property].map(notation.write) }
        section = nil
    }

    /// Creates the key of a setting.
    init(_ setting: some RecipeSettingDescription) where Root == RecipeOptions {
        let notation = Notation(setting.notation)
        self.init(setting.key, formerly: setting.formerKey) { node, options in
            setting.set(&options, try notation.read(node, setting.key))
        } write: { options in
            setting.get(options).map(notation.write)
        }
    }

    /// Creates a key for more than one property.
    init(
        _ name: String, formerly formerName: String? = nil,
        read: @escaping (RecipeNode, inout Root) throws -> Void,
        write: @escaping (Root) -> RecipeText?
    ) {
        self.name = name
        self.formerName = formerName
        self.members = []
        self.read = read
        self.write = write
        section = nil
    }

    /// Creates a section with its own keys.
    init<Part>(_ name: String, _ part: WritableKeyPath<Root, Part>, _ keys: [RecipeKey<Part>]) {
        self.name = name
        formerName = nil
        members = keys.map(\.name)
        read = { node, root in try keys.read(node, into: &root[keyPath: part], name) }
        write = { _ in nil }
        section = { root in
            keys.compactMap { key in key.write(root[keyPath: part]).map { (key: key.name, value: $0) } }
        }
    }
}

extension Array {
    /// Reads a mapping whose keys are these.
    func read<Root>(
        _ node: RecipeNode, into root: inout Root, _ section: String
    ) throws where Element == RecipeKey<Root> {
        guard let members = node.members else {
            throw node.mismatch(section, expected: "a mapping of keys to values")
        }
        var read: [String: String] = [:]
        for member in members {
            guard let name = member.key.text else {
                throw member.key.error("a key is a word, not \(member.key.found)")
            }
            guard let key = first(where: { $0.name == name || $0.formerName == name }) else {
                throw member.key.error("there is no key \"\(name)\" in \(section)\(suggestion(for: name))")
            }
            if let other = read[key.name], other != name {
                throw member.key.error(
                    "the keys \"\(other)\" and \"\(name)\" are two names of one setting; keep one of them")
            }
            read[key.name] = name
            try key.read(member.value, &root)
        }
    }

    /// Returns a hint for a key that is not among these: its section, or the key that was probably meant.
    private func suggestion<Root>(for name: String) -> String where Element == RecipeKey<Root> {
        if let section = first(where: { $0.members.contains(name) }) {
            return "; it belongs in \(section.name)"
        }
        return NearestName.suggestion(for: name, among: map(\.name))
    }
}
