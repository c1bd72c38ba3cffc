/// A search along a direction for a step that satisfies the strong Wolfe conditions: sufficient decrease, f(β) ≤ f(0)
/// + 0.001 β f′(0), and a small remaining slope, |f′(β)| ≤ 0.9 |f′(0)|.
///
/// Each trial results from cubic and quadratic interpolation within an interval that contains such a step, or beyond
/// it while no such interval is known.
///
/// Source: Moré and Thuente, “Line search algorithms with guaranteed sufficient decrease”, ACM TOMS 20 (1994), pp.
/// 286–307, with the constants of L-BFGS-B. If a loss is not a finite number, the next trial is a quarter as long.
struct LineSearch {
    /// The next action.
    enum Decision {
        /// Evaluate at ``LineSearch/step``.
        case evaluate
        /// Accept the last trial.
        case accept
        /// Give up: no trial is acceptable.
        case fail
    }

    /// A trial: its step, and the loss and the slope there.
    struct Point {
        var step: Double
        var loss: Double
        var slope: Double
    }

    /// The trial to evaluate.
    private(set) var step: Double

    private let start: Point
    private let descent: Double
    private var best: Point
    private var other: Point
    private var isBracketed = false
    private var isFirstStage = true
    private var lowerBound = 0.0
    private var upperBound: Double
    private var width = largestStep
    private var previousWidth = 2 * largestStep
    private var evaluations = 0

    private static let largestStep = 1e10
    private static let maximumEvaluations = 20

    /// - Parameters:
    ///   - loss: f(0).
    ///   - slope: f′(0), below 0.
    ///   - step: The first trial.
    init(loss: Double, slope: Double, step: Double) {
        self.step = min(step, Self.largestStep)
        start = Point(step: 0, loss: loss, slope: slope)
        descent = 0.001 * slope
        best = start
        other = start
        upperBound = 5 * self.step
    }

    /// Records the loss and the slope at the trial, and chooses the next action.
    mutating func advance(loss: Double, slope: Double) -> Decision {
        evaluations += 1
        guard start.slope < 0 else { return .fail }
        guard loss.isFinite else {
            step /= 4
            return evaluations < Self.maximumEvaluations ? .evaluate : .fail
        }
        let trial = Point(step: step, loss: loss, slope: slope)
        let enough = start.loss + step * descent
        if isFirstStage && loss <= enough && slope >= 0 { isFirstStage = false }
        if loss <= enough && abs(slope) <= -0.9 * start.slope { return .accept }
        if isExhausted(trial, enough) { return loss < start.loss ? .accept : .fail }
        narrow(with: trial, enough)
        chooseStep()
        return .evaluate
    }

    /// Returns whether rounding, the width of the interval or the number of trials prevents further trials.
    private func isExhausted(_ trial: Point, _ enough: Double) -> Bool {
        (isBracketed
            && (step <= lowerBound || step >= upperBound || upperBound - lowerBound <= 0.1 * upperBound))
            || (step == Self.largestStep && trial.loss <= enough && trial.slope <= descent)
            || evaluations >= Self.maximumEvaluations
    }

    /// Narrows the interval. In the first stage, until a trial decreases sufficiently, it uses f(β) − 0.001 β f′(0).
    private mutating func narrow(with trial: Point, _ enough: Double) {
        guard isFirstStage && trial.loss <= best.loss && trial.loss > enough else {
            return interpolate(trial)
        }
        best = tilted(best, by: -descent)
        other = tilted(other, by: -descent)
        interpolate(tilted(trial, by: -descent))
        best = tilted(best, by: descent)
        other = tilted(other, by: descent)
    }

    private func tilted(_ point: Point, by slope: Double) -> Point {
        Point(step: point.step, loss: point.loss + point.step * slope, slope: point.slope + slope)
    }

    /// Sets the bounds of the next trial, and halves an interval that shrinks too slowly.
    private mutating func chooseStep() {
        if isBracketed {
            if abs(other.step - best.step) >= 0.66 * previousWidth {
                step = best.step + 0.5 * (other.step - best.step)
            }
            previousWidth = width
            width = abs(other.step - best.step)
            (lowerBound, upperBound) = (min(best.step, other.step), max(best.step, other.step))
        } else {
            let advance = step - best.step
            (lowerBound, upperBound) = (step + 1.1 * advance, step + 4 * advance)
        }
        step = min(Self.largestStep, max(0, step))
        if isBracketed
            && (step <= lowerBound || step >= upperBound || upperBound - lowerBound <= 0.1 * upperBound)
        {
            step = best.step
        }
    }

