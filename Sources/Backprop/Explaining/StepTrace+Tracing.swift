extension StepTrace {
    /// Traces one step on a row of numbers.
    ///
    /// - Parameters:
    ///   - recipe: The recipe to follow; its batch size does not matter.
    ///   - data: The rows.
    ///   - row: The index of the row.
    ///   - parameters: The parameters before the step; defaults to the initial values of the recipe.
    /// - Throws: ``NetworkError`` or ``TrainingError`` if the recipe does not fit the data, or if the loss is not a
    ///   finite number.
    public init<S: Scalar>(
        _ recipe: Recipe, data: Dataset<S>, row: Int = 0, parameters: [S]? = nil
    ) throws {
        precondition((0..<data.rowCount).contains(row), "the row is there")
        var online = recipe
        (online.batchSize, online.shards, online.shuffles) = (.full, 1, false)
        let data = data.selectingRows([row])
        let run = try TrainingRun(online, data: data, parameters: parameters, stepwise: true)
        let before = run.parameters
        let report = try run.runEpoch()
        let walk = try LayerWalk(online, data, parameters: before)
        // A line search leaves the gradient at its end, not the one at its beginning.
        let isSearch = recipe.optimizer is any FullBatchOptimizer
        let step = TracedTensors(
            layout: run.layout, before: before.map { Double($0) },
            gradients: isSearch ? walk.gradients : run.gradients.map { Double($0) },
            after: run.parameters.map { Double($0) })
        layers = recipe.network.layers.indices.map { index in
            LayerTrace(
                layer: recipe.network.layers[index].text, outputShape: walk.layers[index].shape,
                sums: walk.layers[index].sums, outputs: walk.layers[index].outputs,
                deltas: walk.layers[index].deltas, tensors: step.tensors(of: index))
        }
        network = recipe.network.text
        lossName = type(of: recipe.loss).typeName
        loss = report.loss
        optimizer = type(of: recipe.optimizer).typeName
        learningRate = report.learningRate
        seed = recipe.seed
        precision = S.self == Float.self ? .float32 : .float64
        inputShape = data.inputShape
        (inputs, targets) = (walk.inputs, walk.targets)
    }
}

/// The parameters of a step before and after it, tensor by tensor.
private struct TracedTensors {
    let layout: ParameterLayout
    let before: [Double]
    let gradients: [Double]
    let after: [Double]

    func tensors(of layer: Int) -> [TensorTrace] {
        layout.entries.filter { $0.layer == layer }.map { entry in
            func ordered(_ values: [Double]) -> [Double] {
                entry.fileOrder(Array(values[entry.range])).values
            }
            return TensorTrace(
                name: entry.name, shape: entry.fileShape, values: ordered(before),
                gradients: ordered(gradients), updated: ordered(after))
        }
    }
}
