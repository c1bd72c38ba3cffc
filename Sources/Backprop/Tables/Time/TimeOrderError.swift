/// The reason why rows cannot be ordered by time, or have no features of earlier rows, and a remedy.
public enum TimeOrderError: BackpropError {
    /// The target cannot be the time as well.
    case timeIsTarget(source: String, column: String)
    /// A row has no time.
    case missingTime(PreprocessingError.Location)
    /// A time is not a date or a number.
    case notATime(PreprocessingError.Location)
    /// Two rows of a series have one time.
    case duplicateTime(PreprocessingError.Location, other: RowNumber, series: String?)
    /// The features look back further than any series is long.
    case tooFewRows(source: String, lookback: Int, longest: Int)
    /// A column of texts has no rolling mean.
    case meanOfTexts(source: String, column: String)
    /// The table has a column with the name of a feature.
    case nameTaken(source: String, column: String)
}

extension TimeOrderError {
    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// The location, what was found and expected, and the remedy.
    public var description: String {
        switch self {
        case .timeIsTarget(let source, let column):
            "\(source), column \(quoted(column)): The column is both the time and the target. Choose another column "
                + "for one of them."
        case .missingTime(let location):
            "\(location): Expected the time of the row and found nothing. Fill it in, or remove the row."
        case .notATime(let location):
            "\(location): Expected the time of the row, a date or a number, and found \(location.found). Correct it, or "
                + "choose another time column."
        case .duplicateTime(let location, let other, let series):
            "\(location): The time \(location.found) is also that of \(other)"
                + (series.map { " in the series \(quoted($0))" } ?? "")
                + ", so that the row before is not known. Remove one of the rows, or name the column that tells the "
                + "series of the rows apart."
        case .tooFewRows(let source, let lookback, let longest):
            "\(source): Features look back \(count(lookback, "row")), but the longest series has only "
                + "\(count(longest, "row")) with a time. Choose smaller lags, or add rows."
        case .meanOfTexts(let source, let column):
            "\(source), column \(quoted(column)): A rolling mean needs numbers, and the column has categories. "
                + "Choose lags instead, or other columns."
        case .nameTaken(let source, let column):
            "\(source): Column \(quoted(column)) has the name of a feature of earlier rows. Rename it."
        }
    }
}
