import Backprop

/// The progress of reading a large file, on standard error: on a terminal a line that is overwritten, elsewhere a line
/// every ten seconds.
final class ReadingProgressLine {
    private let name: String
    private let isTerminal: Bool
    private let clock = ContinuousClock()
    private var shownAt: ContinuousClock.Instant
    private var isShown = false

    /// - Parameter path: The file's path, of which only the last part is written.
    init(path: String, isTerminal: Bool = Console.showsProgress) {
        name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
        self.isTerminal = isTerminal
        shownAt = clock.now
    }

    /// Shows the amount read so far if a line is due: nothing in the first half second.
    func show(_ progress: ReadingProgress) {
        let interval = isTerminal ? Duration.milliseconds(isShown ? 100 : 500) : .seconds(9)
        guard clock.now - shownAt >= interval else { return }
        let line = Self.line(name, progress)
        isTerminal ? Console.progress(line) : Console.message(line)
        (shownAt, isShown) = (clock.now, true)
    }

    /// Clears the line.
    func finish() {
        if isTerminal, isShown { Console.progress("") }
        isShown = false
    }

    /// Returns `reading big.csv: 512 of 2048 MB (25 %)`, or `reading standard input: 512 MB`.
    static func line(_ name: String, _ progress: ReadingProgress) -> String {
        let read = progress.bytesRead / 1_000_000
        guard let all = progress.byteCount, all > 0 else { return "reading \(name): \(read) MB" }
        let percent = min(100, Int(100 * Double(progress.bytesRead) / Double(all)))
        return "reading \(name): \(read) of \(all / 1_000_000) MB (\(percent) %)"
    }
}

extension Table {
    /// Reads a file by ``Table/init(contentsOf:options:threads:scratchFolder:onProgress:)`` and shows the progress.
    init(
        showingProgressOf path: String, options: ReadingOptions, threads: Int = Threads.processorCount,
        scratchFolder: String? = nil
    ) throws {
        let line = ReadingProgressLine(path: path)
        let pipe = NamedPipe(path)
        defer {
            pipe?.hasData()
            line.finish()
        }
        try self.init(
            contentsOf: path, options: options, threads: threads, scratchFolder: scratchFolder,
            onProgress: {
                pipe?.hasData()
                line.show($0)
            })
    }
}
