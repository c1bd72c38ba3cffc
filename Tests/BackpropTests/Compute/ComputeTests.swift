import CKernels
import Testing

/// Everything that forces an instruction set, which is one setting of the whole process: suites in here take turns.
@Suite(.serialized)
enum ComputeTests {
    /// The instruction sets that this processor has.
    static let instructionSets = ["avx512", "avx2", "neon", "baseline"].filter { name in
        defer { bp_simd_select(nil) }
        return bp_simd_select(name)
    }

    /// Runs `body` once with each instruction set, then returns to the best one.
    static func withEachInstructionSet(_ body: (String) throws -> Void) rethrows {
        defer { bp_simd_select(nil) }
        for name in instructionSets {
            bp_simd_select(name)
            try body(name)
        }
    }
}

/// An output of a kernel between guards: starts at an odd element and notices a write beyond either end.
struct Guarded<S: BinaryFloatingPoint> {
    private static var margin: Int { 37 }
    private static var mark: S { 12345 }
    private var memory: [S]

    init(count: Int) {
        memory = [S](repeating: Self.mark, count: count + 2 * Self.margin)
    }

    mutating func withPointer(_ body: (UnsafeMutablePointer<S>) -> Void) {
        memory.withUnsafeMutableBufferPointer { body($0.baseAddress! + Self.margin) }
    }

    var values: ArraySlice<S> { memory[Self.margin..<memory.count - Self.margin] }

    var isIntact: Bool {
        memory.prefix(Self.margin).allSatisfy { $0 == Self.mark }
            && memory.suffix(Self.margin).allSatisfy { $0 == Self.mark }
    }
}

/// Random numbers for shapes and values.
extension TestGenerator {
    mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// Mostly numbers between -1 and 1; now and then a zero of either sign or a number too small to be normal.
    mutating func values<S: BinaryFloatingPoint>(_ count: Int) -> [S] {
        (0..<count).map { _ in
            let value = S(Int64(bitPattern: next()) >> 11) / S(1 << 52)
            switch next(below: 24) {
            case 0: return 0
            case 1: return -0.0
            case 2: return value * S.leastNormalMagnitude
            default: return value
            }
        }
    }
}
