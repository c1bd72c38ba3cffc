#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The journal of a search, which stores each result immediately and finds it again.
///
/// It is a file of JSON lines: the first identifies the search, and each of the others is a result. A line is
/// appended in one call, so that a killed process loses only its current trial. If a machine lost its power and left
/// half a line at the end, that line is removed when the search is resumed.
final class TuningJournal: Sendable {
    /// A line appended in one call follows all others, from any thread.
    private let file: POSIXFile
    private let path: String

    private static let kind = "backprop search"
    private static let version = 2
    private static let maximumByteCount = 1 << 30

    /// Creates a journal, or resumes one.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - search: The identity of this search.
    ///   - resumes: Whether to resume the search whose journal the file contains, if any.
    ///   - onKnown: Called with the results in the file.
    /// - Throws: ``TuningError`` if the file is of another search, and `FileError`.
    init(
        _ path: String, search: JSONValue, resumes: Bool, onKnown: ([TuningResult.Key: TrialScore]) -> Void
    ) throws {
        self.path = path
        let header: JSONValue = [
            "journal": JSONValue(Self.kind), "version": JSONValue(Self.version), "search": search,
        ]
        var lines = [try header.text()]
        if let known = try Self.read(path) {
            let results = try known.results()
            if !resumes, !results.isEmpty {
                throw TuningError.journalInUse(source: path, results: results.count)
            }
            if resumes {
                try known.refuseOther(search)
                lines += known.lines
                onKnown(results)
            }
        }
        try AtomicFile.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: path)
        switch POSIXFile.open(path, O_WRONLY | O_APPEND) {
        case .success(let file): self.file = file
        case .failure(let code): throw FileError(path, .write, .system, code: code.number)
        }
    }

    /// Appends a result.
    func add(_ key: TuningResult.Key, _ score: TrialScore) throws {
        let line = Array((try Self.line(key, score).text() + "\n").utf8)
        let result = line.withUnsafeBytes { file.writeSome($0) }
        switch result {
        case .success(line.count): return
        case .success(let written): throw FileError(path, .write, .diskFull(written: written))
        case .failure(let code): throw FileError(path, .write, .failed(written: 0), code: code.number)
        }
    }

    /// Returns results as the lines of a journal.
    static func bytes(_ results: [TuningResult.Key: TrialScore]) throws -> [UInt8] {
        try results.flatMap { key, score in Array((try line(key, score).text() + "\n").utf8) }
    }

    /// Returns the results of such lines.
    static func results(_ bytes: [UInt8]) throws -> [TuningResult.Key: TrialScore] {
        let header = #"{"journal":"\#(kind)","version":\#(version),"search":null}"# + "\n"
        return try Content(Array(header.utf8) + bytes, source: "the journal of rank 0").results()
    }

    private static func line(_ key: TuningResult.Key, _ score: TrialScore) -> JSONValue {
        var line: JSONValue = ["trial": JSONValue(key.trial)]
        switch key.stage {
        case .epochs(let epochs): line["epochs"] = JSONValue(epochs)
        case .division(let division): line["division"] = JSONValue(division)
        case .average(let division): line["averageOfDivision"] = JSONValue(division)
        }
        line["scores"] = JSONValue(score.scores.map { JSONValue($0) })
        line["plain"] = JSONValue(score.plain.map { JSONValue($0) })
        if let failure = score.failure { line["failure"] = JSONValue(failure) }
        return line
    }

    /// Returns the content of a file, or `nil` if there is no file.
    private static func read(_ path: String) throws -> Content? {
        let bytes: [UInt8]
        do {
            bytes = try WholeFile.read(path, limit: maximumByteCount)
        } catch  where error.reason == .notFound {
            return nil
        }
        guard !bytes.isEmpty else { return nil }
        return try Content(bytes, source: path)
    }

    /// The lines of a journal.
    private struct Content {
        let source: String
        let search: JSONValue
        let lines: [String]

        init(_ bytes: [UInt8], source: String) throws(TuningError) {
            self.source = source
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            // The text after the last line's end is half a line, or empty.
            lines.removeLast()
            guard let first = lines.first,
                let header = try? JSONValue(parsing: String(decoding: first, as: UTF8.self)),
                header["journal"]?.string == TuningJournal.kind, let search = header["search"]
            else { throw .notAJournal(source: source) }
            guard header["version"]?.int == TuningJournal.version else {
                throw .unknownVersion(
                    source: source, found: JSONDifference.text(header["version"]),
                    known: TuningJournal.version)
            }
            self.search = search
            self.lines = lines.dropFirst().map { String(decoding: $0, as: UTF8.self) }
        }

        func refuseOther(_ other: JSONValue) throws(TuningError) {
            guard let found = JSONDifference(search, other) else { return }
            throw .otherSearch(
                source: source, key: found.path, there: JSONDifference.text(found.first),
                here: JSONDifference.text(found.second))
        }

        func results() throws(TuningError) -> [TuningResult.Key: TrialScore] {
            var results: [TuningResult.Key: TrialScore] = [:]
            for (number, line) in lines.enumerated() {
                guard let value = try? JSONValue(parsing: line), let (key, score) = Self.result(value) else {
                    throw .damaged(
                        source: source, line: number + 2, reason: "this is not a result of a trial")
                }
                results[key] = score
            }
            return results
        }

        private static func result(_ line: JSONValue) -> (TuningResult.Key, TrialScore)? {
            func numbers(_ key: String) -> [Double]? {
                let values = line[key]?.array
                let numbers = values?.compactMap(\.double)
                return numbers?.count == values?.count ? numbers : nil
            }
            let stage =
                line["epochs"]?.int.map { TuningResult.Stage.epochs($0) }
                ?? line["division"]?.int.map { .division($0) }
                ?? line["averageOfDivision"]?.int.map { .average(division: $0) }
            guard let trial = line["trial"]?.int, let stage, let scores = numbers("scores"),
                let plain = numbers("plain")
            else { return nil }
            let failure = line["failure"]?.string
            guard failure != nil || !scores.isEmpty else { return nil }
            return (
                TuningResult.Key(trial: trial, stage: stage),
                TrialScore(scores: scores, plain: plain, failure: failure)
            )
        }
    }
}
