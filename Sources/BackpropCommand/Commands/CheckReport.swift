import Backprop

/// The report of `check`.
struct CheckReport {
    /// The model's file.
    let path: String
    /// The name of the new rows' file.
    let source: String
    let report: DriftReport
    /// The limit of the stability index, or `nil` if none was set.
    let limit: Double?

    /// The index from which a change is called a large one, unless another limit was set.
    private static let largeIndex = 0.25
    /// The index below which a change is called a small one.
    private static let smallIndex = 0.1
    private static let maximumColumnCount = 30

    /// Whether the process ends with the status 1.
    var fails: Bool {
        report.predictionError != nil || limit.map(report.isBeyond) ?? false
    }

    /// The report as text.
    var text: String {
        let lines =
            [heading] + problemLines + summaryLines + gridLines + twoSampleLines + verdictLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: String {
        "\(source): \(rows(report.rowCount)), compared with \(rows(report.earlierRowCount)) of training (\(path))"
    }

    private func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }

    private var problemLines: [String] {
        var sentences = report.problems.map(\.description)
        if !report.newColumns.isEmpty {
            let names = nameList(report.newColumns.map(quoted))
            sentences.append("New, and not used by the model: \(names).")
        }
        if let error = report.predictionError {
            sentences.append("The model cannot predict these rows: \(error)")
        }
        return sentences.isEmpty ? [] : [""] + sentences.flatMap { $0.wrapped() }
    }

    private var summaryLines: [String] {
        guard report.hasSummary else {
            return [""]
                + "The model file keeps no summary of its training rows, since an earlier version wrote it. Distributions cannot be compared: train again, or give earlier rows with --against."
                .wrapped()
        }
        let large = report.drifted(beyond: Self.largeIndex)
        let all = report.columns.filter { $0.stability != nil }.count
        guard !large.isEmpty else { return ["", "None of \(all) columns has changed a lot."] }
        return [""] + "Changed a lot: \(nameList(large.map { quoted(name($0)) })).".wrapped()
    }

    /// The name of a column in the table, or of the predictions.
    private func name(_ column: ColumnDrift) -> String {
        guard isPrediction(column) else { return column.name + (column.isTarget ? " (target)" : "") }
        return column.kind == .probabilities ? "predicted probability of \(column.name)" : "prediction"
    }

    private func isPrediction(_ column: ColumnDrift) -> Bool { report.predictions == column }

    private var gridLines: [String] {
        let sorted = report.columns.enumerated().map { (index: -(psi($1)), order: $0, column: $1) }
            .sorted { ($0.index, $0.order) < ($1.index, $1.order) }.map(\.column)
        let shown = Array(sorted.prefix(Self.maximumColumnCount))
        let columns = shown + [report.predictions].compactMap(\.self)
        guard !columns.isEmpty else { return [] }
        var grid = TextGrid(rows: [["column", "change", "PSI", "chance", "KS", "missing"]])
        for column in columns {
            let missing = column.missingShareBefore.map { "\(percent($0)) -> " } ?? ""
            grid.rows.append([
                TextTable.label(name(column), limit: 40), change(column),
                column.stability.map { number($0.value) } ?? "-",
                column.stability.flatMap { _ in
                    isPrediction(column) ? nil : number(report.chance(of: column))
                } ?? "-",
                column.kolmogorovSmirnov.map { number($0.statistic) } ?? "-",
                isPrediction(column) ? "-" : missing + percent(column.missingShare),
            ])
        }
        let more = sorted.count - shown.count
        let details = columns.flatMap(details)
        return [""] + grid.lines + (more > 0 ? ["… and \(more) more columns with smaller changes"] : [])
            + (details.isEmpty ? [] : [""] + details) + (report.hasSummary ? [""] + Self.legend : [])
    }

    private func psi(_ column: ColumnDrift) -> Double { column.stability?.value ?? 0 }

