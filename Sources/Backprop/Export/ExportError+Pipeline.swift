extension ExportError {
    /// A sentence about a part that a pipeline of Core ML cannot hold, and a remedy.
    var pipelineDescription: String {
        switch self {
        case .average(let networks):
            """
            The model is the mean of \(networks) networks, and a Core ML pipeline holds one. \
            Export one of the models that were averaged, or export the mean as ONNX.
            """
        case .date(let column):
            """
            The column \(quoted(column)) holds dates, whose features a Core ML pipeline cannot compute. \
            Train without this column, or export the model as ONNX.
            """
        case .quantiles(let column):
            """
            The column \(quoted(column)) is scaled by its quantiles, which a Core ML pipeline cannot do. \
            Train with another scaling, or export the model as ONNX.
            """
        case .extremeNumbers(let column):
            """
            The column \(quoted(column)) has numbers that single precision, in which Core ML computes, cannot hold. \
            Change its unit and train again, or export the model as ONNX.
            """
        case .threshold(let label):
            """
            The model predicts \(quoted(label)) from a threshold on, and a Core ML classifier predicts the more probable \
            class. Export the model before its threshold was saved, or export the model as ONNX.
            """
        case .severalTargets(let names):
            """
            The model predicts the yes/no targets \(list(names.map(quoted), limit: 5)) together, and a Core ML classifier \
            predicts one class. Train a model for each target, or export the model as ONNX.
            """
        default: preconditionFailure("the error is about a Core ML pipeline")
        }
    }
}

extension Model {
    /// Throws if a part of the model has no counterpart in a pipeline of Core ML.
    func checkPipeline() throws(ExportError) {
        guard furtherMembers.isEmpty else { throw .average(networks: members.count) }
        if let threshold { throw .threshold(label: threshold.label) }
        guard let preprocessor else { return }
        if preprocessor.binaryTargets != nil { throw .severalTargets(names: preprocessor.targetNames) }
        for column in preprocessor.columns where column.width > 0 {
            if column.dates != nil { throw .date(column: column.name) }
            guard let numbers = column.numeric, numbers.isUsed else { continue }
            if numbers.scale.quantiles != nil { throw .quantiles(column: column.name) }
            let edges = numbers.bins?.edges ?? []
            let isSpanFinite = zip(edges, edges.dropFirst()).allSatisfy { ($1 - $0).isFinite }
            guard isSpanFinite, (1 / numbers.scale.scale).isFinite else {
                throw .extremeNumbers(column: column.name)
            }
        }
        for (target, scale) in zip(preprocessor.targetNames, preprocessor.targetScales) {
            // The exponential of 88 is near the largest number of single precision.
            let range = scale.logarithm?.range ?? 0...0
            guard max(abs(range.lowerBound), range.upperBound) < 88 else {
                throw .extremeNumbers(column: target)
            }
        }
    }
}
