extension AtomicFile {
    /// Writes to the path the bytes that `body` computes and appends to the sink, replacing the earlier file.
    ///
    /// - Throws: `FileError`, or the error of `body`; the earlier file is then still there, unchanged.
    package static func write(to path: String, producing body: (FileSink) throws -> Void) throws {
        var failure: (any Error)?
        do {
            try write(to: path) { (sink) throws(FileError) in
                do {
                    try body(sink)
                } catch {
                    failure = error
                    throw error as? FileError ?? FileError(path, .write, .system)
                }
            }
        } catch {
            throw failure ?? error
        }
    }
}
