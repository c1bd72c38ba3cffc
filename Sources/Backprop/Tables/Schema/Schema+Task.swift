extension SchemaInference {
    /// Decides on the task and its reason, and lists the class labels.
    mutating func decideTask() throws(SchemaError) {
        for target in targets where columnStatistics[target].valueCount == 0 {
            try refuse(.targetIsMissing(source: table.source, column: columnStatistics[target].name))
            (task, taskReason) = (
                .regression, "The target \(quoted(columnStatistics[target].name)) has no value."
            )
            return
        }
        if targets.count > 1 || selection.task == .multiLabel {
            try decideTaskOfSeveral()
        } else {
            (task, taskReason) =
                selection.task.map { ($0, Self.explicitReason) }
                ?? inferredTask(of: columnStatistics[targets[0]])
        }
        try refuseNames()
        switch task {
        case .classification:
            listLabels()
            labels.map { noteRareClasses($0, of: targets[0]) }
        case .multiLabel: try listBinaryTargets()
        case .regression:
            noteConstantTargets()
            noteQuantity()
            noteShapesOfTargets()
        }
        noteMissingTargets()
        noteLikelyTarget()
        noteRevealingColumns()
        noteCopies()
    }

    /// The reason for a task that the caller names.
    private static let explicitReason = "The settings name it."

    /// Decides between numbers and yes/no values, of which several can be predicted.
    private mutating func decideTaskOfSeveral() throws(SchemaError) {
        let binary = targets.filter(isBinary)
        let needsBinary = selection.task == .classification || selection.task == .multiLabel
        let areNumbers = targets.allSatisfy { columnStatistics[$0].isNumeric }
        if selection.task != .regression, binary.count == targets.count {
            task = .multiLabel
            taskReason =
                targets.count == 1
                ? Self.explicitReason : "There are \(targets.count) targets with two values each."
            return
        }
        task = .regression
        taskReason = "There are \(targets.count) targets, which are predicted as numbers."
        if areNumbers, selection.task == .regression || !needsBinary && binary.isEmpty { return }
        let other = targets.first { !binary.contains($0) } ?? targets[0]
        try refuse(
            .mixedTargets(
                source: table.source, binary: binary.map { columnStatistics[$0].name },
                column: columnStatistics[other].name, distinctCount: columnStatistics[other].distinctCount,
                areNumbers: areNumbers))
    }

    /// Returns whether a target has two values that can be labels.
    private func isBinary(_ target: Int) -> Bool {
        let statistics = columnStatistics[target]
        if knownTargets != nil, statistics.distinctCount == 1 { return true }
        guard statistics.distinctCount == 2 else { return false }
        return selection.task != nil || !statistics.isNumeric
            || statistics.isInteger && statistics.valueCount >= 4
    }

    private func inferredTask(of target: ColumnStatistics) -> (LearningTask, String) {
        let name = "The target \(quoted(target.name))"
        if isDeclaredCategory(targets[0]) {
            return (.classification, "\(name) is declared with a list of values.")
        }
        guard target.isNumeric else { return (.classification, "\(name) is text.") }
        guard target.isInteger else { return (.regression, "\(name) has values that are not whole numbers.") }
        let distinct = target.distinctCount
        let found =
            "\(name) has \(count(distinct, "distinct whole number")) in \(count(target.valueCount, "row"))"
        if let reason = target.reasonForQuantity { return (.regression, "\(found), \(reason).") }
        if distinct > Schema.maximumClassesOfNumbers {
            return (
                .regression,
                "\(found), more than the \(Schema.maximumClassesOfNumbers) that may be class labels."
            )
        }
        let areFew = distinct <= 2 ? target.valueCount >= 4 : 3 * distinct <= target.valueCount
        return areFew
            ? (.classification, "\(found), few enough to be class labels.")
            : (.regression, "\(found), too many of so few rows to be class labels.")
    }

    /// Throws if the target consists of names: texts of which nearly every row has its own.
    private mutating func refuseNames() throws(SchemaError) {
        guard selection.task == nil, let target = targets.first, !columnStatistics[target].isNumeric else {
            return
        }
        let (distinct, valueCount) = (
            columnStatistics[target].distinctCount, columnStatistics[target].valueCount
        )
        guard valueCount >= 10, distinct == valueCount || distinct > 20 && 2 * distinct > valueCount else {
            return
        }
        if let error = nearNumbers(target, "Otherwise name another column as the target.") {
            try refuse(error)
        }
        try refuse(
            .namesAsTarget(
                source: table.source, column: columnStatistics[target].name, distinctCount: distinct,
                rowCount: valueCount, isDefault: selection.targets?.isEmpty != false))
    }

    private mutating func listLabels() {
        let target = targets[0]
        let counts = columnStatistics[target].counts ?? LabelCounts(table.columns[target].texts())
        labels = counts
        noteCase(target, counts.labels)
        if counts.labels.count == 1 {
            sayOfTarget(
                target,
                "every row has the label \(quoted(counts.labels[0])), so that there is nothing to tell apart."
            )
        } else if let rare = counts.counts.min(), rare == 1 {
            let single = counts.labels.indices.filter { counts.counts[$0] == 1 }.map {
                quoted(counts.labels[$0])
            }
            sayOfTarget(
                target,
                "\(list(single, limit: 5)) "
                    + "\(single.count == 1 ? "occurs" : "occur") in one row only, too few to learn and to check from."
            )
        }
    }

    /// Reports a column that has a target's name, if the last column is the target only by default.
    private mutating func noteLikelyTarget() {
        let names: Set = ["class", "label", "target", "outcome", "response", "y"]
        func isLikely(_ column: Int) -> Bool { names.contains(columnStatistics[column].name.lowercased()) }
        guard selection.targets?.isEmpty != false, table.format.hasHeader.value, let target = targets.first,
            !isLikely(target), let other = roles.indices.first(where: { roles[$0].isFeature && isLikely($0) })
        else { return }
        note(
            other, "its name is one of a target, though the last column is the target by default.",
            if: "If this is what is to be predicted", .targetColumn(columnStatistics[other].name))
    }

    /// Reports whole numbers that could be class labels, if their frequencies decided on the task.
    private mutating func noteQuantity() {
        guard selection.task == nil, targets.count == 1, columnStatistics[targets[0]].isInteger,
            columnStatistics[targets[0]].reasonForQuantity != nil
        else { return }
        sayOfTarget(
            targets[0],
            "its \(columnStatistics[targets[0]].distinctCount) whole numbers are taken for a quantity, as neighboring ones are "
                + "about as frequent as each other.",
            if: "If they are labels of classes", .classification)
    }

    private mutating func noteConstantTargets() {
        for target in targets
        where columnStatistics[target].distinctCount == 1 && columnStatistics[target].valueCount > 1 {
            sayOfTarget(target, "every row has the same number, so that there is nothing to learn.")
        }
    }

    private mutating func noteMissingTargets() {
        for target in targets where columnStatistics[target].missingCount > 0 {
            let missing = columnStatistics[target].missingCount
            sayOfTarget(
                target, "\(count(missing, "row")) without a value \(missing == 1 ? "is" : "are") left out.")
        }
    }

    mutating func sayOfTarget(
        _ target: Int, _ message: String, if condition: String = "", _ remedies: SchemaFinding.Remedy...
    ) {
        sayOfTarget(target, message, if: condition, remedies)
    }

    mutating func sayOfTarget(
        _ target: Int, _ message: String, if condition: String, _ remedies: [SchemaFinding.Remedy]
    ) {
        findings.append(
            SchemaFinding(
                "Target \(quoted(columnStatistics[target].name)): \(message)", if: condition, remedies))
    }
}
