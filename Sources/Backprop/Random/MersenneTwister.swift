/// The Mersenne Twister MT19937, with the seeding of Python and of NumPy's older interface.
///
/// It serves for parity: the tutorial of this project draws its numbers from it and so can be reproduced digit for
/// digit. Everything else draws from ``Philox``.
///
/// Source: M. Matsumoto, T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform
/// Pseudo-Random Number Generator", ACM TOMACS 8(1), 1998; the seeding from a list of words is the
/// authors' of 2002.
package struct MersenneTwister: RandomNumberGenerator, Sendable, Equatable {
    private var state: [UInt32]
    private var index = MersenneTwister.size

    /// The second deviate of a pair, kept for the next ``standardNormal()``.
    var spareNormal: Double?

    private static let size = 624
    private static let middle = 397

    /// Creates a generator seeded like Python's `random.seed(n)` with an integer of any size; the sign is ignored.
    package init(seed: some BinaryInteger) {
        var words: [UInt32] = []
        var rest = seed.magnitude
        while rest != 0 {
            words.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
        self.init(seedWords: words)
    }

    /// Creates a generator seeded like Python's `random.seed(n)`, with n as 32-bit words, the least significant
    /// first.
    ///
    /// Zeros at the end change nothing, and an empty list means 0.
    package init(seedWords: [UInt32]) {
        var key = seedWords
        while key.last == 0 { key.removeLast() }
        self.init(numPySeed: 19_650_218)
        mix(key.isEmpty ? [0] : key)
    }

    /// Creates a generator seeded like NumPy's `numpy.random.RandomState(n)` and `numpy.random.seed(n)`.
    package init(numPySeed seed: UInt32) {
        state = [seed]
        state.reserveCapacity(Self.size)
        for index in 1..<Self.size {
            let last = state[index - 1]
            state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
        }
    }

    /// Mixes a key of any length, at least 1, into the state, as the authors define it.
    private mutating func mix(_ key: [UInt32]) {
        var position = 1
        for step in 0..<max(Self.size, key.count) {
            let word = step % key.count
            stir(&position, 1_664_525) { $0 &+ key[word] &+ UInt32(truncatingIfNeeded: word) }
        }
        for _ in 1..<Self.size {
            let subtrahend = UInt32(position)
            stir(&position, 1_566_083_941) { $0 &- subtrahend }
        }
        state[0] = 0x8000_0000
    }

    private mutating func stir(_ position: inout Int, _ factor: UInt32, _ finish: (UInt32) -> UInt32) {
        let last = state[position - 1]
        state[position] = finish(state[position] ^ (last ^ last >> 30) &* factor)
        position += 1
        if position == Self.size {
            state[0] = state[Self.size - 1]
            position = 1
        }
    }

    /// Returns the next 32 bits.
    package mutating func nextWord() -> UInt32 {
        if index == Self.size { twist() }
        var word = state[index]
        index += 1
        word ^= word >> 11
        word ^= word << 7 & 0x9D2C_5680
        word ^= word << 15 & 0xEFC6_0000
        return word ^ word >> 18
    }

    private mutating func twist() {
        for index in 0..<Self.size {
            let next = state[(index + 1) % Self.size]
            let joined = state[index] & 0x8000_0000 | next & 0x7FFF_FFFF
            let flip: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
            state[index] = state[(index + Self.middle) % Self.size] ^ joined >> 1 ^ flip
        }
        index = 0
    }
}
