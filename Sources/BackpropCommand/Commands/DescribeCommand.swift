import ArgumentParser
import Backprop
import BackpropRecipes

/// The command that shows the interpretation of a table's columns, without training.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show how a table is read: its format, the roles of its columns and their values.",
        discussion: """
            Example:
              backprop describe wheat.csv
            """)

    @OptionGroup var data: RecipeDataOptions
    @OptionGroup var extent: ExtentOptions

    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup var output: OutputOptions

    /// The number of rows to read, or `nil` for all.
    private var rows: Int? { extent.rows }

    func run() throws {
        var file = try data.file()
        if let rows { file.reading.maximumRowCount = rows }
        try columns.apply(to: &file.options.columns)
        try preprocessing.apply(to: &file.options.preprocessing)
        try images.apply(to: &file.images)
        switch try CommandData(file, describing: true) {
        case .images(let images, _):
            let report = ImageReport(images: images)
            try output.show(json: report.json, text: report.lines.joined(separator: "\n") + "\n")
        case .table(let table, let schema):
            if let rows, table.rowCount == rows { Console.warning("Only the first \(rows) rows were read.") }
            if schema.task == .classification, schema.classLabels.count == 1 {
                Console.warning(
                    "Every row has the label \"\(schema.classLabels[0])\": there is nothing to tell apart.")
            }
            try output.show(
                json: Self.json(schema, file.options.preprocessing),
                text: report(table, schema, file.options.preprocessing))
        }
    }

    /// Returns the schema, each column with its treatment.
    private static func json(_ schema: Schema, _ settings: PreprocessingSettings) throws -> JSONValue {
        var object = try JSONValue(encoding: schema)
        object["columns"] = try JSONValue(
            schema.columns(treatedBy: settings).map { try JSONValue(encoding: $0) })
        return object
    }

    private func report(_ table: Table, _ schema: Schema, _ settings: PreprocessingSettings) -> String {
        (SchemaReport(table: table, schema: schema).lines
            + ["", schema.table(settings: settings)]).joined(separator: "\n") + "\n"
    }
}
