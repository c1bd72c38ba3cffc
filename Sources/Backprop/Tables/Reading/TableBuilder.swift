import CKernels

/// Takes rows in: the plain ones many at once, on several threads where there are several; the others one after another.
///
/// A text is cut at line feeds, and whether a line feed ends a row shows only once the rows before it have been read. The
/// parts are therefore read as if every line feed did; what was read behind a part that ends early is dropped and read
/// again. So the table is the same however the text is cut and on however many threads.
final class TableBuilder {
    private let width: Int
    private let rules: BatchScanRules
    private let threads: Int
    private let collector: BlockCollector
    /// What takes rows in at present.
    private var scan: BatchRowReader?
    /// Which part of the text was read, 1 if that is unknown.
    private var share = 1.0
    /// How many windows from now on one thread reads, since parts had to be dropped.
    private var singleWindows = 0
    /// The text that is looked at together, for each thread: so much that it and what is made of it fit the second-level
    /// cache, but not less than some rows.
    private let windowSize: Int

    /// - Parameter file: Where the cells go; nil keeps them in memory.
    init(source: String, width: Int, rules: BatchScanRules, threads: Int, file: ScratchFile? = nil) {
        self.width = width
        self.rules = rules
        self.threads = max(1, threads)
        windowSize = max(1 << 18, min(1 << 24, 256 * width))
        collector = BlockCollector(source: source, width: width, threads: self.threads, file: file)
    }

    /// Takes in all rows of a reader that has handed out none.
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

    /// Takes in the window's plain rows, up to the first other one: how many bytes these are, and what follows.
    private func takeWindow(
        _ reader: RowReader
    ) throws(TableError) -> (count: Int, stop: BatchRowReader.Stop) {
        let parts = parts(of: reader.window)
        if parts.isEmpty { return (0, .end) }
        let scans = scans(for: parts)
        let line = reader.nextLine
        let jobs = zip(scans, parts).map(BatchReadingJob.init)
        // The lines of a part follow from those before it, if these are what they seem.
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

    /// Takes in what was scanned; the last goes on if rows of another kind follow it.
    private func finish(_ scans: [BatchRowReader]) throws(TableError) {
        guard let last = scans.last else { return }
        var done = scans
        if let scan, scan !== scans.first { done.insert(scan, at: 0) }
        scan = last.stop == .other ? done.removeLast() : nil
        if !done.isEmpty { try collector.take(done, share: share) }
    }

    /// The window in parts that end with a line feed, one for each thread if that is worth it. No part where no row ends.
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

    /// A scan for each part: of one part alone the present one if it has room, else new ones with room for all rows of a
    /// part and one more.
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

    /// Takes in the reader's current row.
    private func append(_ reader: RowReader) throws(TableError) {
        guard !reader.isOnBlankLine else { return try append([""], line: reader.line) }
        let scanner = reader.scanner
        try append(
            scanner.bytes, ends: UnsafePointer(scanner.ends), line: reader.line, more: reader.window,
            strayQuote: scanner.strayQuotes.first)
    }

    /// Takes in a row made in code.
    func append(_ cells: [String], line: Int) throws(TableError) {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for cell in cells {
            bytes += cell.utf8
            ends.append(UInt32(bytes.count))
            bytes.append(0x2C)
        }
        try bytes.withUnsafeBufferPointer { (bytes) throws(TableError) in
            try ends.withUnsafeBufferPointer { (ends) throws(TableError) in
                guard let bytes = bytes.baseAddress, let ends = ends.baseAddress else { return }
                try append(bytes, ends: ends, line: line, more: UnsafeBufferPointer(start: nil, count: 0))
            }
        }
    }

    /// Takes in a row, behind which more text waits.
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

    /// The first cell with an odd number of quotes in its middle. The rows have ended.
    var strayQuote: (row: Int, column: Int)? { collector.strayQuote }

    /// Ends the rows. Whether the last of several columns is empty in every one.
    func finishRows() throws(TableError) -> Bool {
        try finishScan()
        return width > 1 && collector.surveys[width - 1].emptyCount == collector.rowCount
    }

    /// What was taken in, under the names of the first columns or all. The rows have ended.
    func finish(names: [String]) -> TableStorage { collector.finish(names: names, parser: rules.parser) }
}

/// A part of the text that is scanned, on one thread.
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
