/// Rounding of a decimal number to the nearest binary one, ties to even, computed exactly if 128 bits suffice.
///
/// The significand w is below 2^64. A power of ten 10^±k with k up to 27 is a power of two times 5^±k, and 5^k is below
/// 2^64. The product of w and 5^k, and their quotient with its remainder, are therefore exact. Rounding them is
/// rounding the number itself. Numbers beyond that go to the standard library's parser.
extension DecimalNumber {
    /// The nearest `Double`, or `nil` if this method does not cover the number.
    @inline(__always)
    var fastDouble: Double? {
        guard isExact else { return nil }
        if significand < 1 << 53, exponent >= -22, exponent <= 22 {
            // Both operands are exact, so that one operation rounds once.
            let magnitude = Double(significand)
            let result =
                exponent < 0
                ? magnitude / PowersOfTen.doubles[-exponent] : magnitude * PowersOfTen.doubles[exponent]
            return isNegative ? -result : result
        }
        return rounded(toBits: 53)
    }

    /// The nearest `Float`, or `nil` if this method does not cover the number.
    @inline(__always)
    var fastFloat: Float? {
        guard isExact else { return nil }
        if significand < 1 << 24, exponent >= -10, exponent <= 10 {
            let magnitude = Float(significand)
            let result =
                exponent < 0
                ? magnitude / PowersOfTen.floats[-exponent] : magnitude * PowersOfTen.floats[exponent]
            return isNegative ? -result : result
        }
        // 24 bits times a power of two are exact in Double, and exact or too large in Float.
        return rounded(toBits: 24).map { Float($0) }
    }

    /// Returns the number rounded once to `bits` bits, or `nil` if this method does not cover it.
    @inline(never)
    private func rounded(toBits bits: Int) -> Double? {
        guard significand != 0 else { return isNegative ? -0.0 : 0 }
        guard exponent >= -27, exponent <= 27 else { return nil }
        let magnitude = exponent < 0 ? quotient(toBits: bits) : product(toBits: bits)
        return isNegative ? -magnitude : magnitude
    }

    private func quotient(toBits bits: Int) -> Double {
        let divisor = PowersOfTen.fives[-exponent]
        let shift = significand.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let dividend = significand << UInt64(shift)
        let (quotient, remainder) = (divisor << UInt64(divisorShift)).dividingFullWidth(
            (dividend >> 1, dividend << 63))
        return Self.round(
            quotient, isSticky: remainder != 0, power: divisorShift - shift - 63 + exponent, toBits: bits)
    }

    private func product(toBits bits: Int) -> Double {
        let (high, low) = significand.multipliedFullWidth(by: PowersOfTen.fives[exponent])
        guard high != 0 else { return Self.round(low, isSticky: false, power: exponent, toBits: bits) }
        let shift = UInt64(high.leadingZeroBitCount)
        // The smart shifts give zero for a shift by 64.
        let top = high << shift | low >> (64 - shift)
        return Self.round(top, isSticky: low << shift != 0, power: exponent + 64 - Int(shift), toBits: bits)
    }

    /// Returns `value` times two to the `power`, rounded. `isSticky` means that the exact value is slightly larger.
    private static func round(_ value: UInt64, isSticky: Bool, power: Int, toBits bits: Int) -> Double {
        let dropped = 64 - value.leadingZeroBitCount - bits
        guard dropped > 0 else { return Double(value) * PowersOfTen.two(to: power) }
        var kept = value >> UInt64(dropped)
        let rest = value & (1 << UInt64(dropped) &- 1)
        let half: UInt64 = 1 << UInt64(dropped - 1)
        if rest > half || (rest == half && (isSticky || kept & 1 == 1)) { kept += 1 }
        return Double(kept) * PowersOfTen.two(to: power + dropped)
    }
}

/// Powers that rounding needs, written out so that they exist when the program starts.
enum PowersOfTen {
    /// 10^0 to 10^22, each exact in `Double`.
    static let doubles: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
    /// 10^0 to 10^10, each exact in `Float`.
    static let floats: [Float] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10]
    /// 5^0 to 5^27.
    static let fives: [UInt64] = [
        1, 5, 25, 125,
        625, 3_125, 15_625, 78_125,
        390_625, 1_953_125, 9_765_625, 48_828_125,
        244_140_625, 1_220_703_125, 6_103_515_625, 30_517_578_125,
        152_587_890_625, 762_939_453_125, 3_814_697_265_625, 19_073_486_328_125,
        95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125,
        59_604_644_775_390_625, 298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
    ]

    /// Returns two to a power between -1022 and 1023.
    static func two(to power: Int) -> Double {
        Double(bitPattern: UInt64(1023 + power) << 52)
    }
}
