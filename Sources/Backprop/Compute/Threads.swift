import CKernels

/// Parallel work on the process's only pool of threads.
public enum Threads {
    /// The number of processors that this process may run on.
    public static var processorCount: Int { Int(bp_processor_count()) }

    /// Applies a function to every element, at most `threads` at a time, and returns the results in order.
    ///
    /// The function itself runs on one thread, regardless of the thread counts that it requests. Elements start in
    /// order, so long work should come first.
    ///
    /// - Throws: The error of the first element, in order, whose function threw one.
    package static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        let results = ResultSlots<Swift.Result<Result, any Error>>(count: elements.count)
        forEach(elements.count, threads: threads) { index in
            results.set(index, Swift.Result { try transform(elements[index]) })
        }
        return try results.values().map { try $0.get() }
    }

    /// Calls a function for every index below `count`, in an undefined order and on undefined threads.
    static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
        withoutActuallyEscaping(body) { escaping in
            let box = BodyBox(escaping)
            bp_parallel_each(
                count,
                { context, index in
                    Unmanaged<BodyBox>.fromOpaque(context!).takeUnretainedValue().body(index)
                }, Unmanaged.passUnretained(box).toOpaque(), max(1, threads))
            withExtendedLifetime(box) {}
        }
    }
}

/// Passes a closure through C.
private final class BodyBox: Sendable {
    let body: @Sendable (Int) -> Void

    init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }
}

/// A slot for each result. Each slot is written once, by the thread that computes it, before any is read. This
/// replaces the compiler's check.
private final class ResultSlots<Value>: @unchecked Sendable {
    private let slots: UnsafeMutableBufferPointer<Value?>

    init(count: Int) {
        slots = .allocate(capacity: count)
        slots.initialize(repeating: nil)
    }

    deinit {
        slots.deinitialize()
        slots.deallocate()
    }

    func set(_ index: Int, _ value: Value) { slots[index] = value }

    func values() -> [Value] { slots.map { $0! } }
}
