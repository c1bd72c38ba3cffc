import ArgumentParser
import Backprop

/// Shows what the columns of a table are taken for, without training.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe",
        abstract: "Show what the columns of a table are taken for, without training.",
        discussion: """
            Example:
              backprop describe wheat.csv
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let settings = try preprocessing.settings()
        if let images = try ImageSource(path: data.data, reading: images.reading(), table: data.read)
            .training(columns.selection)
        {
            let report = ImageReport(images: images)
            return try output.show(json: report.json, text: report.lines.joined(separator: "\n") + "\n")
        }
        let table = try data.read()
        let schema = try Schema(inferring: table, selection: columns.selection)
        Notices.show(table, schema)
        try output.show(json: JSONValue(encoding: schema), text: report(table, schema, settings))
    }

    private func report(_ table: Table, _ schema: Schema, _ settings: PreprocessingSettings) -> String {
        (SchemaReport(table: table, schema: schema).lines
            + ["", schema.table(settings: settings)]).joined(separator: "\n") + "\n"
    }
}
