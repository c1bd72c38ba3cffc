// Draws that agree with Python's `random` module and with NumPy's older interface.

extension MersenneTwister {
    /// Returns the next 64 bits, like Python's `random.getrandbits(64)`.
    package mutating func next() -> UInt64 {
        randomBits(64)
    }

    /// Returns a number in [0, 1) with 53 bits, like Python's `random.random()` and NumPy's `random_sample()`.
    package mutating func random() -> Double {
        let upper = nextWord() >> 5
        let lower = nextWord() >> 6
        return (Double(upper) * 0x1p26 + Double(lower)) * 0x1p-53
    }

    /// Returns the next `count` bits as a number, like Python's `random.getrandbits(count)`.
    ///
    /// - Parameter count: in 0 ... 64. For 0 nothing is drawn.
    package mutating func randomBits(_ count: Int) -> UInt64 {
        precondition((0...64).contains(count), "the number of random bits is in 0 ... 64")
        guard count > 0 else { return 0 }
        guard count > 32 else { return UInt64(nextWord() >> UInt32(32 - count)) }
        let lower = UInt64(nextWord())
        return UInt64(nextWord() >> UInt32(64 - count)) << 32 | lower
    }

    /// Returns a number uniform in `0 ..< bound`, like Python's `random.randrange(bound)`.
    ///
    /// Draws as many bits as `bound` has until they form a number below it.
    ///
    /// - Parameter bound: at least 1.
    package mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "a random number below 0 does not exist")
        let bits = Int.bitWidth - bound.leadingZeroBitCount
        while true {
            let drawn = randomBits(bits)
            if drawn < UInt64(bound) { return Int(drawn) }
        }
    }

    /// Shuffles in place, like Python's `random.shuffle(elements)`.
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, below(index + 1))
        }
    }

    /// Returns a standard normal deviate, like NumPy's `RandomState.standard_normal()` and `randn()`.
    ///
    /// Marsaglia's polar method; the second deviate of each pair is kept for the next call. The logarithm is this
    /// library's, so at most the last bit may differ from NumPy's.
    ///
    /// Source: G. Marsaglia, T. A. Bray, "A Convenient Method for Generating Normal Variables", SIAM
    /// Review 6(3), 1964.
    package mutating func standardNormal() -> Double {
        if let kept = spareNormal {
            spareNormal = nil
            return kept
        }
        while true {
            let x = 2 * random() - 1
            let y = 2 * random() - 1
            let square = x * x + y * y
            if square >= 1 || square == 0 { continue }
            let factor = (-2 * PortableLog.value(of: square) / square).squareRoot()
            spareNormal = factor * x
            return factor * y
        }
    }
}
