/// A recipe that is complete, with the scores of the rows that were held out to complete it.
public struct ModelSelection: Sendable {
    /// The recipe, which leaves no choice to the rows.
    public let recipe: Recipe

    /// The scores of the selected recipe on rows that its networks had not seen. It is `nil` if the recipe was complete
    /// before, or if the search was cancelled.
    public let heldOut: HeldOutScores?

    /// The predictions behind ``heldOut``; `nil` for a resumed run, since checkpoints do not keep them.
    let heldOutRows: PredictionsWithTruth?

    init(recipe: Recipe, heldOut: HeldOutScores?, heldOutRows: PredictionsWithTruth? = nil) {
        (self.recipe, self.heldOut, self.heldOutRows) = (recipe, heldOut, heldOutRows)
    }
}
