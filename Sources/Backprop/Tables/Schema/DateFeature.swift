/// An input or two that a date becomes.
public enum DateFeature: String, Codable, Hashable, Sendable, CaseIterable {
    /// The days since the first date of the training rows, scaled like a number.
    ///
    /// A date outside of the range of the training rows counts as the nearest one in it, and is reported.
    case elapsed
    /// The time of day, as sine and cosine.
    case hour
    /// The day of the week, as sine and cosine.
    case weekday
    /// The day of the year, as sine and cosine.
    case year

    /// The number of inputs.
    package var width: Int { self == .elapsed ? 1 : 2 }

    /// The feature in words.
    var phrase: String {
        switch self {
        case .elapsed: "elapsed days"
        case .hour: "time of day"
        case .weekday: "weekday"
        case .year: "day of the year"
        }
    }

    /// Returns the share of the day, week or year that has passed at a number of seconds since the beginning of 1970.
    func share(ofSeconds seconds: Double) -> Double {
        let days = seconds / 86_400
        switch self {
        case .elapsed: return days
        case .hour: return days - days.rounded(.down)
        // 1970 began on a Thursday.
        case .weekday: return (days.rounded(.down) + 3).modulo(7) / 7
        case .year: return days.modulo(365.2425) / 365.2425
        }
    }

    /// Returns the sine and cosine of a share of a whole turn.
    static func circle(_ share: Double) -> (sine: Double, cosine: Double) {
        func cosine(_ share: Double) -> Double {
            let turn = 2 * (share - share.rounded(.down))
            return PortableMath.cosine(ofPiTimes: turn > 1 ? 2 - turn : turn)
        }
        return (cosine(share - 0.25), cosine(share))
    }
}

extension Double {
    /// Returns the remainder from 0 to below a divisor.
    fileprivate func modulo(_ divisor: Double) -> Double { self - divisor * (self / divisor).rounded(.down) }
}
