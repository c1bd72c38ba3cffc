/// Layers inside a layer, one after the other, with the places of their buffers in its scratch memory.
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

    /// The shape that comes out.
    let output: Shape

    /// Where the two buffers lie that gradients take in turn.
    private let gradients: (Int, Int)

    /// Where, behind this branch, the next one's parameters, statistics, scratch and numbers begin.
    let end: Ends

    /// Where something begins.
    struct Ends: Sendable {
        var parameters = 0
        var statistics = 0
        var scratch = 0
        var number = 1
    }

    private static let alignment = 16

    /// Places the layers' buffers behind those of the branch before.
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

    /// The shapes between the layers; none of them is an image's own, so that what does not fit says where.
    static func shapes(_ layers: [any Layer], input: Shape) throws(NetworkError) -> [Shape] {
        layers.isEmpty ? [input] : try Network(layers).shapes(for: input)
    }

    /// Runs the layers; the result is the input itself where there are none.
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

    /// Where the caller puts the gradient with respect to the branch's output.
    func outputGradient<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafeMutablePointer<S> {
        pass.scratch + (stages.count % 2 == 0 ? gradients.0 : gradients.1)
    }

    /// Runs the derivatives; the result is the gradient with respect to the input, `nil` where nobody asks.
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

    /// Brings the layers' statistics up to date.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) {
        for stage in stages {
            stage.layer.updateStatistics(
                StatisticsPass(
                    rows: pass.rows, inputShape: stage.input, scratch: pass.scratch + stage.scratch,
                    statistics: pass.statistics + stage.statistics))
        }
    }
}
