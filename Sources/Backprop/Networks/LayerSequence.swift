/// Consecutive layers with the offsets of their buffers in one memory: those of a program, or those inside a layer.
///
/// A pass over the sequence is that of one layer whose scratch memory holds all buffers of the sequence. It allocates
/// nothing.
struct LayerSequence: Sendable {
    /// A layer with the offsets of its parameters and buffers.
    struct Stage: Sendable {
        let layer: any Layer
        let inputShape: Shape
        let outputShape: Shape
        let parameterOffset: Int
        let statisticsOffset: Int
        let number: Int
        let outputOffset: Int
        let scratchOffset: Int
        let isFrozen: Bool
    }

    /// The layers in the order of the forward pass.
    let stages: [Stage]

    /// The offsets of the buffers.
    let plan: MemoryPlan

    /// The index of the first stage that the backward pass reaches.
    let firstTrainedStage: Int

    /// Lays out the buffers of layers.
    ///
    /// - Parameters:
    ///   - scheduled: The layers between their shapes.
    ///   - parameterOffsets: The offset of each layer's parameters.
    ///   - statisticsOffsets: The offset of each layer's statistics.
    ///   - firstNumber: The number of the first layer, as random numbers count layers.
    ///   - frozen: The indices of the frozen layers.
    ///   - firstTrained: The index of the first layer whose gradient is computed.
    init(
        _ scheduled: [ScheduledLayer], plan: MemoryPlan, rows: Int, parameterOffsets: [Int],
        statisticsOffsets: [Int], firstNumber: Int = 0, frozen: Set<Int> = [], firstTrained: Int = 0
    ) {
        self.plan = plan
        firstTrainedStage = scheduled.lastIndex { $0.index <= firstTrained } ?? 0
        stages = scheduled.indices.map { index in
            let scheduled = scheduled[index]
            // A frozen layer between trained ones acts the same in training, and keeps what its gradient needs.
            return Stage(
                layer: scheduled.layer.prepared(for: scheduled.input, rows: rows),
                inputShape: scheduled.input, outputShape: scheduled.output,
                parameterOffset: parameterOffsets[scheduled.index],
                statisticsOffset: statisticsOffsets[scheduled.index],
                number: firstNumber + scheduled.number, outputOffset: plan.outputs[index],
                scratchOffset: plan.scratch[index],
                isFrozen: scheduled.index < firstTrained && frozen.contains(scheduled.index))
        }
    }

    /// Runs the layers and returns the result: the input itself if there are no layers.
    ///
    /// In inference, a layer that then changes nothing is skipped. In training, a frozen layer predicts.
    @specialized(where S == Float)
    @specialized(where S == Double)
    func forward<S: Scalar>(_ pass: ForwardPass<S>) -> UnsafePointer<S> {
        var current = pass.input
        var executed = 0
        for index in stages.indices {
            let layer = stages[index].layer
            if pass.training == nil && layer.isIdentityInInference { continue }
            // If two buffers are used in turn, a skipped layer must not make its neighbours share one.
            let output = pass.scratch + stages[plan.keepsAll ? index : executed].outputOffset
            executed += 1
            var training = stages[index].isFrozen ? nil : pass.training
            training?.layer += stages[index].number
            layer.forward(
                ForwardPass(
                    rows: pass.rows, inputShape: stages[index].inputShape,
                    outputShape: stages[index].outputShape, input: current,
                    parameters: pass.parameters + stages[index].parameterOffset,
                    statistics: pass.statistics + stages[index].statisticsOffset, output: output,
                    scratch: pass.scratch + stages[index].scratchOffset, training: training,
                    threads: pass.threads))
            current = UnsafePointer(output)
        }
        return current
    }

    /// Runs the layers' derivatives from the last to the first, after a forward pass that kept all outputs.
    ///
    /// - Returns: The gradient with respect to the input, or `nil` if the pass has no buffer for it. The pass's own
    ///   buffers for gradients with respect to input and output are not touched.
    @specialized(where S == Float)
    @specialized(where S == Double)
    @discardableResult
    func backward<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafePointer<S>? {
        for index in stages.indices.dropFirst(firstTrainedStage).reversed() { backward(pass, at: index) }
        return pass.inputGradient == nil ? nil : UnsafePointer(inputGradient(of: 0, in: pass.scratch))
    }

    /// Runs the derivative of one layer, after those of the layers behind it.
    @inline(__always)
    func backward<S: Scalar>(_ pass: BackwardPass<S>, at index: Int) {
        var training = pass.training
        training.layer += stages[index].number
        let isAsked = index > firstTrainedStage || pass.inputGradient != nil
        stages[index].layer.backward(
            BackwardPass(
                rows: pass.rows, inputShape: stages[index].inputShape,
                outputShape: stages[index].outputShape, input: input(of: index, pass.input, in: pass.scratch),
                output: UnsafePointer(pass.scratch + stages[index].outputOffset),
                parameters: pass.parameters + stages[index].parameterOffset,
                scratch: pass.scratch + stages[index].scratchOffset,
                outputGradient: outputGradient(of: index, in: pass.scratch),
                inputGradient: isAsked ? inputGradient(of: index, in: pass.scratch) : nil,
                parameterGradient: pass.parameterGradient + stages[index].parameterOffset,
                training: training, threads: pass.threads))
    }

    /// Updates the layers' statistics.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        for stage in stages where !stage.isFrozen {
            stage.layer.updateStatistics(
                StatisticsPass(
                    rows: pass.rows, inputShape: stage.inputShape,
                    scratch: pass.scratch + stage.scratchOffset,
                    statistics: pass.statistics + stage.statisticsOffset))
        }
    }
}

/// The buffers of a sequence that keeps all outputs.
extension LayerSequence {
    /// Returns the input of a layer during a pass over `first`.
    @inline(__always)
    func input<S: Scalar>(
        of index: Int, _ first: UnsafePointer<S>, in memory: UnsafeMutablePointer<S>
    ) -> UnsafePointer<S> {
        index == 0 ? first : UnsafePointer(memory + stages[index - 1].outputOffset)
    }

    /// Returns the buffer for the gradient with respect to the sequence's output, which the caller fills.
    @inline(__always)
    func outputGradient<S: Scalar>(in memory: UnsafeMutablePointer<S>) -> UnsafeMutablePointer<S> {
        inputGradient(of: stages.count, in: memory)
    }

    /// Returns the buffer for the gradient with respect to a layer's output.
    @inline(__always)
    func outputGradient<S: Scalar>(
        of index: Int, in memory: UnsafeMutablePointer<S>
    ) -> UnsafeMutablePointer<S> {
        inputGradient(of: index + 1, in: memory)
    }

    /// Returns the buffer for the gradient with respect to a layer's input: two buffers take turns.
    @inline(__always)
    func inputGradient<S: Scalar>(
        of index: Int, in memory: UnsafeMutablePointer<S>
    ) -> UnsafeMutablePointer<S> {
        memory + plan.gradients[index % 2]
    }
}
