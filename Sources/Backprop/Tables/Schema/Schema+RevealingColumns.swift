/// Findings about features from which the target can be read, as is the case if they were recorded after it.
extension SchemaInference {
    /// Reports features that determine the target, if there are others to learn from.
    mutating func noteRevealingColumns() {
        let features = roles.indices.filter { roles[$0].isFeature }
        guard features.count > 1 else { return }
        for target in targets {
            if let counts = labels ?? targetCounts[target] {
                noteColumnsRevealingClasses(features, target, counts)
            } else {
                noteColumnsRevealingNumbers(features, target)
            }
        }
    }

    /// Reports features of which each value belongs to one class alone, and each class to one value.
    private mutating func noteColumnsRevealingClasses(_ features: [Int], _ target: Int, _ labels: LabelCounts)
    {
        guard labels.labels.count > 1, Int(labels.counts.reduce(0, +)) >= 20 else { return }
        let vocabulary = LabelVocabulary(labels: labels.labels)
        let name = targets.count > 1 ? " \(quoted(columnStatistics[target].name))" : ""
        let classes = table.columns[target].texts().map { $0.flatMap(vocabulary.index(of:)) }
        for feature in features where columnStatistics[feature].distinctCount == labels.labels.count {
            guard 10 * columnStatistics[feature].missingCount < table.rowCount, tells(feature, classes) else {
                continue
            }
            note(
                feature,
                "it reveals the target\(name): each of its \(columnStatistics[feature].distinctCount) values occurs with one class alone.",
                if: "If it is not known before the target is", .ignoreColumn(columnStatistics[feature].name))
        }
    }

    private func tells(_ feature: Int, _ classes: [Int?]) -> Bool {
        var classOfText: [String: Int] = [:]
        for (row, text) in table.columns[feature].texts().enumerated() {
            guard let text, let found = classes[row] else { continue }
            if classOfText.updateValue(found, forKey: SchemaNumber.trimmed(text)).map({ $0 != found }) == true
            {
                return false
            }
        }
        return Set(classOfText.values).count == columnStatistics[feature].distinctCount
    }

    /// Reports features of numbers that lie on a straight line with the target, or that rise or fall with it always.
    private mutating func noteColumnsRevealingNumbers(_ features: [Int], _ target: Int) {
        let numeric = features.filter {
            roles[$0] == .numeric && columnStatistics[$0].distinctCount > 2
                && 10 * columnStatistics[$0].missingCount < table.rowCount
        }
        guard columnStatistics[target].distinctCount > 2,
            let first = pairs(Array(numeric), target, rows: 0..<min(100, table.rowCount))
        else { return }
        // Most columns are excluded by their first rows.
        let candidates = numeric.indices.filter { first[$0].relation != nil }.map { numeric[$0] }
        guard !candidates.isEmpty, let all = pairs(candidates, target, rows: 0..<table.rowCount) else {
            return
        }
        for (feature, pairs) in zip(candidates, all) where pairs.count >= 20 {
            guard let relation = pairs.relation else { continue }
            let name = targets.count > 1 ? " \(quoted(columnStatistics[target].name))" : ""
            note(
                feature, "it reveals the target\(name): \(relation).",
                if: "If it is not known before the target is", .ignoreColumn(columnStatistics[feature].name))
        }
    }

    /// Returns the numbers of each feature with those of the target, without rows in which one is missing.
    private func pairs(_ features: [Int], _ target: Int, rows: Range<Int>) -> [NumberPairs]? {
        let part = rows.count < table.rowCount ? table.selectingRows(Array(rows)) : table
        guard let columns = try? part.numbers(ofColumns: features + [target], as: Double.self) else {
            return nil
        }
        return columns.dropLast().map { NumberPairs($0, columns[features.count]) }
    }
}
