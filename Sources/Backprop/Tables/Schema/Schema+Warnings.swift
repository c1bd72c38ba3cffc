/// Findings about data that mislead training or its scores.
extension SchemaInference {
    /// Reports classes of fewer than one row in a hundred.
    mutating func noteRareClasses(_ labels: LabelCounts, of target: Int) {
        guard labels.labels.count > 1, let rarest = labels.counts.min(), rarest > 1 else { return }
        let all = Int(labels.counts.reduce(0, +))
        guard 100 * Int(rarest) <= all, let index = labels.counts.firstIndex(of: rarest) else { return }
        sayOfTarget(
            target,
            "\(Int(rarest)) of \(all) rows are \(quoted(labels.labels[index])), so few that a network may never predict it; "
                + "accuracy hides that.",
            if: task == .classification ? "If it matters" : "",
            task == .classification ? [.classWeights] : [])
    }

    /// Reports numbers to predict that lie far out, or whose distribution has a long tail.
    mutating func noteShapesOfTargets() {
        for target in targets {
            let statistics = columnStatistics[target]
            guard let minimum = statistics.minimum, let maximum = statistics.maximum,
                let mean = statistics.mean
            else {
                continue
            }
            if let half = statistics.crowdedHalf {
                let middle = (half.lowerBound + half.upperBound) / 2
                let farthest = maximum - middle > middle - minimum ? maximum : minimum
                sayOfTarget(
                    target,
                    "half of its values lie from \(NumberText.short(half.lowerBound)) to \(NumberText.short(half.upperBound)), "
                        + "others are as far out as \(NumberText.short(farthest)), which will dominate training and scores. "
                        + "Correct such a value if it is a mistake, else leave out its row.")
            } else if statistics.skewness > 2, minimum > 0, statistics.valueCount >= 30,
                statistics.distinctCount > 20
            {
                sayOfTarget(
                    target,
                    "its values are strongly skewed (mean \(NumberText.short(mean)), largest \(NumberText.short(maximum))), so that "
                        + "the few large ones dominate training.",
                    if: "To learn their logarithm", .logarithmOfTarget)
            }
        }
    }

    /// Reports rows that are copies of others, unless columns of few values make that likely.
    mutating func noteCopies() {
        let used = roles.indices.filter { roles[$0].isFeature || roles[$0] == .target }
        let isVaried = used.contains {
            roles[$0].isFeature && columnStatistics[$0].distinctCount > 50
                || roles[$0].isFeature && 3 * columnStatistics[$0].distinctCount > table.rowCount
        }
        guard isVaried, !roles.contains(.group), table.rowCount >= 20,
            table.rowCount * used.count <= 10_000_000
        else { return }
        let copies = table.rowCount - table.distinctRowCount(of: used)
        guard 10 * copies >= table.rowCount else { return }
        findings.append(
            SchemaFinding(
                "\(copies) of \(table.rowCount) rows are copies of others. If the rows are divided, a model may be scored "
                    + "on copies of rows that it was trained on, and the scores are too good. Remove the copies, or "
                    + "add a column that names the group of each."))
    }

    /// Reports a negative number far below all others that is the minimum of several columns.
    mutating func noteSentinels() {
        var columns: [Double: [Int]] = [:]
        for column in roles.indices where roles[column] == .numeric {
            if let number = sentinel(of: columnStatistics[column]) {
                columns[number, default: []].append(column)
            }
        }
        for (number, found) in columns.sorted(by: { $0.key < $1.key }) where found.count > 1 {
            let text = NumberText.short(number)
            findings.append(
                SchemaFinding(
                    "\(text) is the smallest value of columns \(list(found.map { quoted(columnStatistics[$0].name) }, limit: 5)), "
                        + "far below the others.",
                    if: "If it means that the value is missing", .missingWord(text)))
        }
    }

    private func sentinel(of statistics: ColumnStatistics) -> Double? {
        guard let minimum = statistics.minimum, let next = statistics.secondMinimum,
            let maximum = statistics.maximum,
            minimum <= -9, minimum == minimum.rounded(), 2 * (next - minimum) >= maximum - next
        else { return nil }
        return minimum
    }

    /// Reports values that differ in the case of letters alone.
    mutating func noteCase(_ column: Int, _ labels: [String]) {
        guard labels.count <= 10_000 else { return }
        var spelling: [String: String] = [:]
        for label in labels {
            guard let first = spelling.updateValue(label, forKey: label.lowercased()) else { continue }
            let message =
                "\(quoted(first)) and \(quoted(label)) differ only in case and are taken as different "
            if roles[column] == .target {
                sayOfTarget(column, message + "classes. Spell them alike if they are one.")
            } else {
                note(column, message + "categories. Spell them alike if they are one.")
            }
            return
        }
    }
}

extension Table {
    /// Returns the number of distinct rows, comparing only some of the columns.
    func distinctRowCount(of used: [Int]) -> Int {
        var hashes = [UInt64](repeating: 0xCBF2_9CE4_8422_2325, count: rowCount)
        for index in used {
            let column = columns[index]
            for row in 0..<rowCount {
                var hash = hashes[row]
                column.storage.store.withCell(row: column.storedRow(row), column: column.index) { cell in
                    for byte in cell { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
                }
                hashes[row] = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
            }
        }
        return Set(hashes).count
    }
}
