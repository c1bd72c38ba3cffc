/// The origin of a report, from which readers can reproduce its numbers.
public struct ReportOrigin: Sendable {
    /// The complete recipe in the form of a recipe file; several recipes if several networks were trained.
    public var recipes: [String]

    /// The commands to type, in order.
    public var commands: [String]

    /// Creates the origin of a report.
    public init(recipes: [String] = [], commands: [String] = []) {
        (self.recipes, self.commands) = (recipes, commands)
    }

    var section: HTMLSection? { section(titled: "Recipe, and how to reproduce the result") }

    /// Returns the section with the commands and the recipes, or `nil` if there are none.
    func section(titled title: String) -> HTMLSection? {
        guard !recipes.isEmpty || !commands.isEmpty else { return nil }
        var elements: [HTMLElement] = []
        if !commands.isEmpty {
            elements += [
                .paragraph(
                    "The same recipe on the same data gives the same bits, whatever the machine. The page was made by:"
                ), .code(commands.joined(separator: "\n")),
            ]
        }
        if let first = recipes.first {
            let sentence =
                recipes.count == 1
                ? "The complete recipe, with everything that was chosen from the data. Saved in a file, it trains the same network again."
                : "The complete recipes, with everything that was chosen from the data. Saved in a file, each trains one of the networks again; their average is the model."
            elements += [.paragraph(sentence), .code(first)] + recipes.dropFirst().map { .code($0) }
        }
        return HTMLSection(title, elements)
    }
}

extension ImageSet {
    /// The section about the images and the number of images per class.
    var section: HTMLSection {
        let what = "\(counted(count, "image", "images")) of \(shape) in \(source)"
        guard let classes else { return HTMLSection("Data", [.paragraph("\(what), without labels.")]) }
        var totals = [Int](repeating: 0, count: classLabels.count)
        for index in classes { totals[index] += 1 }
        let rows = zip(classLabels, totals).map { [$0, "\($1)"] }
        return HTMLSection(
            "Data",
            [
                .paragraph("\(what), of \(counted(classLabels.count, "class", "classes"))."),
                .table(headings: ["class", "images"], rows: rows),
            ])
    }
}

extension Schema {
    /// The maximum number of columns in a table on a page.
    private static var maximumColumnCount: Int { 200 }

    /// Returns the section about the table's columns, one line per column.
    func section(treatedBy settings: PreprocessingSettings) -> HTMLSection {
        let columns = columns(treatedBy: settings)
        let left = columns.count - Self.maximumColumnCount
        let missing = columns.reduce(0) { $0 + $1.missingCount }
        var elements: [HTMLElement] = [
            .paragraph(
                "\(counted(rowCount, "row", "rows")) and \(counted(columns.count, "column", "columns")) of \(source.split(separator: "/").last ?? "a table"), \(counted(missing, "missing value", "missing values")). The task is \(task.rawValue). \(taskReason)"
            ),
            .table(
                headings: ["column", "type", "missing", "distinct", "values", "use"],
                rows: columns.prefix(Self.maximumColumnCount).map(\.cells)),
        ]
        if left > 0 { elements.append(.paragraph("\(left) more columns are not listed.")) }
        elements += notices.map { .paragraph("Note: \($0)") }
        return HTMLSection("Data", elements)
    }
}

extension ColumnSummary {
    fileprivate var cells: [String] {
        [
            TextTable.label(name, limit: 60), role.rawValue, "\(missingCount)", "\(distinctCount)", values,
            treatment ?? "",
        ]
    }

    private var values: String {
        if !mostFrequent.isEmpty {
            let shown = mostFrequent.map { "\(TextTable.label($0.value, limit: 24)) (\($0.count))" }
            return shown.joined(separator: ", ") + (distinctCount > mostFrequent.count ? ", …" : "")
        }
        if let dates { return "\(dates.earliest) to \(dates.latest)" }
        guard let minimum, let maximum else { return "" }
        let mean = mean.map { ", mean \(NumberText.short($0))" } ?? ""
        return "\(NumberText.short(minimum)) to \(NumberText.short(maximum))\(mean)"
    }
}
