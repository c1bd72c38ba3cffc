import ArgumentParser
import Backprop

/// The option for the order of the rows in time, of the commands that have no other `--time`.
struct TimeColumnOption: ParsableArguments {
    @Option(
        name: [.customLong("time"), .customLong("time-column")], parsing: .unconditional,
        help: ArgumentHelp(
            "The column with the time of each row, dates or numbers: models are trained on the past and scored on later rows.",
            valueName: "column"))
    var time: String?
}

/// The options for features of earlier rows.
struct TimeOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The column whose equal values are the rows of one series, such as a shop.", valueName: "column"))
    var series: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Features from so many rows before, such as 1,7,24: the target there, or the columns of --lag-column.",
            valueName: "rows"), transform: { try RowCounts($0, "lag") })
    var lag: RowCounts?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Means over so many earlier rows, such as 7,24, of the target or of the columns of --lag-column.",
            valueName: "rows"), transform: { try RowCounts($0, "rolling") })
    var rolling: RowCounts?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A column that --lag and --rolling are taken from; may be repeated (default: the target).",
            valueName: "column"))
    var lagColumn: [String] = []

    @Option(
        "horizon", 1...TimeOrder.maximumLookback,
        "Predict so many rows ahead: all features are those of so many rows before",
        default: "1, with the features of the row itself", valueName: "rows")
    var horizon: Int?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "With --horizon: a column that is known ahead, such as a holiday; may be repeated.",
            valueName: "column"))
    var knownAhead: [String] = []

    @Option(
        "gap", 0...TimeOrder.maximumLookback,
        "The number of times left out between the rows to train on and the later ones to score",
        default: "one less than the horizon", valueName: "times")
    var gap: Int?

    @Option(
        "season", 1...TimeOrder.maximumLookback,
        "The number of rows of a season, for the baseline that repeats the value one season ago",
        default: "the largest lag", valueName: "rows")
    var season: Int?

    /// The first option that was set, or `nil` if none was.
    private var firstOption: String? {
        if series != nil { return "--series" }
        if lag != nil { return "--lag" }
        if rolling != nil { return "--rolling" }
        if !lagColumn.isEmpty { return "--lag-column" }
        if horizon != nil { return "--horizon" }
        if !knownAhead.isEmpty { return "--known-ahead" }
        if gap != nil { return "--gap" }
        return season == nil ? nil : "--season"
    }

    /// Overrides the settings of a recipe.
    ///
    /// - Throws: ``UsageError`` if an option needs a time column and none is named.
    func apply(column: String?, to order: inout TimeOrder) throws {
        if let column { order.column = ColumnReference(column) }
        if order.column == nil, let option = firstOption {
            throw UsageError(
                "\(option) needs the column with the time of each row: name it with --time-column")
        }
        if let series { order.series = ColumnReference(series) }
        if let lag { order.lags = lag.numbers }
        if let rolling { order.rolling = rolling.numbers }
        if !lagColumn.isEmpty { order.lagged = lagColumn.map { ColumnReference($0) } }
        if let horizon { order.horizon = horizon }
        if !knownAhead.isEmpty { order.knownAhead = knownAhead.map { ColumnReference($0) } }
        if let gap { order.gap = gap }
        if let season { order.season = season }
    }
}

/// Numbers of rows in a list such as `1,7,24`.
struct RowCounts {
    let numbers: [Int]

    init(_ text: String, _ option: String) throws {
        let range = 1...TimeOrder.maximumLookback
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let found = parts.map { SettingNumber.whole(String($0), as: Int.self) }
        guard !found.isEmpty, found.allSatisfy({ $0.map(range.contains) == true }) else {
            throw ValidationError(
                SettingError(
                    option: "--\(option)", found: text,
                    expected: "whole numbers from 1 to \(range.upperBound), such as 1,7,24"
                ).description)
        }
        numbers = Array(Set(found.compactMap(\.self))).sorted()
    }
}
