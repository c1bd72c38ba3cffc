extension SchemaInference {
    /// Decides what is learned, and why; lists the class labels.
    mutating func decideTask() throws(SchemaError) {
        for target in targets where profiles[target].valueCount == 0 {
            throw .targetIsMissing(source: table.source, column: profiles[target].name)
        }
        if targets.count > 1 {
            try decideTaskOfSeveral()
        } else {
            (task, taskReason) =
                selection.task.map { ($0, "It was given.") } ?? inferredTask(of: profiles[targets[0]])
        }
        if task == .classification { listLabels() } else { mentionConstantTargets() }
        mentionMissingTargets()
    }

    private mutating func decideTaskOfSeveral() throws(SchemaError) {
        guard selection.task != .classification, targets.allSatisfy({ profiles[$0].isNumeric }) else {
            let classes = targets.filter { selection.task == .classification || !profiles[$0].isNumeric }
            throw .severalClassTargets(source: table.source, columns: classes.map { profiles[$0].name })
        }
        task = .regression
        taskReason = "There are \(targets.count) targets, which are predicted as numbers."
    }

    private func inferredTask(of target: ColumnStatistics) -> (LearningTask, String) {
        let name = "The target \(quoted(target.name))"
        guard target.isNumeric else { return (.classification, "\(name) is text.") }
        guard target.isInteger else { return (.regression, "\(name) has values that are not whole numbers.") }
        let distinct = target.distinctCount
        let found =
            "\(name) has \(count(distinct, "distinct whole number")) in \(count(target.valueCount, "row"))"
        if distinct > Schema.mostClassesOfNumbers {
            return (
                .regression,
                "\(found), more than the \(Schema.mostClassesOfNumbers) that may be class labels."
            )
        }
        let areFew = distinct <= 2 ? target.valueCount >= 4 : 3 * distinct <= target.valueCount
        return areFew
            ? (.classification, "\(found), few enough to be class labels.")
            : (.regression, "\(found), too many of so few rows to be class labels.")
    }

    private mutating func listLabels() {
        let target = targets[0]
        let counts = profiles[target].counts ?? LabelCounts(table.columns[target].texts())
        labels = counts
        let name = quoted(profiles[target].name)
        if counts.labels.count == 1 {
            notices.append(
                "Target \(name): every row has the label \(quoted(counts.labels[0])), so that there is "
                    + "nothing to tell apart.")
        } else if let rare = counts.counts.min(), rare == 1 {
            let single = counts.labels.indices.filter { counts.counts[$0] == 1 }.map {
                quoted(counts.labels[$0])
            }
            notices.append(
                "Target \(name): \(list(single, limit: 5)) "
                    + "\(single.count == 1 ? "occurs" : "occur") in one row only, too few to learn and to check from."
            )
        }
    }

    private mutating func mentionConstantTargets() {
        for target in targets where profiles[target].distinctCount == 1 && profiles[target].valueCount > 1 {
            notices.append(
                "Target \(quoted(profiles[target].name)): every row has the same number, so that there is nothing "
                    + "to learn.")
        }
    }

    private mutating func mentionMissingTargets() {
        for target in targets where profiles[target].missingCount > 0 {
            notices.append(
                "Target \(quoted(profiles[target].name)): "
                    + "\(count(profiles[target].missingCount, "row")) without a value \(profiles[target].missingCount == 1 ? "is" : "are") "
                    + "left out.")
        }
    }
}