    /// Chooses the next trial by the paper's four cases, and updates the interval with the last trial.
    private mutating func interpolate(_ trial: Point) {
        let next = nextStep(trial)
        if trial.loss > best.loss {
            other = trial
        } else {
            if trial.slope * best.slope < 0 { other = best }
            best = trial
        }
        step = next
    }
}

extension LineSearch {
    private mutating func nextStep(_ trial: Point) -> Double {
        if trial.loss > best.loss {
            isBracketed = true
            return Self.afterRise(best, trial)
        }
        if trial.slope * best.slope < 0 {
            isBracketed = true
            return Self.afterTurn(best, trial)
        }
        if abs(trial.slope) < abs(best.slope) { return afterFlattening(trial) }
        if isBracketed { return Self.cubic(trial, other, from: trial) }
        return trial.step > best.step ? upperBound : lowerBound
    }

    /// Returns the next step in case 1: the loss is higher, so the minimum lies between.
    private static func afterRise(_ best: Point, _ trial: Point) -> Double {
        let (cubic, length) = (cubic(best, trial, from: best), trial.step - best.step)
        let chord = (best.loss - trial.loss) / length
        let quadratic = best.step + best.slope / (chord + best.slope) / 2 * length
        return abs(cubic - best.step) < abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2
    }

    /// Returns the next step in case 2: the slope has changed its sign.
    private static func afterTurn(_ best: Point, _ trial: Point) -> Double {
        let cubic = cubic(trial, best, from: trial)
        let secant = secant(best, trial)
        return abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
    }

    /// Returns the next step in case 3: the slope has become flatter.
    private func afterFlattening(_ trial: Point) -> Double {
        let cubic = cubicAhead(trial)
        let secant = Self.secant(best, trial)
        let isCubicCloser = abs(cubic - trial.step) < abs(secant - trial.step)
        guard isBracketed else {
            let farther = isCubicCloser ? secant : cubic
            return max(lowerBound, min(upperBound, farther))
        }
        let closer = isCubicCloser ? cubic : secant
        let limit = trial.step + 0.66 * (other.step - trial.step)
        return trial.step > best.step ? min(limit, closer) : max(limit, closer)
    }

    /// Returns the zero of the line through the two slopes.
    private static func secant(_ best: Point, _ trial: Point) -> Double {
        trial.step + trial.slope / (trial.slope - best.slope) * (best.step - trial.step)
    }

    /// Returns the minimum of the cubic through two points, as seen from one of them.
    private static func cubic(_ first: Point, _ second: Point, from origin: Point) -> Double {
        let theta = 3 * (first.loss - second.loss) / (second.step - first.step) + first.slope + second.slope
        let scale = max(abs(theta), abs(first.slope), abs(second.slope))
        let root = ((theta / scale) * (theta / scale) - first.slope / scale * (second.slope / scale))
        var gamma = scale * max(0, root).squareRoot()
        if second.step < first.step { gamma = -gamma }
        let share = (gamma - first.slope + theta) / (gamma - first.slope + gamma + second.slope)
        return origin.step + share * (second.step - first.step)
    }

    /// Returns the cubic's minimum beyond the trial, or the bound if there is none.
    private func cubicAhead(_ trial: Point) -> Double {
        let theta =
            3 * (best.loss - trial.loss) / (trial.step - best.step) + best.slope + trial.slope
        let scale = max(abs(theta), abs(best.slope), abs(trial.slope))
        let root = (theta / scale) * (theta / scale) - best.slope / scale * (trial.slope / scale)
        var gamma = scale * max(0, root).squareRoot()
        if trial.step > best.step { gamma = -gamma }
        let share = (gamma - trial.slope + theta) / (gamma + (best.slope - trial.slope) + gamma)
        if share < 0 && gamma != 0 { return trial.step + share * (best.step - trial.step) }
        return trial.step > best.step ? upperBound : lowerBound
    }
}
