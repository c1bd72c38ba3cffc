/// Names of results that follow from the data's.
enum DataName {
    /// Returns the data's name with another ending, in the current folder; `model` for data from a
    /// pipe.
    static func here(_ data: String, _ ending: String) -> String {
        guard data != "-", !NamedPipe.isOne(data) else { return "model" + ending }
        var name = data.split(separator: "/").last.map(String.init) ?? data
        for old in [".gz", ".csv", ".tsv", ".txt", ".data", ".xlsx", ".json", ".jsonl", ".ndjson", ".arff"]
        where name.hasSuffix(old) {
            name.removeLast(old.count)
        }
        return (name.isEmpty ? "model" : name) + ending
    }
}
