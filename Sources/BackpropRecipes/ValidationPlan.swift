import Backprop

/// The plan of a recipe's cross-validation; properties that are `nil` are chosen from the data.
public struct ValidationPlan: Equatable, Sendable {
    /// A way to divide rows.
    public enum Split: String, CaseIterable, Sendable {
        /// Parts with an equal share of each class.
        case stratified
        /// Parts at random.
        case shuffled
        /// Parts of whole groups, which the group column defines.
        case grouped
        /// Each part tested after training on all rows before it.
        case ordered
        /// A part for each row.
        case leaveOneOut = "leave-one-out"
        /// One share of the rows, once: whole groups if a column defines them, or the last rows if a column has the times.
        case holdOut = "hold-out"
    }

    /// The division of rows. Defaults to ordered if a column has the times, to groups if a column defines them, else to stratified for classes and shuffled
    /// for numbers.
    public var split: Split?

    /// The number of parts. Defaults to 5.
    public var folds: Int?

    /// The number of times that the whole is repeated, with other parts. Defaults to one.
    public var repeats: Int?

    /// The share that is tested with ``Split/holdOut``. Defaults to 0.2.
    public var testShare: Double?

    /// Creates a plan without settings.
    public init() {}

    /// Returns the plan with all settings chosen, for data of that kind.
    ///
    /// - Parameters:
    ///   - task: The task of the data.
    ///   - hasGroups: Whether a column keeps rows together.
    ///   - isOrdered: Whether a column orders the rows by time.
    public func complete(
        for task: LearningTask, hasGroups: Bool, isOrdered: Bool = false
    ) -> ValidationPlan {
        var plan = self
        let defaultSplit: Split = hasGroups ? .grouped : task != .regression ? .stratified : .shuffled
        let split = split ?? (isOrdered ? .ordered : defaultSplit)
        plan.split = split
        if split.takesFolds { plan.folds = folds ?? 5 }
        if split.takesRepeats { plan.repeats = repeats ?? 1 }
        if split == .holdOut { plan.testShare = testShare ?? 0.2 }
        return plan
    }

    /// Returns the splitter of a plan for data of that kind.
    ///
    /// - Throws: ``ValidationPlanError`` for settings that contradict each other.
    public func splitter(
        for task: LearningTask, hasGroups: Bool, time: TimeOrder = TimeOrder()
    ) throws(ValidationPlanError) -> Splitter {
        let plan = complete(for: task, hasGroups: hasGroups, isOrdered: time.isUsed)
        let split = plan.split ?? .shuffled
        if time.isUsed, split != .ordered, split != .holdOut { throw .notInOrderOfTime(split) }
        if testShare != nil && split != .holdOut { throw .onlyHoldOut }
        if folds != nil && !split.takesFolds { throw .doesNotTake(split, "folds") }
        if repeats != nil && !split.takesRepeats { throw .doesNotTake(split, "repeats") }
        let (folds, repeats) = (plan.folds ?? 5, plan.repeats ?? 1)
        switch split {
        case .stratified:
            guard task != .regression else { throw .stratifiedNumbers }
            return .stratified(folds: folds, repeats: repeats)
        case .shuffled: return .kFold(folds: folds, repeats: repeats)
        case .grouped:
            guard hasGroups else { throw .noGroups }
            return .grouped(folds: folds, repeats: repeats)
        case .leaveOneOut: return .leaveOneOut
        case .holdOut where time.isUsed:
            return .lastRows(testShare: plan.testShare ?? 0.2, gap: time.usedGap)
        case .holdOut where hasGroups:
            return .groupedHoldOut(testShare: plan.testShare ?? 0.2)
        case .holdOut:
            return .holdOut(testShare: plan.testShare ?? 0.2, stratified: task != .regression)
        case .ordered: return .expandingWindow(folds: folds, gap: time.usedGap)
        }
    }
}

extension ValidationPlan.Split {
    fileprivate var takesFolds: Bool { self != .leaveOneOut && self != .holdOut }
    fileprivate var takesRepeats: Bool { [.stratified, .shuffled, .grouped].contains(self) }
}

/// A reason why rows cannot be divided by a plan.
public enum ValidationPlanError: BackpropError {
    /// A share to test, and no hold-out.
    case onlyHoldOut
    /// A number of folds or of repetitions for a split that has no such number.
    case doesNotTake(ValidationPlan.Split, String)
    /// Strata of numbers.
    case stratifiedNumbers
    /// Rows with a time, and a split that trains on later rows than it tests.
    case notInOrderOfTime(ValidationPlan.Split)
    /// Groups, without a column that defines them.
    case noGroups

    /// The category of the error.
    public var category: ErrorCategory { .setting }

    /// The conflicting settings, and a remedy.
    public var description: String {
        switch self {
        case .onlyHoldOut: "--test-share needs --split hold-out"
        case .doesNotTake(let split, let name): "--\(name) does not go with --split \(split.rawValue)"
        case .stratifiedNumbers: "--split stratified goes with classes; for numbers use shuffled"
        case .notInOrderOfTime(let split):
            "--split \(split.rawValue) does not go with --time, since it trains on later rows than it tests; use ordered or hold-out"
        case .noGroups: "--split grouped needs --group COLUMN"
        }
    }
}
