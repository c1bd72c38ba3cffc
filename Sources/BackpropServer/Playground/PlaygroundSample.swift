import Backprop

/// A data set of two features that is made from a seed.
enum PlaygroundSample: String, CaseIterable, Sendable {
    case circles, xor, gaussians, spirals, plane, wave
    /// The ten rows of the tutorial.
    case tutorial
    /// The row of the tutorial's first parts, and one of the other class.
    case tutorialRow = "tutorial-row"

    /// Whether numbers are predicted rather than classes.
    var isRegression: Bool { self == .plane || self == .wave }

    /// Returns the text of a CSV file.
    ///
    /// - Parameters:
    ///   - rows: The number of rows.
    ///   - noise: The standard deviation that is added to features, or to the target of a regression, from 0 to 1.
    ///   - seed: The seed of the numbers.
    func csv(rows: Int, noise: Double, seed: UInt64) -> String {
        if let fixed { return fixed }
        var generator = SampleGenerator(seed: seed, noise: noise)
        var lines = ["x1,x2,\(isRegression ? "y" : "class")"]
        for row in 0..<rows {
            let point = point(row, of: rows, &generator)
            func text(_ value: Double) -> String { NumberText.fixed(value, places: 4) }
            let target =
                switch point.target {
                case .value(let value): text(value)
                case .isInside(let isInside): isInside ? "orange" : "blue"
                }
            lines.append("\(text(point.x)),\(text(point.y)),\(target)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private enum Target {
        case value(Double)
        case isInside(Bool)
    }

    private func point(
        _ row: Int, of rows: Int, _ generator: inout SampleGenerator
    ) -> (x: Double, y: Double, target: Target) {
        let isSecond = row % 2 == 1
        switch self {
        case .circles:
            let radius = isSecond ? 1 + generator.unit() * 1.5 : 3.5 + generator.unit() * 1.5
            let angle = generator.unit() * 2 * .pi
            return generator.noisy(
                radius * Turn.cosine(angle), radius * Turn.sine(angle), .isInside(isSecond))
        case .xor:
            let (x, y) = (generator.away(), generator.away())
            return generator.noisy(x, y, .isInside((x > 0) != (y > 0)))
        case .gaussians:
            let center = isSecond ? 2.0 : -2.0
            let spread = 1 + generator.noise
            return (
                center + spread * generator.normal(), center + spread * generator.normal(),
                .isInside(isSecond)
            )
        case .spirals:
            let share = Double(row / 2) / Double(max(1, rows / 2))
            let angle = 0.4 + 1.75 * share * 2 * .pi + (isSecond ? .pi : 0)
            let radius = 0.4 + 4.6 * share
            return generator.noisy(
                radius * Turn.sine(angle), radius * Turn.cosine(angle), .isInside(isSecond))
        case .plane:
            let (x, y) = (generator.square(), generator.square())
            return (x, y, .value((x + y) / 10 + generator.noise * generator.normal() / 2))
        case .wave:
            let (x, y) = (generator.square(), generator.square())
            return (
                x, y, .value(Turn.sine(x) * Turn.cosine(y / 2) + generator.noise * generator.normal() / 2)
            )
        case .tutorial, .tutorialRow: return (0, 0, .value(0))
        }
    }

    /// The text of a sample that no seed changes, or `nil` for others.
    private var fixed: String? {
        switch self {
        case .tutorial: Self.tutorialRows
        case .tutorialRow: "x1,x2,answer\n1,0,yes\n0,1,no\n"
        default: nil
        }
    }

    private static let tutorialRows = """
        x1,x2,class
        2.7810836,2.550537003,0
        1.465489372,2.362125076,0
        3.396561688,4.400293529,0
        1.38807019,1.850220317,0
        3.06407232,3.005305973,0
        7.627531214,2.759262235,1
        5.332441248,2.088626775,1
        6.922596716,1.77106367,1
        8.675418651,-0.242068655,1
        7.673756466,3.508563011,1

        """
}

/// The random numbers of a sample.
private struct SampleGenerator {
    private var generator: PhiloxGenerator
    let noise: Double

    init(seed: UInt64, noise: Double) {
        generator = PhiloxGenerator(Philox(seed: seed, stream: 0x706C_6179))
        self.noise = noise
    }

    mutating func unit() -> Double { generator.nextUnit() }
    mutating func normal() -> Double { generator.nextNormal() }

    /// Returns a coordinate from −5 to 5.
    mutating func square() -> Double { unit() * 10 - 5 }

    /// Returns a coordinate that is not near 0.
    mutating func away() -> Double {
        let value = square()
        return value + (value < 0 ? -0.3 : 0.3)
    }

    mutating func noisy<T>(_ x: Double, _ y: Double, _ target: T) -> (x: Double, y: Double, target: T) {
        (x + noise * normal(), y + noise * normal(), target)
    }
}

/// Sine and cosine by their series, so that samples have the same digits on every machine.
private enum Turn {
    static func cosine(_ angle: Double) -> Double { sine(angle + .pi / 2) }

    static func sine(_ angle: Double) -> Double {
        let x = angle - (angle / (2 * .pi)).rounded() * 2 * .pi
        var (term, sum) = (x, x)
        for index in 1..<14 {
            term *= -x * x / Double(2 * index * (2 * index + 1))
            sum += term
        }
        return sum
    }
}
