/// The search for the most likely meaning of a mistyped word.
package enum NearestName {
    /// Returns a phrase that suggests the nearest name, or lists all names if none is near.
    package static func suggestion(for word: String, among names: [String]) -> String {
        guard let nearest = nearest(to: word, among: names) else {
            return "; there are: \(names.joined(separator: ", "))"
        }
        return "; did you mean \"\(nearest)\"?"
    }

    /// Returns the nearest name, if it differs in at most a third of the word's letters, or in one letter of a short
    /// word.
    package static func nearest(to word: String, among names: [String]) -> String? {
        let word = String(word.lowercased().prefix(lengthLimit))
        let distances = names.map { name in
            (name: name, distance: distance(word, String(name.lowercased().prefix(lengthLimit))))
        }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, word.count / 3) ? best.name : nil
    }

    /// The maximum length of a mistyped word: longer words would take long to compare.
    private static let lengthLimit = 100

    /// Returns the number of letters to insert, delete, replace or swap with their neighbour.
    ///
    /// Source: Damerau, “A technique for computer detection and correction of spelling errors”,
    /// Communications of the ACM 7 (1964), p. 171; optimal string alignment.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left)
        let right = Array(right)
        var rows = [[Int]](repeating: Array(0...right.count), count: left.count + 1)
        for i in 0..<left.count {
            rows[i + 1][0] = i + 1
            for j in 0..<right.count {
                var best = min(rows[i][j + 1], rows[i + 1][j]) + 1
                best = min(best, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, rows[i - 1][j - 1] + 1)
                }
                rows[i + 1][j + 1] = best
            }
        }
        return rows[left.count][right.count]
    }
}
