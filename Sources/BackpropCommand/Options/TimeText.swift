/// The notation of durations in options.
enum TimeText {
    /// Reads `30s`, `10m` or `2h`; returns `nil` for anything else.
    static func duration(_ text: String) -> Duration? {
        let units = ["s": 1.0, "m": 60, "h": 3600]
        let number = Double(text.dropLast())
        // More than a hundred years would not fit into the clock's numbers.
        guard let unit = text.last.flatMap({ units[String($0)] }), let number, number * unit >= 1e-6,
            number * unit <= 3e9
        else { return nil }
        return .seconds(number * unit)
    }
}
