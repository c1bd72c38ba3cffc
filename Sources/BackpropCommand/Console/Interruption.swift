#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The wish of the person in front of the screen, or of the system, that the program end: Ctrl-C and SIGTERM.
///
/// The first signal is taken note of; a second one ends the process at once.
enum Interruption {
    /// All that a signal's handler may touch: memory that is there before the first signal can come.
    nonisolated(unsafe) private static var received: sig_atomic_t = 0

    /// Which signal has come since ``whileNoted(_:)`` began, if any.
    static var signal: Int32? { received == 0 ? nil : Int32(received) }

    /// Takes note of signals, instead of dying of them, while the body runs.
    static func whileNoted<Result>(_ body: () throws -> Result) rethrows -> Result {
        let earlier = [SIGINT, SIGTERM].map { ($0, note($0)) }
        defer {
            for (signal, action) in earlier {
                var action = action
                sigaction(signal, &action, nil)
            }
        }
        return try body()
    }

    private static func note(_ signal: Int32) -> sigaction {
        var (action, earlier) = (sigaction(), sigaction())
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = { Interruption.received = sig_atomic_t($0) }
        #else
            action.__sigaction_handler.sa_handler = { Interruption.received = sig_atomic_t($0) }
        #endif
        action.sa_flags = Int32(bitPattern: UInt32(truncatingIfNeeded: SA_RESETHAND))
        sigaction(signal, &action, &earlier)
        // Whoever started the program may have done so from a thread that blocks signals, and left it that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, signal)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        return earlier
    }

    /// Ends the process as one that the signal ended, in the numbers that shells know.
    static func exit(_ signal: Int32) -> Never {
        #if canImport(Glibc)
            Glibc.exit(128 + signal)
        #elseif canImport(Musl)
            Musl.exit(128 + signal)
        #else
            Darwin.exit(128 + signal)
        #endif
    }
}
