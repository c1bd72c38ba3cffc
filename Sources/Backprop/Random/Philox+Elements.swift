// One element of a stream at a time, for any index in any order.

extension Philox {
    /// Returns 32-bit element `index`: word `index % 4` of block `index / 4`.
    public func word(at index: UInt64) -> UInt32 {
        block(at: index >> 2)[Int(index & 3)]
    }

    /// Returns 64-bit element `index`: words `2 * index` (low half) and `2 * index + 1` (high half).
    ///
    /// Indices repeat after 2^63, because their words do.
    public func bits(at index: UInt64) -> UInt64 {
        Philox.pair(of: block(at: index >> 1), index & 1)
    }

    /// Returns element `index` uniform in [0, 1): the upper 53 bits of ``bits(at:)``, divided by 2^53.
    public func unit(at index: UInt64) -> Double {
        Philox.unit(bits(at: index))
    }

    /// Returns element `index` of the standard normal distribution, mean 0 and variance 1, not truncated.
    ///
    /// `z = Φ⁻¹((k + ½) / 2^52)` where k is the upper 52 bits of ``bits(at:)``: one 64-bit element per deviate,
    /// symmetric about 0, at most 8.2 in magnitude. Computed with additions, products, quotients and square roots
    /// alone, so every processor and C library gives the same bits.
    public func normal(at index: UInt64) -> Double {
        Philox.normal(bits(at: index))
    }

    /// Returns 64-bit half `half` (0 or 1) of a block.
    static func pair(of block: SIMD4<UInt32>, _ half: UInt64) -> UInt64 {
        half == 0
            ? UInt64(block[0]) | UInt64(block[1]) << 32
            : UInt64(block[2]) | UInt64(block[3]) << 32
    }

    /// Returns the number in [0, 1) that 64 random bits represent.
    static func unit(_ bits: UInt64) -> Double {
        Double(bits >> 11) * 0x1p-53
    }

    /// Returns the standard normal deviate that 64 random bits represent.
    static func normal(_ bits: UInt64) -> Double {
        // Offset by half a step: never 0 or 1, and symmetric about ½.
        NormalQuantile.value(at: (Double(bits >> 12) + 0.5) * 0x1p-52)
    }
}
