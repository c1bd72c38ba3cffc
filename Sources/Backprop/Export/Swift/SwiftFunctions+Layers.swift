extension SwiftFunctions {
    /// The operations on values.
    static let layers: [SourceFunction] = [
        SourceFunction(
            name: "weights",
            text: """
                /// The numbers of a text with DIGITS hexadecimal digits for the bits of each.
                private static func @weights(_ text: StaticString) -> [REAL] {
                    var numbers: [REAL] = []
                    var (bits, digits): (UINT, Int) = (0, 0)
                    for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) {
                        if byte <= 32 { continue }
                        bits = bits << 4 | UINT(byte < 58 ? byte - 48 : byte - 87)
                        digits += 1
                        guard digits == DIGITS else { continue }
                        numbers.append(REAL(bitPattern: bits))
                        (bits, digits) = (0, 0)
                    }
                    return numbers
                }
                """),
        SourceFunction(
            name: "dense",
            text: """
                /// y[o] = bias[o] + the sum of x[i] w[i, o] in ascending order of i; a bias that is nil is left out.
                private static func @dense(
                    _ x: UnsafePointer<REAL>, _ w: UnsafePointer<REAL>, _ bias: UnsafePointer<REAL>?,
                    _ y: UnsafeMutablePointer<REAL>, _ inputs: Int, _ outputs: Int
                ) {
                    for o in 0..<outputs { y[o] = bias?[o] ?? 0 }
                    for i in 0..<inputs {
                        let row = w + i * outputs
                        for o in 0..<outputs { y[o] = @fma(x[i], row[o], y[o]) }
                    }
                }
                """),
        SourceFunction(
            name: "add_words",
            text: """
                /// sum + low += x + xLow, exact except for the roundings of low.
                private static func @add_words(_ sum: inout REAL, _ low: inout REAL, _ x: REAL, _ xLow: REAL) {
                    let total = sum + x
                    let back = total - sum
                    low += ((sum - (total - back)) + (x - back)) + xLow
                    sum = total
                }
                """),
        SourceFunction(
            name: "softmax",
            text: """
                private static func @softmax(
                    _ x: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ count: Int
                ) {
                    withUnsafeTemporaryAllocation(of: REAL.self, capacity: 32) { lanes in
                        lanes.initialize(repeating: 0)
                        var top = -REAL.infinity
                        for c in 0..<count { top = x[c] > top ? x[c] : top }
                        for c in 0..<count {
                            let d = x[c] - top
                            let back = d - x[c]
                            let lost = (x[c] - (d - back)) - (top + back)
                            y[c] = @exponential(d, d > SOFTMAX_LOW ? lost : 0)
                            var (sum, low) = (lanes[c % 16], lanes[16 + c % 16])
                            @add_words(&sum, &low, y[c], 0)
                            (lanes[c % 16], lanes[16 + c % 16]) = (sum, low)
                        }
                        var half = 8
                        while half > 0 {
                            for lane in 0..<half {
                                var (sum, low) = (lanes[lane], lanes[16 + lane])
                                @add_words(&sum, &low, lanes[lane + half], lanes[16 + lane + half])
                                (lanes[lane], lanes[16 + lane]) = (sum, low)
                            }
                            half /= 2
                        }
                        let sum = lanes[0] + lanes[16]
                        let low = lanes[16] - (sum - lanes[0])
                        for c in 0..<count {
                            let q = y[c] / sum
                            y[c] = @fma(-q, low / sum, q)
                        }
                    }
                }
                """),
        SourceFunction(
            name: "shift_and_scale",
            text: """
                private static func @shift_and_scale(
                    _ x: UnsafePointer<REAL>, _ center: UnsafePointer<REAL>, _ factor: UnsafePointer<REAL>,
                    _ shift: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ count: Int, _ channels: Int
                ) {
                    for i in 0..<count {
                        let c = i % channels
                        y[i] = @fma(x[i] - center[c], factor[c], shift[c])
                    }
                }
                """),
        SourceFunction(
            name: "sum",
            text: """
                /// The sum of the elements or of their squares, by 32 lanes in blocks of 1024.
                private static func @sum(_ x: UnsafePointer<REAL>, _ count: Int, squares: Bool) -> Double {
                    var total = 0.0
                    for start in stride(from: 0, to: count, by: 1024) {
                        withUnsafeTemporaryAllocation(of: REAL.self, capacity: 32) { lanes in
                            lanes.initialize(repeating: 0)
                            for i in start..<min(count, start + 1024) {
                                let sum = lanes[i % 32]
                                lanes[i % 32] = squares ? @fma(x[i], x[i], sum) : sum + x[i]
                            }
                            var half = 16
                            while half > 0 {
                                for lane in 0..<half { lanes[lane] += lanes[lane + half] }
                                half /= 2
                            }
                            total += Double(lanes[0])
                        }
                    }
                    return total
                }
                """),
        SourceFunction(
            name: "standardize",
            text: """
                /// Layer normalization.
                private static func @standardize(
                    _ x: UnsafePointer<REAL>, _ weight: UnsafePointer<REAL>, _ bias: UnsafePointer<REAL>,
                    _ y: UnsafeMutablePointer<REAL>, _ count: Int, _ channels: Int, _ epsilon: Double
                ) {
                    for k in stride(from: 0, to: count, by: channels) {
                        let mean = REAL(@sum(x + k, channels, squares: false) / Double(channels))
                        for c in 0..<channels { y[k + c] = x[k + c] - mean }
                        let squares = @sum(y + k, channels, squares: true)
                        let inverse = REAL(1 / (squares / Double(channels) + epsilon).squareRoot())
                        for c in 0..<channels { y[k + c] = @fma(y[k + c] * inverse, weight[c], bias[c]) }
                    }
                }
                """),
        SourceFunction(
            name: "scale",
            text: """
                private static func @scale(
                    _ x: UnsafePointer<REAL>, _ weight: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>,
                    _ count: Int, _ channels: Int
                ) {
                    for i in 0..<count { y[i] = x[i] * weight[i % channels] }
                }
                """),
        SourceFunction(
            name: "blend",
            text: """
                private static func @blend(
                    _ x: UnsafePointer<REAL>, _ active: UnsafePointer<REAL>, _ weight: UnsafePointer<REAL>,
                    _ y: UnsafeMutablePointer<REAL>, _ count: Int, _ channels: Int
                ) {
                    for i in 0..<count { y[i] = x[i] + weight[i % channels] * (active[i] - x[i]) }
                }
                """),
        SourceFunction(
            name: "sine_terms", text: "private static let @sine_terms: [REAL] = [SINE_TERMS]"),
        SourceFunction(
            name: "sine",
            text: """
                /// The sine of u half turns, for u from -1/2 to 1/2.
                private static func @sine(_ u: REAL) -> REAL {
                    let y = REAL(3.14159265358979323846 as Double) * u
                    let square = y * y
                    var sum = 1 - square * @sine_terms[0]
                    for i in 1..<10 { sum = 1 - square * sum * @sine_terms[i] }
                    return y * sum
                }
                """),
        SourceFunction(
            name: "embed",
            text: """
                /// Each of the first numbers becomes weighted sums of its cosines, and itself.
                private static func @embed(
                    _ x: UnsafePointer<REAL>, _ frequency: UnsafePointer<REAL>, _ phase: UnsafePointer<REAL>,
                    _ weight: UnsafePointer<REAL>, _ bias: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>,
                    _ inputs: Int, _ numbers: Int, _ frequencies: Int, _ outputs: Int
                ) {
                    let rounder: REAL = ROUNDER
                    for i in 0..<numbers {
                        let to = y + i * (outputs + 1)
                        for o in 0..<outputs { to[o] = bias[i * outputs + o] }
                        to[outputs] = x[i]
                        for k in 0..<frequencies {
                            let angle = frequency[i * frequencies + k] * x[i]
                            let turns = angle + phase[i * frequencies + k] * REAL(0.15915494309189535 as Double)
                            let whole = (turns + rounder) - rounder
                            let s = @sine(abs(turns) >= rounder / 3 ? turns - turns : turns - whole)
                            let cosine = 1 - 2 * s * s
                            for o in 0..<outputs { to[o] += weight[(i * outputs + o) * frequencies + k] * cosine }
                        }
                    }
                    for i in numbers..<inputs { y[numbers * (outputs + 1) + i - numbers] = x[i] }
                }
                """),
        SourceFunction(
            name: "transpose",
            text: """
                private static func @transpose(
                    _ x: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ rows: Int, _ columns: Int
                ) {
                    for i in 0..<rows {
                        for j in 0..<columns { y[j * rows + i] = x[i * columns + j] }
                    }
                }
                """),
        SourceFunction(
            name: "add",
            text: """
                private static func @add(
                    _ a: UnsafePointer<REAL>, _ b: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ count: Int
                ) {
                    for i in 0..<count { y[i] = a[i] + b[i] }
                }
                """),
        SourceFunction(
            name: "place",
            text: """
                /// Copies channels next to those of other values.
                private static func @place(
                    _ x: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ positions: Int, _ width: Int,
                    _ channels: Int
                ) {
                    for k in 0..<positions {
                        for c in 0..<width { y[k * channels + c] = x[k * width + c] }
                    }
                }
                """),
    ]
}
