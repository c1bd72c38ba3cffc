/// The order of a table's rows in time, and the features that are taken from earlier rows.
///
/// With a time column, models are trained on the past and scored on the rows that follow. Lags and rolling means become
/// columns of their own, such as `sales (lag 7)` and `sales (mean of 7)`. They count rows of the same series, whatever
/// the time between them.
///
/// ```swift
/// var options = RecipeOptions()
/// options.time = TimeOrder(column: "day", series: "shop", lags: [1, 7], rolling: [7])
/// let model = try Model.fit(table, target: "sales", options: options)
/// ```
public struct TimeOrder: Codable, Hashable, Sendable {
    /// The column with the time of each row, which has dates or numbers, or `nil` if rows have no order.
    public var column: ColumnReference?

    /// The column whose equal values are the rows of one series, or `nil` if all rows are one series.
    public var series: ColumnReference?

    /// The numbers of rows between a row and an earlier one whose values are features of it.
    public var lags: [Int]?

    /// The numbers of earlier rows whose mean is a feature.
    public var rolling: [Int]?

    /// The columns that ``lags`` and ``rolling`` are taken from, or `nil` for the targets.
    public var lagged: [ColumnReference]?

    /// The number of rows between the last known row and the one to predict.
    ///
    /// If it is `nil`, features are those of the row itself, and targets are known up to the row before it.
    public var horizon: Int?

    /// The features that are known before their time, such as holidays, which ``horizon`` leaves in their row.
    public var knownAhead: [ColumnReference]?

    /// The number of times left out between training rows and those they are scored on. Defaults to one less than the
    /// horizon.
    public var gap: Int?

    /// The number of rows of a season, for the baseline that repeats the value one season ago. Defaults to the largest
    /// of the lags, if that is above the horizon.
    public var season: Int?

    /// Creates an order; without a column, rows have none.
    public init(
        column: ColumnReference? = nil, series: ColumnReference? = nil, lags: [Int]? = nil,
        rolling: [Int]? = nil, lagged: [ColumnReference]? = nil, horizon: Int? = nil,
        knownAhead: [ColumnReference]? = nil, gap: Int? = nil, season: Int? = nil
    ) {
        self.column = column
        self.series = series
        self.lags = lags
        self.rolling = rolling
        self.lagged = lagged
        self.horizon = horizon
        self.knownAhead = knownAhead
        self.gap = gap
        self.season = season
    }
}

extension TimeOrder {
    /// Whether rows have an order.
    package var isUsed: Bool { column != nil }

    /// The number of rows from the last known target to the one to predict.
    var step: Int { horizon ?? 1 }

    /// The number of times left out between training rows and those they are scored on.
    package var usedGap: Int { gap ?? step - 1 }

    /// The number of rows of a season, or `nil` if there is none.
    var usedSeason: Int? {
        if let season { return season }
        return lags?.max().flatMap { $0 > step ? $0 : nil }
    }

    /// The number of earlier rows that the features of a row are taken from.
    var lookback: Int { max(lags?.max() ?? 0, (rolling?.max()).map { $0 + step - 1 } ?? 0, horizon ?? 0) }

    /// The largest number of rows that a feature may look back.
    package static let maximumLookback = 1_000_000

    /// Throws if a number is out of its range, or if there are settings without a time column.
    package func validate() throws(SettingError) {
        let limit = Self.maximumLookback
        func require(_ numbers: [Int], _ name: String, from minimum: Int, remedy: String? = nil)
            throws(SettingError)
        {
            for number in numbers where number < minimum || number > limit {
                throw SettingError(
                    name: name, found: "\(number)", expected: "a whole number from \(minimum) to \(limit)",
                    remedy: remedy)
            }
        }
        if column == nil, self != TimeOrder() {
            throw SettingError(
                name: "time column", found: "missing", expected: "set",
                remedy: "lags and the other settings of time need it")
        }
        try require(horizon.map { [$0] } ?? [], "horizon", from: 1)
        let remedy = step > 1 ? "with a horizon of \(step), later rows are not known" : nil
        try require(lags ?? [], "lag", from: step, remedy: remedy)
        try require(rolling ?? [], "number of rows of a rolling mean", from: 1)
        try require(gap.map { [$0] } ?? [], "gap", from: 0)
        try require(season.map { [$0] } ?? [], "season", from: step, remedy: remedy)
        if lagged != nil, lags == nil, rolling == nil {
            throw SettingError(
                name: "list of lags", found: "empty", expected: "set",
                remedy: "the columns to take lags from need it")
        }
        if knownAhead != nil, horizon == nil {
            throw SettingError(
                name: "horizon", found: "missing", expected: "set",
                remedy: "without it all columns are taken as known")
        }
    }
}
