#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The request of the user, or of the system, to end the program: Ctrl-C and SIGTERM.
///
/// The first signal is recorded; a second one ends the process at once.
enum Interruption {
    /// The memory that a signal's handler may use: it exists before the first signal can arrive.
    nonisolated(unsafe) private static var received: sig_atomic_t = 0

    /// The signal that has come since ``whileNoted(_:)`` began, or `nil` if none has.
    static var signal: Int32? { received == 0 ? nil : Int32(received) }

    /// Records signals while the body runs, instead of being ended by them.
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
        // The program may have been started from a thread that blocks signals, and have inherited that.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, signal)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        return earlier
    }

    /// Ends the process with the status that shells report for a process ended by that signal.
    static func exit(_ signal: Int32) -> Never { ExitStatus.endProcess(128 + signal) }

    /// Records a request that another rank has received.
    static func noteOnOtherRank() { if received == 0 { received = sig_atomic_t(SIGTERM) } }
}
