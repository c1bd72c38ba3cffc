/// One stream of ``Philox`` read in order, for code that needs the next number rather than the i-th.
///
/// Call `i` of ``next()`` returns 64-bit element `i` of the stream. For results that must never change, use
/// ``below(_:)`` and ``Philox/permutation(of:)``: the standard library may change how it derives a range or a shuffle
/// from a generator's bits.
public struct PhiloxGenerator: RandomNumberGenerator, Sendable {
    /// The stream to read.
    public let source: Philox

    /// The index of the 64-bit element that ``next()`` returns next.
    public private(set) var position: UInt64

    /// The high half of the block at `position`, valid when `position` is odd.
    private var kept: UInt64

    /// Creates a reader of `source` from 64-bit element `position` on.
    public init(_ source: Philox, position: UInt64 = 0) {
        self.source = source
        self.position = position
        kept = position & 1 == 0 ? 0 : source.bits(at: position)
    }

    /// Returns the next 64-bit element of the stream.
    public mutating func next() -> UInt64 {
        defer { position &+= 1 }
        guard position & 1 == 0 else { return kept }
        let block = source.block(at: position >> 1)
        kept = Philox.pair(of: block, 1)
        return Philox.pair(of: block, 0)
    }

    /// Returns a number uniform in `0 ..< bound`, without bias.
    ///
    /// The result is the high half of the 128-bit product of a 64-bit element and the bound. Elements whose low half
    /// is below `2^64 mod bound` would favour some results and are skipped.
    ///
    /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
    ///
    /// - Parameter bound: at least 1.
    public mutating func below(_ bound: UInt64) -> UInt64 {
        Philox.below(bound) { next() }
    }

    /// Returns the next number uniform in [0, 1), with 53 bits.
    public mutating func nextUnit() -> Double {
        Philox.unit(next())
    }

    /// Returns the next standard normal deviate; see ``Philox/normal(at:)``.
    public mutating func nextNormal() -> Double {
        Philox.normal(next())
    }
}

extension Philox {
    /// Returns ``PhiloxGenerator/below(_:)`` computed from the elements that `next` returns.
    @inline(__always)
    static func below(_ bound: UInt64, _ next: () -> UInt64) -> UInt64 {
        precondition(bound > 0, "a random number below 0 does not exist")
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let surplus = (0 &- bound) % bound
            while product.low < surplus {
                product = next().multipliedFullWidth(by: bound)
            }
        }
        return product.high
    }
}
