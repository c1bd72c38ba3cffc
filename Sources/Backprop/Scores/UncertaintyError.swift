/// A reason why predictions have no intervals or sets of classes.
public enum UncertaintyError: BackpropError {
    /// The model keeps no errors of held-out rows.
    case noHeldOutErrors
    /// The model predicts several targets.
    case severalTargets(names: [String])
    /// Intervals are wanted of a model that predicts classes.
    case predictsClasses
    /// Sets of classes are wanted of a model that predicts numbers.
    case predictsNumbers
    /// There were too few held-out rows for a level.
    case tooFewRows(level: Double, found: Int, needed: Int)
    /// Rows use predictions of earlier rows, so that their errors are larger than those of held-out rows.
    case earlierPredictions(rows: Int)
    /// The level is not between 0 and 1.
    case level(Double)
}

extension UncertaintyError {
    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .noHeldOutErrors, .severalTargets, .earlierPredictions: .data
        case .predictsClasses, .predictsNumbers, .tooFewRows, .level: .setting
        }
    }

    /// A sentence that names the problem, and another with a remedy.
    public var description: String {
        switch self {
        case .noHeldOutErrors:
            """
            The model keeps no errors of held-out rows, which intervals and sets of classes are computed from. \
            Train it again, and let the rows select its settings.
            """
        case .severalTargets(let names):
            """
            The model predicts \(list(names.map(quoted), limit: 5)) together, but intervals and sets of classes are for \
            one target. Train a model for each of them.
            """
        case .predictsClasses: "The model predicts classes, which have no intervals. Ask for sets of classes."
        case .predictsNumbers: "The model predicts numbers, which have no sets of classes. Ask for intervals."
        case .tooFewRows(let level, let found, let needed):
            """
            A level of \(NumberText.short(level * 100)) % needs \(needed) held-out rows, but the model keeps the errors of \
            \(found). Choose a lower level, or train with more rows.
            """
        case .earlierPredictions(let rows):
            """
            \(counted(rows, "row uses", "rows use")) predictions of earlier rows, whose errors intervals and sets of \
            classes do not include. Train a model with a horizon of as many rows as are to be predicted.
            """
        case .level(let level):
            "The level must be between 0 and 1, not \(NumberText.short(level)). Choose one such as 0.9."
        }
    }
}
