#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Work on a thread of its own: what takes long must not block the few threads that Swift's tasks share.
enum BackgroundThread {
    /// As much as the first thread of a program usually has.
    private static let stackSize = 8 << 20

    /// Waits for the work without blocking a thread.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            start { continuation.resume(with: Result { try work() }) }
        }
    }

    /// Starts the work; where the system has no more threads, does it at once.
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

/// Carries a closure through C.
private final class WorkBox: Sendable {
    private let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) { self.work = work }

    static func run(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<WorkBox>.fromOpaque(box).takeRetainedValue().work()
        return nil
    }
}

/// A wish of one thread that others see.
final class CancellationFlag: Sendable {
    private let value = Locked(false)

    /// Whether somebody has wished.
    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
