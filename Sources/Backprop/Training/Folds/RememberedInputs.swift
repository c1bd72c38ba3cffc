/// Data whose fitted inputs are remembered, for a search that trains many recipes on the same rows.
///
/// Fitting may take longer than training, for example with a column of texts.
struct RememberedInputs: WrappedLearningData {
    let data: any LearningData
    private let inputs = Locked<[Key: ModelInput]>([:])

    private struct Key: Hashable, Sendable {
        let rows: [Int]
        let preprocessing: PreprocessingSettings
        let targetEncoding: TargetEncoding
        let positive: String?
    }

    init(_ data: any LearningData) { self.data = data }

    func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput {
        let key = Key(
            rows: rows, preprocessing: recipe.preprocessing, targetEncoding: recipe.targetEncoding,
            positive: recipe.columns.positive)
        if let known = inputs.withLock({ $0[key] }) { return known }
        let input = try data.input(fittedTo: rows, for: recipe)
        inputs.withLock { $0[key] = input }
        return input
    }
}
