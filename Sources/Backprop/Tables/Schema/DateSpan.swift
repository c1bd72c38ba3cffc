/// The range of a column's dates, and the features that it carries.
struct DateSpan {
    /// The least and the greatest number of seconds since the beginning of 1970.
    let range: ClosedRange<Double>
    /// Whether the times of day differ.
    let hasTimes: Bool
    private let isTimeOfDay: Bool
    private let weekdaysDiffer: Bool
    private let seasonsDiffer: Bool

    /// Examines dates as seconds; returns `nil` if there are none.
    init?(_ seconds: [Double], format: DateFormat?) {
        guard let minimum = seconds.min(), let maximum = seconds.max() else { return nil }
        range = minimum...maximum
        isTimeOfDay = format == .time
        func width(_ feature: DateFeature) -> Double {
            let shares = seconds.map(feature.share)
            return shares.max()! - shares.min()!
        }
        hasTimes = isTimeOfDay || width(.hour) > 0
        weekdaysDiffer = width(.weekday) > 0
        seasonsDiffer = width(.year) > 1.0 / 12
    }

    /// The features that the range carries.
    ///
    /// The time of day needs times that differ, and more than a day. The weekday needs two weeks. The day of the year
    /// needs two years, since in less it is another trend.
    var features: [DateFeature] {
        let days = (range.upperBound - range.lowerBound) / 86_400
        guard days > 0 else { return [] }
        if isTimeOfDay { return [.elapsed, .hour] }
        var features: [DateFeature] = [.elapsed]
        if hasTimes, days > 1 { features.append(.hour) }
        if weekdaysDiffer, days >= 14 { features.append(.weekday) }
        if seasonsDiffer, days >= 730 { features.append(.year) }
        return features
    }

    /// Returns a date as `2022-03-31`, with the time of day if it differs.
    func text(_ seconds: Double) -> String {
        let day = (seconds / 86_400).rounded(.down)
        // A declared column may hold numbers that no calendar reaches.
        guard day.magnitude < 1e7 else { return "\(seconds)" }
        let minutes = Int((seconds - day * 86_400) / 60)
        let time = "\(NumberText.padded(minutes / 60, 2)):\(NumberText.padded(minutes % 60, 2))"
        if isTimeOfDay { return time }
        return CivilDate.text(ofDay: Int(day)) + (hasTimes ? " \(time)" : "")
    }
}
