#if Server
    import Backprop
    import Logging

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #else
        import Darwin
    #endif

    /// A log on standard error: one JSON object on each line.
    struct JSONLogHandler: LogHandler {
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var object: JSONValue = [
                "time": JSONValue(Self.time()), "level": JSONValue(event.level.rawValue),
                "message": JSONValue("\(event.message)"),
            ]
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            for (key, value) in all.sorted(by: { $0.key < $1.key }) {
                object[key == "hb.request.id" ? "request" : key] = JSONValue("\(value)")
            }
            guard let text = try? object.text() else { return }
            Self.write(text + "\n")
        }

        /// Writes a line at once, so that lines of several threads do not mix.
        private static func write(_ line: String) {
            var line = line
            line.withUTF8 { bytes in
                #if canImport(Darwin)
                    _ = Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
                #elseif canImport(Musl)
                    _ = Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
                #else
                    _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
                #endif
            }
        }

        /// Returns the time in UTC by ISO 8601, with milliseconds.
        private static func time() -> String {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            var parts = tm()
            var seconds = now.tv_sec
            gmtime_r(&seconds, &parts)
            func digits(_ number: some BinaryInteger, _ count: Int = 2) -> String {
                let text = String(number)
                return String(repeating: "0", count: max(0, count - text.count)) + text
            }
            return "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))T"
                + "\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))."
                + "\(digits(now.tv_nsec / 1_000_000, 3))Z"
        }
    }
#endif
