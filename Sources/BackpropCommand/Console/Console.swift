#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The output of text: results to standard output, everything else to standard error.
enum Console {
    /// Writes a result, on a terminal without control characters; a file or pipe gets every byte.
    static func result(_ text: String) {
        guard Ranks.isFirst else { return }
        write(isatty(STDOUT_FILENO) == 1 ? replacingControls(text) : text, to: STDOUT_FILENO)
    }

    /// Writes the bytes of a result.
    static func result(_ bytes: [UInt8]) {
        guard Ranks.isFirst else { return }
        bytes.withUnsafeBufferPointer { write($0, to: STDOUT_FILENO) }
    }

    /// Writes a message and a line end to standard error.
    static func message(_ text: String) {
        guard Ranks.isFirst else { return }
        write(replacingControls(text) + "\n", to: STDERR_FILENO)
    }

    /// Returns the text with question marks in place of control characters, which would control a terminal.
    static func replacingControls(_ text: String) -> String {
        func isSafe(_ scalar: UnicodeScalar) -> Bool {
            scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
        }
        guard !text.unicodeScalars.allSatisfy(isSafe) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isSafe($0) ? $0 : "?" }))
    }

    /// Reports an error.
    static func error(_ text: String) {
        message("error: \(text)")
    }

    /// Reports a warning, which does not stop the command.
    static func warning(_ text: String) {
        message("note: \(text)")
    }

    /// Whether messages appear on a terminal, on which a line can be overwritten.
    static var showsProgress: Bool { Ranks.isFirst && isatty(STDERR_FILENO) == 1 }

    /// Reports the error of a rank that is not the first one. If the first one has it too, it ends this process before.
    static func errorOfOtherRank(_ text: String) {
        sleep(1)
        write("error of rank \(Ranks.current.rank): \(replacingControls(text))\n", to: STDERR_FILENO)
    }

    /// Overwrites the current line of the terminal.
    static func progress(_ text: String) {
        write("\r\u{1B}[2K" + replacingControls(text), to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { write($0, to: descriptor) }
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32) {
        var written = 0
        while written < bytes.count {
            let count = write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            // A failure of standard error itself cannot be reported.
            if count <= 0 && descriptor == STDERR_FILENO { return }
            if count <= 0 { fail(errno) }
            written += count
        }
    }

    /// Ends the process because the result cannot be written: quietly if the reader has closed the pipe.
    private static func fail(_ code: Int32) -> Never {
        if code != EPIPE { error("cannot write to standard output: \(String(cString: strerror(code)))") }
        ExitStatus.inputOutput.exit()
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes, count)
        #else
            Darwin.write(descriptor, bytes, count)
        #endif
    }
}
