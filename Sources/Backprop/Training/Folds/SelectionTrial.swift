/// A finished trial of a selection: a candidate that was trained in a fold, and scored on the fold's other rows.
public struct SelectionTrial: Equatable, Sendable {
    /// The recipe of the candidate.
    public let recipe: Recipe

    /// The number of the fold, counted from 1.
    public let fold: Int

    /// The number of trials that are finished so far.
    public let finishedCount: Int

    /// The approximate number of trials in all: candidates without a chance are not tried in every fold.
    public let plannedCount: Int
}

/// A counter of the finished trials of a selection, on any thread.
final class TrialCounter: Sendable {
    private let finished = Locked(0)
    private let folds: [Fold]
    private let planned: Int
    private let onTrial: @Sendable (SelectionTrial) -> Void

    init(
        _ search: NestedModelSelection, of recipe: Recipe, _ folds: [Fold],
        _ onTrial: @escaping @Sendable (SelectionTrial) -> Void
    ) {
        (self.folds, self.onTrial) = (folds, onTrial)
        planned = folds.count * search.trialsInEachFold(of: recipe)
    }

    /// Counts and reports a trial.
    func add(_ recipe: Recipe, in fold: Fold) {
        let number = (folds.firstIndex(of: fold) ?? 0) + 1
        // This is inside the lock, so that the numbers are reported in order.
        finished.withLock { finished in
            finished += 1
            onTrial(
                SelectionTrial(
                    recipe: recipe, fold: number, finishedCount: finished,
                    plannedCount: max(planned, finished)))
        }
    }
}

extension NestedModelSelection {
    /// Returns the maximum number of trials in each fold: of scalings, networks with their weight decays, variants, and
    /// the other networks of an average.
    fileprivate func trialsInEachFold(of recipe: Recipe) -> Int {
        let scalings = scalings.count + targetScalings.count
        let pairs = networks(with: recipe.network).count * decays(with: recipe.weightDecay ?? 0).count
        return (scalings == 0 ? 0 : scalings + 1) + pairs + variants.count + recipe.members - 1
    }
}
