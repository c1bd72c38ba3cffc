import Backprop

/// The form of rows in a request or an answer.
enum RowForm: Hashable, Sendable {
    /// Objects in JSON.
    case json
    /// Delimited text.
    case csv
}

/// The settings of a request for predictions.
struct AnswerChoice: Hashable, Sendable {
    /// The form of the answer.
    var form = RowForm.json
    /// The columns of the answer.
    var columns = PredictionSheet.Choice()
    /// The probability in percent of an interval around each predicted number, or `nil` for none.
    var interval: Int?
    /// The probability in percent of a set of classes that has the true one, or `nil` for none.
    var sets: Int?
    /// Whether numbers of delimited text have all their digits, rather than six.
    var isExact = false
    /// Whether the other rows are answered if one is faulty.
    var isPartial = false
}

/// The predictions for the rows of a request, as they are written.
struct Answer: Sendable {
    /// The text.
    var bytes: [UInt8]
    /// The form of the text.
    var form: RowForm
    /// The number of rows.
    var rowCount: Int
    /// The report of values that do not occur in training.
    var report: EncodingReport
    /// The number of faulty rows, which have no prediction.
    var faultyRowCount = 0
}
