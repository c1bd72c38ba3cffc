import ArgumentParser
import Backprop

/// The options for the importance of each column to a model.
struct ImportanceOptions: ParsableArguments {
    @Flag(help: "Shuffle each column and show how much worse the score becomes.")
    var importance = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "With --importance: the score to watch, by its name in JSON (default: accuracy, r2 for numbers, or logLoss for several yes/no targets).",
            valueName: "score"))
    var importanceMetric: String?

    @Option(
        "importance-repeats", 1...100_000, "With --importance: how often to shuffle each column",
        default: "5",
        valueName: "times")
    var importanceRepeats: Int?

    func validate() throws {
        guard importance || (importanceMetric == nil && importanceRepeats == nil) else {
            throw ValidationError("--importance-metric and --importance-repeats need --importance")
        }
        if let importanceMetric, (try? Metric(parsing: importanceMetric)) == nil {
            throw ValidationError(
                "there is no score \"\(importanceMetric)\"; there are "
                    + Metric.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    /// Returns the settings, or `nil` if importance was not requested.
    func settings(seed: UInt64) -> PermutationSettings? {
        importance
            ? PermutationSettings(
                metric: importanceMetric.flatMap { try? Metric(parsing: $0) },
                repeats: importanceRepeats ?? 5, seed: seed) : nil
    }
}

extension PermutationImportance {
    private static let maximumColumnCount = 30

    /// The importance as text: the columns, the most important first.
    var lines: [String] {
        var grid = TextGrid(rows: [["column", "importance", "deviation"]])
        for column in ranked.prefix(Self.maximumColumnCount) {
            grid.rows.append([
                shortName(column.name), NumberText.fixed(column.mean, places: 4),
                NumberText.fixed(column.standardDeviation, places: 4),
            ])
        }
        let more = columns.count - Self.maximumColumnCount
        let way = metric.isHigherBetter ? "falls" : "rises"
        let mean = targetCount.map { ", the mean of \($0) targets," } ?? ""
        return ["", "importance: how far \(metric.title)\(mean) \(way) when a column is shuffled"]
            + grid.lines
            + (more > 0 ? ["… and \(more) more"] : []) + (words?.lines ?? [])
    }

    /// The importance as JSON: the columns in the order of the table.
    var json: JSONValue {
        var object: JSONValue = [
            "metric": JSONValue(metric.rawValue), "score": JSONValue(score),
            "columns": JSONValue(
                columns.map { column in
                    [
                        "name": JSONValue(column.name), "mean": JSONValue(column.mean),
                        "standardDeviation": JSONValue(column.standardDeviation),
                        "drops": JSONValue(column.drops.map { JSONValue($0) }),
                    ]
                }),
        ]
        object["words"] = words?.json
        return object
    }
}

extension PermutationImportance.Words {
    /// The words as text, the most important first.
    fileprivate var lines: [String] {
        guard !words.isEmpty else { return [] }
        var grid = TextGrid(rows: [
            ["word", "column", "rows", "importance"] + (effect == nil ? [] : ["effect"])
        ])
        for word in words.prefix(Self.maximumShownCount) {
            grid.rows.append(
                [
                    shortName(word.word), shortName(word.column), "\(word.rowCount)",
                    Self.text(word.importance),
                ]
                    + (effect == nil ? [] : [word.effect.map(Self.text) ?? "-"]))
        }
        return ["", "words: \(caption)"] + grid.lines
    }

    /// The words as JSON, the most important first.
    fileprivate var json: JSONValue {
        var object: JSONValue = [
            "metric": JSONValue(metric.rawValue),
            "words": JSONValue(
                words.map { word in
                    var object: JSONValue = [
                        "column": JSONValue(word.column), "word": JSONValue(word.word),
                        "rows": JSONValue(word.rowCount), "importance": JSONValue(word.importance),
                    ]
                    object["effect"] = word.effect.map { JSONValue($0) }
                    return object
                }),
        ]
        object["effect"] = effect.map { JSONValue($0) }
        return object
    }
}
