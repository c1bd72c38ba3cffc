import CKernels

/// Work shared out over the threads of the process's one pool.
public enum Threads {
    /// The number of processors that this process may run on.
    public static var processorCount: Int { Int(bp_processor_count()) }

    /// Applies a function to every element, at most `threads` at a time, and returns the results in order.
    ///
    /// What runs inside uses one thread, whatever it asks for. Elements begin in their order, so that long work is
    /// best put first.
    ///
    /// - Throws: The error of the first element, in order, whose function threw one.
    public static func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], threads: Int, _ transform: @Sendable (Element) throws -> Result
    ) throws -> [Result] {
        let results = ResultSlots<Swift.Result<Result, any Error>>(count: elements.count)
        forEach(elements.count, threads: threads) { index in
            results.set(index, Swift.Result { try transform(elements[index]) })
        }
        return try results.values().map { try $0.get() }
    }

    /// Calls a function for every index below `count`, in an order and on threads that are not determined.
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

/// Carries a closure through C.
private final class BodyBox: Sendable {
    let body: @Sendable (Int) -> Void

    init(_ body: @escaping @Sendable (Int) -> Void) { self.body = body }
}

/// One place for each result; every place is written once, by whichever thread computes it, before any is
/// read. That is why the compiler's check is not needed here.
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
