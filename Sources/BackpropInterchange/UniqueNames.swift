/// Names of which no two are equal.
struct UniqueNames {
    private var taken: Set<String>
    private var counts: [String: Int] = [:]

    init(taken names: some Sequence<String>) { taken = Set(names) }

    /// Keeps a name for another purpose.
    mutating func reserve(_ name: String) { taken.insert(name) }

    /// Returns a name with a number behind it that no other value has.
    mutating func unique(_ title: String) -> String {
        while true {
            let count = counts[title, default: 0] + 1
            counts[title] = count
            let name = "\(title)_\(count)"
            if taken.insert(name).inserted { return name }
        }
    }
}
