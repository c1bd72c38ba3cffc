// Stands in for the Random room until both meet: `permutation` becomes `Philox(seed:stream:).permutation(of:)`,
// `splitStream` becomes `RandomStream.split.number(step:)`, and `naturalLogarithm` the room's portable logarithm.

/// The numbers `0 ..< count` in an order that depends on (seed, stream, count) alone.
func permutation(of count: Int, seed: UInt64, stream: UInt64) -> [Int] {
    var order = Array(0..<count)
    for index in stride(from: count - 1, to: 0, by: -1) {
        let word = mixed(mixed(seed) ^ mixed(stream &+ 0x5851_F42D_4C95_7F2D) ^ UInt64(index))
        order.swapAt(index, Int(word.multipliedFullWidth(by: UInt64(index) + 1).high))
    }
    return order
}

/// The stream from which the rows of one repetition of a split are shuffled.
func splitStream(repetition: Int) -> UInt64 {
    4 << 56 | UInt64(repetition)
}

/// The natural logarithm of a positive finite number, from exactly rounded operations alone: the same bits on
/// every processor, which the C library's does not promise.
func naturalLogarithm(_ x: Double) -> Double {
    let high = x.significand > 2.0.squareRoot()
    let mantissa = high ? x.significand / 2 : x.significand
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var series = 0.0
    for odd in stride(from: 25.0, through: 3, by: -2) { series = (series + 1 / odd) * square }
    return Double(x.exponent + (high ? 1 : 0)) * 0.6931471805599453 + 2 * (ratio + ratio * series)
}

/// The finaliser of SplitMix64: every input bit reaches every output bit.
private func mixed(_ value: UInt64) -> UInt64 {
    var word = value &+ 0x9E37_79B9_7F4A_7C15
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
}
