/// The outputs and gradients of the layers of a network for one row, read from the buffers of the training program.
struct LayerWalk {
    /// The row as the network gets it: with noise, if the recipe adds some.
    let inputs: [Double]

    /// The targets as the loss gets them: smoothed, if the recipe does so.
    let targets: [Double]

    /// The gradient of the loss and the penalty, in the order of the parameters.
    let gradients: [Double]

    /// The outputs and gradients of one layer.
    struct Step {
        let shape: Shape
        let sums: [Double]?
        let outputs: [Double]
        let deltas: [Double]
    }

    let layers: [Step]

    /// Runs a row forward and backward through the recipe's network, like the first step of a run.
    ///
    /// - Parameter data: One row.
    init<S: Scalar>(_ recipe: Recipe, _ data: Dataset<S>, parameters: [S]) throws {
        let objective = try Objective<S>(
            recipe.network, loss: recipe.loss, regularization: recipe.regularization, input: data.inputShape,
            targetCount: data.targetCount, batchSize: 1, threads: 1, fusing: false)
        let program = objective.program
        let context = RandomContext(seed: recipe.seed, step: 0)
        var gradients = [S](repeating: 0, count: parameters.count)
        let walk = data.withRows(0..<1) { rows in
            let original = Batch(rows: 1, features: rows.features, targets: rows.targets, weights: nil)
            // The forward pass leaves the gradient of the loss in the buffer at which the backward pass begins.
            _ = objective.evaluateLoss(original, parameters: parameters, training: context)
            let batch = objective.shown(original, training: context)
            let steps = parameters.withUnsafeBufferPointer { parameters in
                gradients.withUnsafeMutableBufferPointer { gradients in
                    let pass = program.backwardPass(
                        batch.features, rows: 1, parameters: parameters.baseAddress!,
                        gradients: gradients.baseAddress!, training: context)
                    return Self.steps(pass, through: program.sequence, recipe.network)
                }
            }
            return (
                steps: steps, inputs: Self.values(batch.features, program.inputShape.count),
                targets: Self.values(batch.targets, data.targetCount)
            )
        }
        guard let walk else { preconditionFailure("a dataset has its rows in place") }
        withExtendedLifetime(objective) {
            objective.weightRules.addPenaltyGradient(parameters, to: &gradients)
        }
        layers = walk.steps.reversed()
        (inputs, targets) = (walk.inputs, walk.targets)
        self.gradients = gradients.map { Double($0) }
    }

    /// Runs the backward pass layer by layer and returns the outputs and gradients, the last layer's first.
    private static func steps<S: Scalar>(
        _ pass: BackwardPass<S>, through sequence: LayerSequence, _ network: Network
    ) -> [Step] {
        sequence.stages.indices.reversed().map { index in
            let step = LayerView(pass, sequence, index).step(network.layers[index])
            sequence.backward(pass, at: index)
            return step
        }
    }

    private static func values<S: Scalar>(_ values: UnsafePointer<S>, _ count: Int) -> [Double] {
        (0..<count).map { Double(values[$0]) }
    }
}

/// One layer of a sequence, when the gradient with respect to its output is known and its own backward pass is next.
private struct LayerView<S: Scalar> {
    private let stage: LayerSequence.Stage
    private let parameters: UnsafePointer<S>
    private let input: UnsafePointer<S>
    private let output: [S]
    private let gradient: [S]

    init(_ pass: BackwardPass<S>, _ sequence: LayerSequence, _ index: Int) {
        stage = sequence.stages[index]
        parameters = pass.parameters + stage.parameterOffset
        input = sequence.input(of: index, pass.input, in: pass.scratch)
        let count = stage.outputShape.count
        output = Array(UnsafeBufferPointer(start: pass.scratch + stage.outputOffset, count: count))
        let gradient = sequence.outputGradient(of: index, in: pass.scratch)
        self.gradient = Array(UnsafeBufferPointer(start: gradient, count: count))
    }

    /// Returns the outputs and gradients of the layer.
    ///
    /// - Parameter layer: The layer in the recipe; the program's lacks an activation that the loss contains.
    func step(_ layer: any Layer) -> LayerWalk.Step {
        guard let activated = layer as? any ActivatedLayer else { return step(nil, output, gradient) }
        let isLeftToTheLoss = (stage.layer as? any ActivatedLayer)?.activation != activated.activation
        if isLeftToTheLoss {
            // The output of the program is the sums, and the gradient of the loss is with respect to them.
            return step(output, self.activated(output, activated.activation), gradient)
        }
        let sums = self.sums(activated)
        return step(sums, output, deltas(sums, activated.activation))
    }

    private func step(_ sums: [S]?, _ outputs: [S], _ deltas: [S]) -> LayerWalk.Step {
        LayerWalk.Step(
            shape: stage.outputShape, sums: sums?.map { Double($0) }, outputs: outputs.map { Double($0) },
            deltas: deltas.map { Double($0) })
    }

    /// Returns the output of the layer without its activation.
    private func sums(_ layer: any ActivatedLayer) -> [S] {
        forward(layer.withActivation(.linear), input, stage.inputShape)
    }

    private func activated(_ sums: [S], _ activation: Activation) -> [S] {
        forward(ActivationLayer(activation), sums, stage.outputShape)
    }

    private func forward(_ layer: any Layer, _ input: UnsafePointer<S>, _ inputShape: Shape) -> [S] {
        var output = output
        var scratch = [S](repeating: 0, count: max(1, layer.scratchCount(for: inputShape, rows: 1)))
        output.withUnsafeMutableBufferPointer { output in
            scratch.withUnsafeMutableBufferPointer { scratch in
                layer.forward(
                    ForwardPass(
                        rows: 1, inputShape: inputShape, outputShape: stage.outputShape, input: input,
                        parameters: parameters, output: output.baseAddress!, scratch: scratch.baseAddress!,
                        training: nil))
            }
        }
        return output
    }

    /// Returns the gradient with respect to the sums, computed by the backward pass of the activation.
    private func deltas(_ sums: [S], _ activation: Activation) -> [S] {
        var (gradient, deltas, none) = (gradient, gradient, [S(0)])
        gradient.withUnsafeMutableBufferPointer { gradient in
            deltas.withUnsafeMutableBufferPointer { deltas in
                none.withUnsafeMutableBufferPointer { none in
                    let none = none.baseAddress!
                    ActivationLayer(activation).backward(
                        BackwardPass<S>(
                            rows: 1, inputShape: stage.outputShape, outputShape: stage.outputShape,
                            input: sums, output: output, parameters: none, scratch: none,
                            outputGradient: gradient.baseAddress!, inputGradient: deltas.baseAddress!,
                            parameterGradient: none, training: RandomContext(seed: 0, step: 0)))
                }
            }
        }
        return deltas
    }
}
