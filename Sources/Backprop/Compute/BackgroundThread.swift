#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Runs work on a thread of its own, since long work must not block the few threads of Swift's tasks.
enum BackgroundThread {
    /// The typical stack size of a program's main thread.
    private static let stackSize = 8 << 20

    /// Returns the result of the work without blocking a thread while it waits.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Starts the work; if the system has no more threads, runs it at once.
    private static func start(_ work: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = Unmanaged.passRetained(WorkBox(work)).toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, &attributes, { WorkBox.run($0) }, box)
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, &attributes, { WorkBox.run($0!) }, box)
        #endif
        if code != 0 { _ = WorkBox.run(box) }
    }
}

/// Passes a closure through C.
private final class WorkBox: Sendable {
    private let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }

    static func run(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<WorkBox>.fromOpaque(box).takeRetainedValue().work()
        return nil
    }
}

/// A request to cancel, which other threads can read.
final class CancellationFlag: Sendable {
    private let value = Locked(false)

    /// Whether cancellation was requested.
    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
