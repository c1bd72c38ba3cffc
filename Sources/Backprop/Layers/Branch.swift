/// Consecutive layers inside a layer, with the offsets of their buffers in its scratch memory.
struct Branch: Sendable {
    private struct Stage: Sendable {
        let layer: any Layer
        let input: Shape
        let output: Shape
        let parameters: Int
        let statistics: Int
        let outputs: Int
        let scratch: Int
        let number: Int
    }

    private let stages: [Stage]

    /// The shape of the output.
    let output: Shape

    /// The offsets of the two buffers that alternate as gradients.
    private let gradients: (Int, Int)

    /// The offsets after this branch, at which the next branch begins.
    let end: Ends

    /// The offsets of a branch's parameters, statistics, scratch memory and layer numbers.
    struct Ends: Sendable {
        var parameters = 0
        var statistics = 0
        var scratch = 0
        var number = 1
    }

    private static let alignment = 16

    /// Lays out the layers' buffers after those of the previous branch.
    init(_ layers: [any Layer], input: Shape, rows: Int, from begin: Ends) throws(NetworkError) {
        let shapes = try Branch.shapes(layers, input: input)
        var end = begin
        func take(_ count: Int) -> Int {
            defer { end.scratch += (count + Self.alignment - 1) / Self.alignment * Self.alignment }
            return end.scratch
        }
        var stages: [Stage] = []
        for (index, layer) in layers.enumerated() {
            let (input, output) = (shapes[index], shapes[index + 1])
            let prepared = layer.prepared(for: input, rows: rows)
            stages.append(
                Stage(
                    layer: prepared, input: input, output: output,
                    parameters: end.parameters, statistics: end.statistics,
                    outputs: take(rows * output.count),
                    scratch: take(prepared.scratchCount(for: input, rows: rows)), number: end.number))
            end.parameters += layer.parameters(for: input).reduce(0) { $0 + $1.count }
            end.statistics += layer.statistics(for: input).reduce(0) { $0 + $1.count }
            end.number += layer.nestedLayerCount
        }
        let largest = rows * (shapes.map(\.count).max() ?? 0)
        gradients = (take(largest), take(largest))
        self.stages = stages
        self.end = end
        output = shapes[shapes.count - 1]
    }

    /// Returns the shapes between the layers, or throws an error that names the position of the first misfit.
    static func shapes(_ layers: [any Layer], input: Shape) throws(NetworkError) -> [Shape] {
        layers.isEmpty ? [input] : try Network(layers).shapes(for: input)
    }

    /// Runs the layers and returns the result: the input itself if there are no layers.
    func forward<S: Scalar>(_ pass: ForwardPass<S>) -> UnsafePointer<S> {
        var current = pass.input
        for stage in stages {
            let output = pass.scratch + stage.outputs
            var training = pass.training
            training?.layer += stage.number
            stage.layer.forward(
                ForwardPass(
                    rows: pass.rows, inputShape: stage.input, outputShape: stage.output, input: current,
                    parameters: pass.parameters + stage.parameters,
                    statistics: pass.statistics + stage.statistics, output: output,
                    scratch: pass.scratch + stage.scratch, training: training, threads: pass.threads))
            current = UnsafePointer(output)
        }
        return current
    }

    /// Returns the buffer into which the caller writes the gradient with respect to the branch's output.
    func outputGradient<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafeMutablePointer<S> {
        pass.scratch + (stages.count % 2 == 0 ? gradients.0 : gradients.1)
    }

    /// Runs the derivatives and returns the gradient with respect to the input, or `nil` if it is not needed.
    func backward<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafePointer<S>? {
        for index in stages.indices.reversed() {
            let stage = stages[index]
            var training = pass.training
            training.layer += stage.number
            let (even, odd) = (pass.scratch + gradients.0, pass.scratch + gradients.1)
            let isAsked = index > 0 || pass.inputGradient != nil
            stage.layer.backward(
                BackwardPass(
                    rows: pass.rows, inputShape: stage.input, outputShape: stage.output,
                    input: index == 0 ? pass.input : UnsafePointer(pass.scratch + stages[index - 1].outputs),
                    output: UnsafePointer(pass.scratch + stage.outputs),
                    parameters: pass.parameters + stage.parameters, scratch: pass.scratch + stage.scratch,
                    outputGradient: index % 2 == 0 ? odd : even,
                    inputGradient: isAsked ? (index % 2 == 0 ? even : odd) : nil,
                    parameterGradient: pass.parameterGradient + stage.parameters, training: training,
                    threads: pass.threads))
        }
        return pass.inputGradient == nil ? nil : UnsafePointer(pass.scratch + gradients.0)
    }

    /// Updates the layers' statistics.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        for stage in stages {
            stage.layer.updateStatistics(
                StatisticsPass(
                    rows: pass.rows, inputShape: stage.input, scratch: pass.scratch + stage.scratch,
                    statistics: pass.statistics + stage.statistics))
        }
    }
}
