import Backprop

extension PortableCategories {
    /// Every text with its position. If all categories are numbers, their spellings without and with a decimal are among
    /// them. The empty text is a missing value.
    var entries: [(text: String, position: Int)] {
        var known: Set<String> = [""]
        var entries = [(text: "", position: CategoryCode.missing)]
        func add(_ text: String, _ position: Int) {
            if known.insert(text).inserted { entries.append((text, position)) }
        }
        for list in lists {
            for (label, position) in zip(list.labels, list.positions) { add(label, position) }
            for (number, position) in zip(list.numbers ?? [], list.positions) {
                for text in Self.texts(of: number) { add(text, position) }
            }
        }
        return entries
    }

    /// Returns a number as text: `3` and `3.0`, or `2.5`.
    private static func texts(of number: Double) -> [String] {
        guard number.isFinite else { return [] }
        let whole = Int(exactly: number).map { ["\($0)"] } ?? []
        return whole + ["\(number)"]
    }
}
