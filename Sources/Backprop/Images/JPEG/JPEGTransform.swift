/// The inverse cosine transform of eight values in whole numbers, with eleven multiplications.
///
/// Constants are in 8192ths. After the columns two bits of fraction are kept, after the rows none; both are rounded.
/// These widths are those of libjpeg's accurate transform, so that the values are equal.
///
/// Source: C. Loeffler, A. Ligtenberg, G. S. Moschytz, "Practical Fast 1-D DCT Algorithms with 11 Multiplications",
/// ICASSP 1989, pp. 988–991, figure 1.
enum JPEGTransform {
    /// Transforms the values at `start`, `start + step` and so on in place, and takes `shift` bits of fraction off.
    @inline(__always)
    static func apply(_ values: UnsafeMutableBufferPointer<Int>, from start: Int, step: Int, shift: Int) {
        func value(_ index: Int) -> Int { values[start + index * step] }
        let even = evenPart(value(0), value(2), value(4), value(6))
        let odd = oddPart(value(1), value(3), value(5), value(7))
        let half = 1 << (shift - 1)
        for index in 0..<4 {
            values[start + index * step] = (even[index] + odd[index] + half) >> shift
            values[start + (7 - index) * step] = (even[index] - odd[index] + half) >> shift
        }
    }

    /// Returns the contribution of the coefficients of even order to the first four values; that to the last four is
    /// mirrored.
    @inline(__always)
    private static func evenPart(_ c0: Int, _ c2: Int, _ c4: Int, _ c6: Int) -> SIMD4<Int> {
        let common = (c2 + c6) * 4433
        let (inner, outer) = (common - c6 * 15_137, common + c2 * 6270)
        let (sum, difference) = ((c0 + c4) << 13, (c0 - c4) << 13)
        return [sum + outer, difference + inner, difference - inner, sum - outer]
    }

    /// Returns the contribution of the coefficients of odd order to the first four values; that to the last four is
    /// mirrored and negative.
    @inline(__always)
    private static func oddPart(_ c1: Int, _ c3: Int, _ c5: Int, _ c7: Int) -> SIMD4<Int> {
        let common = (c7 + c3 + c5 + c1) * 9633
        let (a, b) = ((c7 + c1) * -7373, (c5 + c3) * -20_995)
        let (c, d) = (common - (c7 + c3) * 16_069, common - (c5 + c1) * 3196)
        return [
            c1 * 12_299 + a + d, c3 * 25_172 + b + c, c5 * 16_819 + b + d, c7 * 2446 + a + c,
        ]
    }
}
