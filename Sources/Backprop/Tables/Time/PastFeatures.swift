/// The features of earlier rows that a preprocessor computes, with the last training rows that they need.
///
/// It is saved with the model, so that predictions continue the series. It has only as many of the last training rows as
/// the features look back. Of these it has the times and the columns that features are taken from.
struct PastFeatures: Codable, Hashable, Sendable {
    /// The index of the column with the times.
    let time: Int
    /// The notation of the times, or `nil` if they are plain numbers.
    let timeFormat: ColumnFormat?
    /// The index of the column that tells the series apart, or `nil` if there is one series.
    let series: Int?
    /// The columns that the features are taken from.
    let sources: [PastSource]
    /// The features, in the order of their columns.
    let features: [PastFeature]
    /// The number of rows from the last known target to the one to predict.
    let step: Int
    /// The number of rows of a season, or `nil` if there is none.
    let season: Int?
    /// The number of earlier rows without which a row is not trained on.
    let lookback: Int
    /// The last training rows of each series.
    var history: [SeriesHistory] = []

    private enum CodingKeys: String, CodingKey {
        case time, timeFormat, series, sources, features, step, season
        case lookback = "reach"
        case history
    }
}

/// A column that features of earlier rows are taken from.
struct PastSource: Codable, Hashable, Sendable {
    /// The index of the column.
    let column: Int
    /// Whether its values are numbers.
    let isNumeric: Bool
    /// The notation of its numbers, or `nil` if they are plain ones.
    let format: ColumnFormat?
    /// Whether it is a target.
    let isTarget: Bool
}

/// A feature of a row that is taken from earlier rows of its series.
struct PastFeature: Codable, Hashable, Sendable {
    /// The name of its column.
    let name: String
    /// The index of its source.
    let source: Int
    /// The number of rows between the row and the last one that the feature is taken from.
    let lag: Int
    /// The number of rows whose mean it is, or `nil` for the value of a single row.
    let window: Int?
    /// Whether the network gets it; otherwise it serves baselines alone.
    let isInput: Bool

    /// The number of earlier rows that the feature is taken from.
    var lookback: Int { lag + (window ?? 1) - 1 }
}

/// The last rows of a series.
struct SeriesHistory: Codable, Hashable, Sendable {
    /// The name of the series; empty if there is one.
    let name: String
    /// The time of each row, ascending.
    let times: [Double]
    /// The values of each source, in the order of the rows.
    let values: [[PastValue]]
}

/// A value of an earlier row.
enum PastValue: Hashable, Sendable {
    case missing
    case number(Double)
    case text(String)

    /// The text of a cell with the value, or `nil` if it is missing.
    var cell: String? {
        switch self {
        case .missing: nil
        case .number(let number): "\(number)"
        case .text(let text): text
        }
    }

    /// The number, or `nil` for another value.
    var number: Double? { if case .number(let number) = self { number } else { nil } }
}

extension PastValue: Codable {
    /// Reads a number, a text, or null.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .missing
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    /// Writes a number, a text, or null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .missing: try container.encodeNil()
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        }
    }
}

extension PastFeatures {
    /// Whether the network gets any of the features; otherwise they serve baselines alone.
    var hasInputs: Bool { features.contains(where: \.isInput) }

    /// The number of earlier rows that any feature is taken from.
    var longestLookback: Int { features.reduce(0) { max($0, $1.lookback) } }

    /// The number of rows between a row and the latest target among its inputs, or `nil` if there is none.
    var nearestTarget: Int? { features.filter { $0.isInput && sources[$0.source].isTarget }.map(\.lag).min() }

    /// Returns the feature with the value of a target so many rows ago.
    func feature(ofTarget column: Int, lag: Int) -> PastFeature? {
        features.first { sources[$0.source].column == column && $0.window == nil && $0.lag == lag }
    }

    /// Whether the parts fit one another and a table of so many columns.
    func isValid(columnCount: Int) -> Bool {
        let raw = 0..<max(0, columnCount - features.count)
        let limit = TimeOrder.maximumLookback
        return !features.isEmpty && raw.contains(time) && series.map(raw.contains) != false
            && sources.allSatisfy { raw.contains($0.column) }
            && features.allSatisfy {
                sources.indices.contains($0.source) && (1...limit).contains($0.lag)
                    && $0.window.map((1...limit).contains) != false
            }
            && (1...limit).contains(step) && season.map((1...limit).contains) != false
            && (0...2 * limit).contains(lookback)
            && history.allSatisfy { series in
                series.values.count == sources.count && series.times.allSatisfy(\.isFinite)
                    && series.values.allSatisfy { $0.count == series.times.count }
            }
    }
}
