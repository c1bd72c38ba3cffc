import CKernels

/// A builder that reads all rows of a table: plain ones many at once, on several threads if there are any, the others
/// one by one.
///
/// A text is cut at line feeds, but only the rows before a line feed show whether it ends a row. The parts are
/// therefore read as if every line feed did. If a part ends early, what was read after it is discarded and read again.
/// The table is therefore the same for all cuts and numbers of threads.
final class TableBuilder {
    private let width: Int
    private let rules: BatchScanRules
    private let threads: Int
    private let collector: BlockCollector
    /// The current reader of rows.
    private var scan: BatchRowReader?
    /// The share of the text that was read, or 1 if it is unknown.
    private var share = 1.0
    /// The number of coming windows to read on one thread, since parts had to be discarded.
    private var singleWindows = 0
    /// The amount of text per thread that is read in one pass. It and its results fit the second-level cache, but it
    /// contains at least some rows.
    private let windowSize: Int
    /// The unit by which rows are numbered.
    private let unit: RowUnit

    /// - Parameter file: The file that stores the cells, or `nil` to keep them in memory.
    init(
        source: String, width: Int, rules: BatchScanRules, threads: Int, file: ScratchFile? = nil,
        unit: RowUnit = .line
    ) {
        self.unit = unit
        self.width = width
        self.rules = rules
        self.threads = max(1, threads)
        windowSize = max(1 << 18, min(1 << 24, 256 * width))
        collector = BlockCollector(source: source, width: width, threads: self.threads, file: file)
    }

    /// Reads all rows of a reader that has not returned any.
    func takeAll(_ reader: RowReader) throws(TableError) {
        var left = reader.options.maximumRowCount ?? .max
        while true {
            if reader.mayScanAhead {
                let taken = try takeWindow(reader)
                if taken.stop != .other, taken.count > 0 || reader.readAhead(windowSize * threads) {
                    continue
                }
            }
            guard left > 0, try reader.advance() else { return }
            left -= 1
            try append(reader)
        }
    }

    /// Reads the window's plain rows, up to the first other one. Returns the number of their bytes, and the reason to
    /// stop.
    private func takeWindow(
        _ reader: RowReader
    ) throws(TableError) -> (count: Int, stop: BatchRowReader.Stop) {
        let parts = parts(of: reader.window)
        if parts.isEmpty { return (0, .end) }
        let scans = scans(for: parts)
        let line = reader.cursor.nextLine
        let jobs = zip(scans, parts).map(BatchReadingJob.init)
        // The lines of a part follow from those before it, if these turn out as assumed.
        Threads.forEach(jobs.count, threads: threads) { jobs[$0].run() }
        var taken = 0
        var rows = 0
        var done: [BatchRowReader] = []
        for job in jobs {
            done.append(job.scan)
            job.scan.rows.number(lines: job.rows, from: line + rows)
            taken += job.taken
            rows += job.rows.count
            if job.taken < job.part.count || job.scan.stop == .other {
                singleWindows = jobs.count > 1 && job.scan !== jobs.last?.scan ? 8 : singleWindows
                break
            }
        }
        reader.skip(taken, lines: rows)
        share = reader.shareRead
        try finish(done)
        return (taken, done.last?.stop ?? .end)
    }

    /// Collects the scanned rows; the last scan continues if rows of another kind follow it.
    private func finish(_ scans: [BatchRowReader]) throws(TableError) {
        guard let last = scans.last else { return }
        var done = scans
        if let scan, scan !== scans.first { done.insert(scan, at: 0) }
        scan = last.stop == .other ? done.removeLast() : nil
        if !done.isEmpty { try collector.take(done, share: share) }
    }

    /// Returns the window in parts that end with a line feed, one per thread if that is worthwhile. If there are no
    /// line feeds, the window is one part.
    private func parts(of window: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
        singleWindows -= singleWindows > 0 ? 1 : 0
        let wanted = singleWindows > 0 ? 1 : min(threads, window.count / (windowSize / 4))
        guard wanted > 1 else { return window.isEmpty ? [] : [window] }
        var parts: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        for part in 1...wanted {
            let target = part == wanted ? window.count : window.count / wanted * part
            guard let feed = window[start..<target].lastIndex(of: 0x0A) else { continue }
            parts.append(UnsafeBufferPointer(rebasing: window[start...feed]))
            start = feed + 1
        }
        return parts.isEmpty ? [window] : parts
    }

