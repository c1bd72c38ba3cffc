import Backprop

/// How a recipe is to be cross-validated; whatever is nil is chosen by the data.
public struct ValidationPlan: Equatable, Sendable {
    /// A way to divide rows.
    public enum Split: String, CaseIterable, Sendable {
        /// Parts with as much of each class in each.
        case stratified
        /// Parts at random.
        case shuffled
        /// Parts of whole groups, which the group column tells apart.
        case grouped
        /// Each part tested after training on all rows before it.
        case ordered
        /// Each row alone.
        case leaveOneOut = "leave-one-out"
        /// One share of the rows, once.
        case holdOut = "hold-out"
    }

    /// How rows are divided: by default in groups where a column tells these, else stratified for classes and
    /// shuffled for numbers.
    public var split: Split?

    /// The number of parts; 5 by default.
    public var folds: Int?

    /// How often the whole is repeated, with other parts; once by default.
    public var repeats: Int?

    /// With ``Split/holdOut``, the share that is tested; 0.2 by default.
    public var testShare: Double?

    /// A plan that says nothing.
    public init() {}

    /// The plan with nothing left open, for data of that kind.
    public func complete(for task: LearningTask, hasGroups: Bool) -> ValidationPlan {
        var plan = self
        let split = split ?? (hasGroups ? .grouped : task == .classification ? .stratified : .shuffled)
        plan.split = split
        if split.takesFolds { plan.folds = folds ?? 5 }
        if split.takesRepeats { plan.repeats = repeats ?? 1 }
        if split == .holdOut { plan.testShare = testShare ?? 0.2 }
        return plan
    }

    /// The splitter of a plan for data of that kind.
    ///
    /// - Throws: ``ValidationPlanError`` for what does not go together.
    public func splitter(for task: LearningTask, hasGroups: Bool) throws(ValidationPlanError) -> Splitter {
        let plan = complete(for: task, hasGroups: hasGroups)
        let split = plan.split ?? .shuffled
        if testShare != nil && split != .holdOut { throw .onlyHoldOut }
        if folds != nil && !split.takesFolds { throw .doesNotTake(split, "folds") }
        if repeats != nil && !split.takesRepeats { throw .doesNotTake(split, "repeats") }
        let (folds, repeats) = (plan.folds ?? 5, plan.repeats ?? 1)
        switch split {
        case .stratified:
            guard task == .classification else { throw .stratifiedNumbers }
            return .stratified(folds: folds, repeats: repeats)
        case .shuffled: return .kFold(folds: folds, repeats: repeats)
        case .grouped:
            guard hasGroups else { throw .noGroups }
            return .grouped(folds: folds, repeats: repeats)
        case .leaveOneOut: return .leaveOneOut
        case .holdOut:
            return .holdOut(testShare: plan.testShare ?? 0.2, stratified: task == .classification)
        case .ordered: return .expandingWindow(folds: folds)
        }
    }
}

extension ValidationPlan.Split {
    fileprivate var takesFolds: Bool { self != .leaveOneOut && self != .holdOut }
    fileprivate var takesRepeats: Bool { [.stratified, .shuffled, .grouped].contains(self) }
}

/// Why rows cannot be divided as a plan says.
public enum ValidationPlanError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A share to test, and no hold-out.
    case onlyHoldOut
    /// A number of folds or of repetitions for a split that has none.
    case doesNotTake(ValidationPlan.Split, String)
    /// Strata of numbers.
    case stratifiedNumbers
    /// Groups, and no column that tells them.
    case noGroups

    /// What does not go together, and what to say instead.
    public var description: String {
        switch self {
        case .onlyHoldOut: "--test-share needs --split hold-out"
        case .doesNotTake(let split, let name): "--\(name) does not go with --split \(split.rawValue)"
        case .stratifiedNumbers: "--split stratified goes with classes; for numbers use shuffled"
        case .noGroups: "--split grouped needs --group COLUMN"
        }
    }
}
