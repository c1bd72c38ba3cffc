/// The counter-based generator Philox 4x32-10: random numbers as a function of (seed, stream, index).
///
/// No state is kept between draws: element 1,000,000 costs as much as element 0, threads draw their own parts in any
/// order, and a resumed run replays no sequence.
///
/// The definition, which other implementations (the C kernels) follow exactly:
///
/// - key = (low 32 bits of seed, high 32 bits of seed)
/// - counter = (low 32 bits of block index, high 32 bits of it, low 32 bits of stream, high 32 bits of it)
/// - ten rounds, with the multipliers `0xD2511F53`, `0xCD9E8D57` and the key increments
///   `0x9E3779B9`, `0xBB67AE85`
/// - 32-bit element `i` is word `i % 4` of block `i / 4`
/// - 64-bit element `i` is 32-bit element `2i` (its low half) and `2i + 1` (its high half)
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as
/// 1, 2, 3", SC11, 2011.
public struct Philox: Sendable, Hashable, Codable {
    /// The seed of the run: the generator's key.
    public let seed: UInt64

    /// The index of one of the seed's 2^64 independent sequences; see ``RandomStream``.
    public let stream: UInt64

    /// Creates the generator of one stream of one seed. All values of both are valid.
    public init(seed: UInt64, stream: UInt64) {
        self.seed = seed
        self.stream = stream
    }

    /// Returns the four words of block `index`.
    public func block(at index: UInt64) -> SIMD4<UInt32> {
        let counter = SIMD4(
            UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
            UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32))
        let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
        return Philox.encrypt(counter, key: key)
    }

    /// Returns the result of the bijection: ten rounds over a counter of four words under a key of two.
    static func encrypt(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
        var (k0, k1) = (key[0], key[1])
        for _ in 0..<10 {
            let first = UInt64(c0) &* 0xD251_1F53
            let second = UInt64(c2) &* 0xCD9E_8D57
            c0 = UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0
            c2 = UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1
            c1 = UInt32(truncatingIfNeeded: second)
            c3 = UInt32(truncatingIfNeeded: first)
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return SIMD4(c0, c1, c2, c3)
    }
}
