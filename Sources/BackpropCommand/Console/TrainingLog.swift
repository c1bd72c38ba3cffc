import Backprop

/// A file with one JSON object per line for each epoch, written during the run.
final class TrainingLog {
    private let file: AppendedFile

    /// Begins a log, which replaces an earlier one.
    init(_ path: String) throws { file = try AppendedFile(path, beginning: []) }

    /// Continues a log after the epochs of that history. Lines of later epochs, which the run repeats, are dropped, and
    /// missing lines are restored.
    init(_ path: String, after history: [EpochReport]) throws {
        var known: [Int: String] = [:]
        let limit = 1 << 30
        let bytes = (try? WholeFile.read(path, limit: limit)) ?? []
        for line in String(decoding: bytes.prefix(limit), as: UTF8.self).split(separator: "\n") {
            if let epoch = (try? JSONValue(parsing: String(line)))?["epoch"]?.int {
                known[epoch] = String(line)
            }
        }
        let lines = try history.map { try (known[$0.epoch] ?? TrainReport.json($0).text()) + "\n" }
        file = try AppendedFile(path, beginning: Array(lines.joined().utf8))
    }

    /// Adds a line.
    func add(_ report: EpochReport, rowsPerSecond: Double?) throws {
        var object = TrainReport.json(report)
        object["learningRate"] = JSONValue(report.learningRate)
        if let rowsPerSecond, rowsPerSecond.isFinite {
            object["rowsPerSecond"] = JSONValue(Int(min(rowsPerSecond, 1e15).rounded()))
        }
        try file.append(Array((try object.text() + "\n").utf8))
    }
}
