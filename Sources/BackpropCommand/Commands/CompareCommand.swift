import ArgumentParser
import Backprop

/// The command that compares two models on the same rows.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare two models on the same rows whose target is known.",
        discussion: """
            Each row is predicted by both models. The differences are those of the first model less the second, with \
            their 95 % intervals. Rows that one of the models was trained on favor it: give rows that are new to both.

            Example:
              backprop compare old.safetensors new.safetensors january.csv
            """)

    @Argument(help: "The first model file.") var first: String
    @Argument(help: "The second model file.") var second: String
    @OptionGroup var data: DataOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let (one, other) = (try Model(contentsOf: first), try Model(contentsOf: second))
        let rows = try EvaluateCommand.rowsWithTargets(of: one.rows(data, images), one)
        let comparison = try one.comparison(with: other, of: rows, threads: threads.count)
        try output.show(json: json(comparison), text: text(comparison))
    }

    private func text(_ comparison: ModelComparison) -> String {
        var grid = TextGrid(rows: [["", "first", "second", "difference", "95 % interval"]])
        for item in comparison.differences {
            let interval = item.interval.map { "\(number($0.lower)) to \(number($0.upper))" } ?? "-"
            grid.rows.append([
                item.name, number(item.first), number(item.second), number(item.difference), interval,
            ])
        }
        let sentence = comparison.sentence(quoted(first), quoted(second)).wrapped()
        let rows = comparison.rowCount == 1 ? "1 row" : "\(comparison.rowCount) rows"
        return (sentence + ["", rows, ""] + grid.lines).joined(separator: "\n") + "\n"
    }

    private func number(_ value: Double) -> String { NumberText.significant(value, digits: 4) }

    private func json(_ comparison: ModelComparison) -> JSONValue {
        var measures: JSONValue = [:]
        for item in comparison.differences {
            var object: JSONValue = [
                "first": JSONValue(item.first), "second": JSONValue(item.second),
                "difference": JSONValue(item.difference), "better": JSONValue(item.verdict.rawValue),
            ]
            object["interval"] = item.interval.map {
                ["lower": JSONValue($0.lower), "upper": JSONValue($0.upper)]
            }
            measures[item.name] = object
        }
        return [
            "rows": JSONValue(comparison.rowCount), "measures": measures,
            "sentence": JSONValue(comparison.sentence(quoted(first), quoted(second))),
        ]
    }
}