    /// Returns a scan for each part. A single part continues the present scan if that has room. Otherwise scans are
    /// new, with room for all rows of a part and one more.
    private func scans(for parts: [UnsafeBufferPointer<UInt8>]) -> [BatchRowReader] {
        if parts.count == 1, let scan, scan.stop == .other,
            scan.rows.hasRoom(rows: 1, text: parts[0].count)
        {
            return [scan]
        }
        return parts.map { newScan(rows: Self.rowCount(of: $0) + 1, text: $0.count + 64) }
    }

    private func newScan(rows: Int, text: Int) -> BatchRowReader {
        BatchRowReader(rules, into: collector.room(rows: rows, text: text))
    }

    private static func rowCount(of text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let feeds = bp_count_bytes(base, text.count, 0x0A)
        return feeds > 0 ? feeds : bp_count_bytes(base, text.count, 0x0D)
    }

    /// Appends the reader's current row.
    private func append(_ reader: RowReader) throws(TableError) {
        guard !reader.cursor.isOnBlankLine else { return try append([""], line: reader.line) }
        let scanner = reader.scanner
        try append(
            scanner.bytes, ends: UnsafePointer(scanner.ends), line: reader.line, more: reader.window,
            strayQuote: scanner.strayQuotes.first)
    }

    /// Appends a row made in code.
    func append(_ cells: [String], line: Int) throws(TableError) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for cell in cells {
            bytes += cell.utf8
            ends.append(UInt32(bytes.count))
            bytes.append(0x2C)
        }
        try append(bytes, ends: ends, line: line, share: 1)
    }

    /// Appends a row: its cells with one byte between two of them, and their ends. `share` is the share of the file up
    /// to this row, or 1 if it is unknown.
    func append(_ bytes: [UInt8], ends: [UInt32], line: Int, share: Double) throws(TableError) {
        self.share = share
        try bytes.withUnsafeBufferPointer { (bytes) throws(TableError) in
            try ends.withUnsafeBufferPointer { (ends) throws(TableError) in
                guard let bytes = bytes.baseAddress, let ends = ends.baseAddress else { return }
                try append(bytes, ends: ends, line: line, more: UnsafeBufferPointer(start: nil, count: 0))
            }
        }
    }

    /// Appends a row; `more` is the text that follows it.
    private func append(
        _ bytes: UnsafePointer<UInt8>, ends: UnsafePointer<UInt32>, line: Int,
        more: UnsafeBufferPointer<UInt8>, strayQuote: Int? = nil
    ) throws(TableError) {
        let length = Int(ends[width - 1])
        if scan?.rows.hasRoom(rows: 1, text: length) != true {
            try finishScan()
            let rows = max(Self.rowCount(of: more) + 2, min(256, 4096 / width))
            scan = newScan(rows: rows, text: max(length, 16 * rows * width) + more.count + 64)
        }
        scan?.append(bytes, ends: ends, line: line, strayQuote: strayQuote)
    }

    private func finishScan() throws(TableError) {
        guard let done = scan else { return }
        scan = nil
        try collector.take([done], share: share)
    }

    /// The first cell with an odd number of quotes in its middle, once the rows have ended.
    var strayQuote: (row: Int, column: Int)? { collector.strayQuote }

    /// Ends the rows. Returns whether the last of several columns is empty in every row.
    func finishRows() throws(TableError) -> Bool {
        try finishScan()
        return width > 1 && collector.cellCounts[width - 1].emptyCount == collector.rowCount
    }

    /// Returns the table's cells, under the names of the first columns or all, once the rows have ended.
    func finish(names: [String]) -> TableStorage {
        collector.finish(names: names, parser: rules.parser, unit: unit)
    }
}

/// A job that reads one part of the text, on one thread.
private final class BatchReadingJob: @unchecked Sendable {
    let scan: BatchRowReader
    let part: UnsafeBufferPointer<UInt8>
    private(set) var taken = 0
    private(set) var rows = 0..<0

    init(_ scan: BatchRowReader, _ part: UnsafeBufferPointer<UInt8>) {
        self.scan = scan
        self.part = part
    }

    func run() {
        let first = scan.rows.rowCount
        taken = scan.take(part)
        rows = first..<scan.rows.rowCount
    }
}
