/// The errors of predicted numbers on held-out rows, and the intervals that follow.
///
/// The error of a row is |T(y) − T(p)| / w(T(p)), of its true number y and its prediction p. T is the logarithm of a
/// target that was learned as such, else the number itself. The typical error w of similar predictions is 1 if the
/// held-out rows do not show that it helps. The interval of a new prediction p is T⁻¹(T(p) ± q·w(T(p))), where q is the
/// error that the level asks for.
///
/// Source: Lei, G’Sell, Rinaldo, Tibshirani and Wasserman, “Distribution-free predictive inference for regression”,
/// Journal of the American Statistical Association 113 (2018), section 5.2.
struct NumberErrors: Equatable, Sendable {
    /// The logarithm T, or `nil` for the number itself.
    let logarithm: FittedLogarithm?
    /// The typical error w, or `nil` for 1.
    let widths: ErrorWidths?
    let quantiles: ErrorQuantiles

    /// Collects the errors of rows; `nil` if there are none, or if one is not finite.
    init?(truth: [Double], predicted: [Double], logarithm: FittedLogarithm?) {
        self.logarithm = logarithm
        let centers = predicted.map { logarithm?.apply($0) ?? $0 }
        let errors = zip(truth, centers).map { abs((logarithm?.apply($0) ?? $0) - $1) }
        guard !errors.isEmpty, errors.allSatisfy(\.isFinite), centers.allSatisfy(\.isFinite) else {
            return nil
        }
        guard let widths = ErrorWidths(predictions: centers, errors: errors),
            let scaled = Self.scaled(errors, centers), Self.isShorter(scaled, than: errors)
        else {
            (widths, quantiles) = (nil, ErrorQuantiles(errors))
            return
        }
        (self.widths, quantiles) = (widths, ErrorQuantiles(scaled.errors))
    }

    /// Returns the interval of a prediction, if a share of the errors is at most that bound.
    func interval(around prediction: Double, bound: Double) -> ClosedRange<Double> {
        guard let logarithm else {
            let distance = bound * (widths?(prediction) ?? 1)
            return Self.range(prediction - distance, prediction + distance, prediction)
        }
        let center = logarithm.apply(prediction)
        let distance = bound * (widths?(center) ?? 1)
        let lower = logarithm.number(of: center - distance)
        // The logarithm of a target without a sign was learned from numbers of at least 0.
        return Self.range(
            logarithm.isSigned ? lower : max(0, lower), logarithm.number(of: center + distance), prediction)
    }

    private static func range(_ lower: Double, _ upper: Double, _ middle: Double) -> ClosedRange<Double> {
        let limit = Double.greatestFiniteMagnitude
        guard middle.isFinite else { return -limit...limit }
        return max(-limit, min(lower, middle))...min(limit, max(upper, middle))
    }
}

extension NumberErrors {
    /// Errors that are divided by their typical size, of which no row has decided its own.
    private struct Scaled {
        let errors: [Double]
        let widths: [Double]
    }

    /// The number of parts of the rows, each of which is divided by the typical errors of the others.
    private static let partCount = 5

    /// Divides the errors of each part of the rows by the widths that the others show.
    private static func scaled(_ errors: [Double], _ centers: [Double]) -> Scaled? {
        var widths = [Double](repeating: 1, count: errors.count)
        for part in 0..<partCount {
            let others = errors.indices.filter { $0 % partCount != part }
            let found = ErrorWidths(
                predictions: others.map { centers[$0] }, errors: others.map { errors[$0] })
            guard let found else { return nil }
            for row in stride(from: part, to: errors.count, by: partCount) {
                widths[row] = found(centers[row])
            }
        }
        return Scaled(errors: zip(errors, widths).map { $0 / $1 }, widths: widths)
    }

    /// Returns whether the intervals of 90 % have a better mean interval score by more than one standard error if they
    /// depend on the prediction.
    ///
    /// Formula: 2·h + (2 / 0.1)·max(0, e − h), of half the length h and the error e. Source: Gneiting and Raftery,
    /// “Strictly proper scoring rules, prediction, and estimation”, Journal of the American Statistical Association 102
    /// (2007), eq. 43.
    private static func isShorter(_ scaled: Scaled, than errors: [Double]) -> Bool {
        guard let bound = ErrorQuantiles(scaled.errors).bound(level: 0.9),
            let constant = ErrorQuantiles(errors).bound(level: 0.9)
        else { return false }
        func score(_ half: Double, _ error: Double) -> Double { 2 * half + 20 * max(0, error - half) }
        let gains = errors.indices.map {
            score(constant, errors[$0]) - score(bound * scaled.widths[$0], errors[$0])
        }
        guard let gain = Summary(gains), let error = gain.standardError else { return false }
        return gain.mean > error
    }
}

extension NumberErrors: Codable {
    private enum CodingKeys: CodingKey { case logarithm, widths, quantiles }

    /// Reads errors, and throws if their logarithm cannot be computed with.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        logarithm = try container.decodeIfPresent(FittedLogarithm.self, forKey: .logarithm)
        widths = try container.decodeIfPresent(ErrorWidths.self, forKey: .widths)
        quantiles = try container.decode(ErrorQuantiles.self, forKey: .quantiles)
        guard logarithm?.isValid != false else {
            throw DecodingError.dataCorruptedError(
                forKey: .logarithm, in: container,
                debugDescription: "the logarithm of the target is not valid")
        }
    }
}
