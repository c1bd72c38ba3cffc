/// An axis of a chart: its name, its range and its ticks.
struct ChartAxis {
    let name: String
    let lower: Double
    let upper: Double
    let ticks: [Double]
    private let step: Double

    /// The largest magnitude that is drawn; differences of such numbers are finite.
    private static let limit = 1e100

    /// Creates an axis that covers the finite numbers among its values and ends at round ones.
    ///
    /// - Parameter count: The approximate number of ticks.
    init(_ name: String, covering values: [Double], count: Int = 5) {
        let drawn = values.filter(Self.isDrawn)
        let (minimum, maximum) = (drawn.min() ?? 0, drawn.max() ?? 1)
        let isFlat = maximum - minimum <= 1e-9 * max(abs(minimum), abs(maximum))
        let margin = isFlat ? (maximum == 0 ? 1 : abs(maximum) / 10) : 0
        step = Self.roundStep((maximum - minimum + 2 * margin) / Double(count))
        lower = ((minimum - margin) / step).rounded(.down) * step
        upper = max(((maximum + margin) / step).rounded(.up) * step, lower + step)
        self.name = name
        ticks = Self.ticks(from: lower, to: upper, step: step)
    }

    /// Creates an axis from one number to a greater one.
    init(_ name: String, from lower: Double, to upper: Double, count: Int = 5) {
        (self.name, self.lower, self.upper) = (name, lower, upper)
        step = Self.roundStep((upper - lower) / Double(count))
        let first = (lower / step).rounded(.up) * step
        ticks = Self.ticks(from: first, to: upper, step: step)
    }

    /// Creates an axis of whole numbers, such as epochs, from 1 to their end.
    init(_ name: String, countingTo count: Int) {
        (self.name, lower, upper) = (name, count > 1 ? 1 : 0, count > 1 ? Double(count) : 2)
        step = max(1, Self.roundStep((upper - lower) / 5).rounded(.up))
        let inner = Self.ticks(from: step, to: upper, step: step)
        ticks = (step > 1 ? [1] : []) + inner
    }

    static func isDrawn(_ value: Double) -> Bool { value.magnitude <= limit }

    /// Returns the position of a number, from 0 at the axis's start to 1 at its end; numbers beyond are clamped.
    func share(_ value: Double) -> Double { min(max((value - lower) / (upper - lower), 0), 1) }

    /// Returns the text of a tick, with the decimal places of the distance between ticks.
    func text(_ tick: Double) -> String {
        let largest = max(abs(lower), abs(upper))
        guard tick != 0, largest < 1e6, let places = Self.places(of: step) else {
            return tick == 0 ? "0" : Self.short(tick)
        }
        return NumberText.fixed(tick, places: places)
    }

    private static func short(_ value: Double) -> String {
        let text = NumberText.significant(value, digits: 3)
        guard let mark = text.firstIndex(of: "e") else { return text }
        var mantissa = String(text[..<mark])
        while mantissa.hasSuffix("0") { mantissa.removeLast() }
        if mantissa.hasSuffix(".") { mantissa.removeLast() }
        return mantissa + text[mark...]
    }

    private static func places(of step: Double) -> Int? {
        var scaled = step
        for places in 0...6 {
            if abs(scaled - scaled.rounded()) < 1e-6 * scaled { return places }
            scaled *= 10
        }
        return nil
    }

    /// Returns 1, 2 or 5 times a power of ten, the first that is not below the number.
    private static func roundStep(_ minimum: Double) -> Double {
        guard minimum > 1e-300 else { return 1e-300 }
        var power = 1.0
        while power * 10 <= minimum { power *= 10 }
        while power > minimum { power /= 10 }
        // Steps such as 0.1 are computed by one division, so that their multiples are the nearest numbers.
        let factor = [1.0, 2, 5].first { $0 * power >= minimum * 0.999_999 } ?? 10
        return power < 1 ? factor / (1 / power).rounded() : factor * power
    }

    private static func ticks(from first: Double, to last: Double, step: Double) -> [Double] {
        let count = Int(min(((last - first) / step + 1e-6).rounded(.down), 20))
        return count < 0 ? [] : (0...count).map { first + Double($0) * step }
    }
}
