/// Consecutive layers inside a layer, with the offsets of their buffers in its scratch memory.
struct Branch: Sendable {
    private let sequence: LayerSequence

    /// The shape of the output.
    let output: Shape

    /// The offsets after this branch, at which the next branch begins.
    let end: Ends

    /// The offsets of a branch's parameters, statistics, scratch memory and layer numbers.
    struct Ends: Sendable {
        var parameters = 0
        var statistics = 0
        var scratch = 0
        var number = 1
    }

    /// Lays out the layers' buffers after those of the previous branch.
    init(_ layers: [any Layer], input: Shape, rows: Int, from begin: Ends) throws(NetworkError) {
        let shapes = try Branch.shapes(layers, input: input)
        let schedule = Network(layers).schedule(shapes, fusing: false)
        let plan = MemoryPlan(schedule, batchSize: rows, keepsAll: true, input: input, from: begin.scratch)
        var end = begin
        var (parameters, statistics): ([Int], [Int]) = ([], [])
        for (layer, input) in zip(layers, shapes) {
            parameters.append(end.parameters)
            statistics.append(end.statistics)
            end.parameters += layer.parameters(for: input).reduce(0) { $0 + $1.count }
            end.statistics += layer.statistics(for: input).reduce(0) { $0 + $1.count }
            end.number += layer.nestedLayerCount
        }
        end.scratch = plan.count
        output = shapes[shapes.count - 1]
        self.end = end
        sequence = LayerSequence(
            schedule, plan: plan, rows: rows, parameterOffsets: parameters, statisticsOffsets: statistics,
            firstNumber: begin.number)
    }

    /// Returns the shapes between the layers, or throws an error that names the position of the first layer that does not fit.
    static func shapes(_ layers: [any Layer], input: Shape) throws(NetworkError) -> [Shape] {
        layers.isEmpty ? [input] : try Network(layers).shapes(for: input)
    }

    /// Runs the layers and returns the result: the input itself if there are no layers.
    func forward<S: Scalar>(_ pass: ForwardPass<S>) -> UnsafePointer<S> { sequence.forward(pass) }

    /// Returns the buffer into which the caller writes the gradient with respect to the branch's output.
    func outputGradient<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafeMutablePointer<S> {
        sequence.outputGradient(in: pass.scratch)
    }

    /// Runs the derivatives and returns the gradient with respect to the input, or `nil` if it is not needed.
    func backward<S: Scalar>(_ pass: BackwardPass<S>) -> UnsafePointer<S>? { sequence.backward(pass) }

    /// Updates the layers' statistics.
    func updateStatistics<S: Scalar>(_ pass: StatisticsPass<S>) { sequence.updateStatistics(pass) }
}
