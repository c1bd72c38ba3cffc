import Backprop

/// A key of a recipe: its name, the property that it stands for, how it is read and how it is written.
struct RecipeKey<Root> {
    /// The key as files have it.
    let name: String

    /// The names of the keys below it, where it is a section.
    let members: [String]

    /// Reads the value behind the key into its property.
    let read: (RecipeNode, inout Root) throws -> Void

    /// The property as text; nil where nothing is said.
    let write: (Root) -> RecipeText?

    /// The lines of a section; nil for a key that is none.
    let section: ((Root) -> [(key: String, value: RecipeText)])?

    /// A key for a property that always has a value.
    init<Value>(_ name: String, _ property: WritableKeyPath<Root, Value>, _ notation: Notation<Value>) {
        self.name = name
        members = []
        read = { node, root in root[keyPath: property] = try notation.read(node, name) }
        write = { notation.write($0[keyPath: property]) }
        section = nil
    }

    /// A key for a property that is nil where nothing is said.
    init<Value>(_ name: String, _ property: WritableKeyPath<Root, Value?>, _ notation: Notation<Value>) {
        self.name = name
        members = []
        read = { node, root in root[keyPath: property] = try notation.read(node, name) }
        write = { $0[keyPath: property].map(notation.write) }
        section = nil
    }

    /// Creates the key of a setting.
    init(_ setting: some RecipeSettingDescription) where Root == RecipeOptions {
        let notation = Notation(setting.notation)
        self.init(setting.key) { node, options in
            setting.set(&options, try notation.read(node, setting.key))
        } write: { options in
            setting.get(options).map(notation.write)
        }
    }

    /// A key that stands for more than one property.
    init(
        _ name: String, read: @escaping (RecipeNode, inout Root) throws -> Void,
        write: @escaping (Root) -> RecipeText?
    ) {
        self.name = name
        self.members = []
        self.read = read
        self.write = write
        section = nil
    }

    /// A section with keys of its own.
    init<Part>(_ name: String, _ part: WritableKeyPath<Root, Part>, _ keys: [RecipeKey<Part>]) {
        self.name = name
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
        for member in members {
            guard let name = member.key.text else {
                throw member.key.error("a key is a word, not \(member.key.found)")
            }
            guard let key = first(where: { $0.name == name }) else {
                throw member.key.error("there is no key “\(name)” in \(section)\(suggestion(for: name))")
            }
            try key.read(member.value, &root)
        }
    }

    /// Where a key stands that is not among these, or which of them was probably meant.
    private func suggestion<Root>(for name: String) -> String where Element == RecipeKey<Root> {
        if let section = first(where: { $0.members.contains(name) }) {
            return "; it stands in \(section.name)"
        }
        return NearestName.suggestion(for: name, among: map(\.name))
    }
}