    private static let legend = [
        "PSI     how far the shares of rows in ten bins, or of categories, lie apart: 0 is equal, below 0.1 is",
        "        little, above 0.25 is a lot",
        "chance  the PSI that so many rows reach by chance, though nothing has changed",
        "KS      the largest difference between the shares of rows up to some value, from 0 to 1",
    ]

    /// Returns the size of a change in a word.
    private func change(_ column: ColumnDrift) -> String {
        guard let stability = column.stability, !isPrediction(column) else { return "-" }
        guard report.isMoreThanChance(column) else { return "by chance" }
        return stability.value > Self.largeIndex
            ? "a lot" : stability.value >= Self.smallIndex ? "somewhat" : "little"
    }

    /// Returns the lines about a column's values.
    private func details(_ column: ColumnDrift) -> [String] {
        var parts: [String] = []
        if report.isMoreThanChance(column) {
            if let median = column.median {
                parts.append("middle value \(value(median.before)) -> \(value(median.now))")
            }
            if let shift = column.largestShift {
                parts.append(
                    "\(quoted(shift.label)) \(percent(shift.shares.before)) -> \(percent(shift.shares.now))")
            }
        }
        if !column.unseen.isEmpty {
            let share = percent(Double(column.unseenCount) / Double(max(1, column.rowCount)))
            let labels = column.unseen.prefix(3).map { quoted($0.label) }.joined(separator: ", ")
            parts.append("\(share) have a category that training did not see: \(labels)")
        }
        if let range = column.range, column.outsideCount > 0, !isPrediction(column) {
            let bounds = [range.lowerBound, range.upperBound].map { self.bound($0, column.kind) }
            parts.append(
                "\(rows(column.outsideCount)) outside of the range seen, \(bounds.joined(separator: " to "))")
        }
        return parts.isEmpty ? [] : "\(name(column)): \(parts.joined(separator: "; "))".wrapped()
    }

    private func bound(_ number: Double, _ kind: ColumnDrift.Kind) -> String {
        kind == .dates ? ColumnDrift.date(number) : value(number)
    }

    private var twoSampleLines: [String] {
        guard let test = report.twoSample else { return [] }
        let (area, interval) = (test.area.value, test.area.interval)
        let numbers =
            "in \(percent(area)) of pairs it takes the newer row for newer (95 % interval \(percent(interval.lower)) to \(percent(interval.upper))); guessing has 50 %."
        let beginning =
            interval.lower <= 0.5
            ? "A network cannot tell the new rows from the earlier ones"
            : area < 0.6
                ? "A network can hardly tell the new rows from the earlier ones"
                : area < 0.75
                    ? "A network can tell some of the new rows from the earlier ones"
                    : "A network can tell the new rows from the earlier ones"
        let telling = test.tellingColumns.prefix(5).map { "\(quoted($0.name)) (\(number($0.mean)))" }
        let columns = telling.isEmpty ? "" : " It does so by \(nameList(Array(telling)))."
        return [""] + "\(beginning): \(numbers)\(columns)".wrapped()
    }

    private var verdictLines: [String] {
        guard let limit else { return [] }
        let names = report.drifted(beyond: limit).map { quoted(name($0)) }
        if report.predictionError != nil { return ["", "Failed: the model cannot predict these rows."] }
        return names.isEmpty
            ? ["", "Passed: no PSI is above \(NumberText.short(limit)) and above chance."]
            : [""]
                + "Failed: PSI above \(NumberText.short(limit)) and above chance: \(nameList(names))."
                .wrapped()
    }

    private func number(_ value: Double) -> String { NumberText.fixed(value, places: 3) }
    private func value(_ value: Double) -> String { NumberText.significant(value, digits: 4) }
    private func percent(_ share: Double) -> String {
        let places = share > 0 && share < 0.1 ? 1 : 0
        return "\(NumberText.fixed(share * 100, places: places)) %"
    }
}
