import Backprop

/// A short description of the interpretation of a table.
struct SchemaReport {
    let table: Table
    let schema: Schema

    /// The file, the target and the task.
    var lines: [String] {
        [
            "Data:     \(table.source.escapingControls): \(count(table.rowCount, "row")), \(count(table.columns.count, "column"))",
            "          \(format)",
            "Features: \(features)",
            "Target:   \(target)",
        ] + (schema.isDefaultTarget ? ["          the last column, since no --target is named"] : []) + [
            "Task:     \(schema.task.rawValue). \(schema.taskReason)"
        ]
    }

    /// The layout of the file, with the decimal mark that columns such as prices have.
    private var format: DelimitedFormat {
        var format = table.format
        if table.writtenDecimalMark != format.decimalMark.value {
            format.decimalMark = .init(table.writtenDecimalMark, isDetected: true)
        }
        return format
    }

    private var features: String {
        let used = schema.columns.filter(\.role.isFeature)
        let numeric = used.count { $0.role == .numeric }
        let dates = used.count { $0.role == .date }
        let texts = used.count { $0.role == .text }
        let parts = [
            (numeric, "numeric"), (used.count - numeric - dates - texts, "categorical"),
            (dates, dates == 1 ? "date" : "dates"), (texts, texts == 1 ? "text" : "texts"),
        ].filter { $0.0 > 0 }
        let missing = used.reduce(0) { $0 + $1.missingCount }
        if parts.isEmpty { return "none" }
        return parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            + (missing > 0 ? "; \(count(missing, "missing value"))" : "")
    }

    /// The target with the number of rows of each class, or the range of its values.
    private var target: String {
        if let targets = schema.binaryTargets { return values(of: targets) }
        guard schema.task == .classification else {
            return schema.targets.map { range(of: schema.columns[$0]) }.joined(separator: "; ")
        }
        var counts = [Int](repeating: 0, count: schema.classLabels.count)
        for index in schema.classIndices(in: table) { if let index { counts[index] += 1 } }
        let shown = zip(schema.classLabels, counts).prefix(8).map { "\(shortName($0)) (\($1))" }
        let more = counts.count > 8 ? " and \(counts.count - 8) more" : ""
        let name = shortName(schema.targetNames[0])
        return "\(name): \(counts.count == 1 ? "1 class" : "\(counts.count) classes"), "
            + shown.joined(separator: ", ") + more
    }

    /// The number of positive rows of each yes/no target.
    private func values(of targets: [BinaryTarget]) -> String {
        let shown = zip(schema.targets, targets).prefix(8).map { index, target in
            let positive =
                schema.columns[index].mostFrequent.first { $0.value == target.positive }?.count ?? 0
            return "\(shortName(target.name)): \(shortName(target.positive)) in \(count(positive, "row"))"
        }
        let more = targets.count > 8 ? "; and \(targets.count - 8) more" : ""
        return shown.joined(separator: "; ") + more
    }

    private func range(of column: ColumnSummary) -> String {
        guard let minimum = column.minimum, let maximum = column.maximum else {
            return shortName(column.name)
        }
        let mean = column.mean.map { ", mean \(NumberText.short($0))" } ?? ""
        return
            "\(shortName(column.name)): \(NumberText.short(minimum)) to \(NumberText.short(maximum))\(mean)"
    }

    private func count(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
