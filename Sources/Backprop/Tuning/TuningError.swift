/// The reason why a search for settings cannot begin or continue.
public enum TuningError: BackpropError {
    /// The space has no dimension.
    case emptySpace
    /// A dimension has no values, or has values that cannot be drawn from.
    case impossibleDimension(name: String, reason: String)
    /// Two dimensions have the same name.
    case dimensionTwice(name: String)
    /// The settings of a trial are not a valid recipe.
    case impossibleTrial(settings: String, reason: String)
    /// The metric is one of another task.
    case otherMetric(metric: String, task: LearningTask, known: [String])
    /// No trial has a score.
    case nothingSound(reason: String)
    /// The search was cancelled before a trial was scored in full.
    case nothingYet
    /// The file is not a journal of a search.
    case notAJournal(source: String)
    /// A later version of the library wrote the journal.
    case unknownVersion(source: String, found: String, known: Int)
    /// A line of the journal cannot be read.
    case damaged(source: String, line: Int, reason: String)
    /// The journal is of another search.
    case otherSearch(source: String, key: String, there: String, here: String)
    /// A new search finds the journal of another one.
    case journalInUse(source: String, results: Int)
}

extension TuningError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .nothingSound, .nothingYet, .notAJournal, .unknownVersion, .damaged: .data
        default: .setting
        }
    }

    /// The message for the user: the location and kind of the error, and a remedy.
    public var description: String {
        switch self {
        case .emptySpace:
            "the search space is empty; name at least one key to search, such as training.batch-size"
        case .impossibleDimension(let name, let reason):
            "the search space has an impossible key \(name): \(reason)"
        case .dimensionTwice(let name): "the search space has the key \(name) twice; keep one of them"
        case .impossibleTrial(let settings, let reason):
            "the search space contains impossible settings, \(settings): \(reason)"
        case .otherMetric(let metric, let task, let known):
            "\(metric) is not a metric of \(task.rawValue); there are: \(known.joined(separator: ", "))"
        case .nothingSound(let reason): "no trial gave a score; of the first: \(reason)"
        case .nothingYet: "the search was stopped before a trial had been scored in full"
        default: journal
        }
    }

    private var journal: String {
        switch self {
        case .notAJournal(let source): "\(source) is not the journal of a search; choose another file"
        case .unknownVersion(let source, let found, let known):
            """
            \(source) has the journal format \(found), but this version reads format \(known); use the version of \
            Backprop that wrote it, or a newer one
            """
        case .damaged(let source, let line, let reason):
            "\(source), line \(line): \(reason); take the line out to have that trial scored again"
        case .otherSearch(let source, let key, let there, let here):
            """
            \(source) is of another search: \(key) is \(there) there, but \(here) here; give the same, or another \
            file for the journal
            """
        case .journalInUse(let source, let results):
            """
            \(source) holds \(results) result\(results == 1 ? "" : "s") of an earlier search; resume that search, or \
            choose another file
            """
        default: ""
        }
    }
}
