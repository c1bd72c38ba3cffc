import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A guard against writing a result over an input, or over another result.
enum OutputGuard {
    /// A destination that a command writes to.
    struct Output {
        /// The option that names it.
        let option: String

        /// The file or folder.
        let path: String

        /// Whether the option names a folder, which may hold more than one result.
        let isFolder: Bool

        /// Creates an output, or returns `nil` if the option is not set.
        init?(_ option: String, _ path: String?, isFolder: Bool = false) {
            guard let path else { return nil }
            (self.option, self.path, self.isFolder) = (option, path, isFolder)
        }
    }

    /// Refuses two outputs on one path, and an output that is an input or cannot be written, before anything is
    /// computed.
    ///
    /// Removes the temporary files that killed runs have left next to the files.
    static func prepare(_ outputs: [Output?], against inputs: [String?]) throws {
        guard Ranks.isFirst else { return }
        let outputs = outputs.compactMap(\.self)
        for (index, output) in outputs.enumerated() {
            for earlier in outputs[..<index] { try refuse(output, on: earlier) }
        }
        for output in outputs where !output.isFolder { try prepare(output: output.path, against: inputs) }
    }

    /// Refuses an output that is an input or cannot be written, before anything is computed.
    ///
    /// Removes the temporary files that killed runs have left next to the file.
    static func prepare(output: String, against inputs: [String?]) throws {
        for input in inputs.compactMap(\.self) { try refuse(output: output, input: input) }
        try AtomicFile.checkWritable(output)
        AtomicFile.removeStaleTemporaries(for: output)
    }

    /// Refuses an output that is the input, by whatever name.
    static func refuse(output: String, input: String) throws {
        guard let first = identity(output), let second = identity(input), first == second else { return }
        throw UsageError("\(output) is what the command reads; choose another file for the result")
    }

    private static func refuse(_ output: Output, on earlier: Output) throws {
        guard !(output.isFolder && earlier.isFolder), let first = destination(earlier.path),
            let second = destination(output.path), first == second
        else { return }
        let remedy = "Give each output a path of its own."
        throw UsageError(
            output.path == earlier.path
                ? "\(earlier.option) and \(output.option) both name \(output.path). \(remedy)"
                : "\(earlier.option) \(earlier.path) and \(output.option) \(output.path) are the same file. \(remedy)"
        )
    }

    /// Returns the numbers that identify a regular file, or `nil` for anything else.
    private static func identity(_ path: String) -> [UInt64]? {
        guard let status = status(path), status.st_mode & S_IFMT == S_IFREG else { return nil }
        return numbers(status)
    }

    /// Returns the identity of a path that results are kept in, whether something is there or not. Returns `nil` for
    /// terminals, pipes and similar files, which several results may go to.
    private static func destination(_ path: String) -> Destination? {
        if let status = status(path) {
            let isKept = [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
            return isKept ? Destination(numbers: numbers(status), name: "") : nil
        }
        var trimmed = path[...]
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        let slash = trimmed.lastIndex(of: "/")
        let folder = slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
        let name = slash.map { String(trimmed[trimmed.index(after: $0)...]) } ?? String(trimmed)
        guard let status = status(folder) else { return Destination(numbers: [], name: path) }
        return Destination(numbers: numbers(status), name: name)
    }

    private struct Destination: Equatable {
        let numbers: [UInt64]
        let name: String
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func numbers(_ status: stat) -> [UInt64] {
        [UInt64(truncatingIfNeeded: status.st_dev), UInt64(status.st_ino)]
    }
}
