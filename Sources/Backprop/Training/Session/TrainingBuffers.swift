/// The memory of a training run: parameters, gradients and the state of the optimizer.
final class TrainingBuffers<S: Scalar> {
    let parameters: UnsafeMutablePointer<S>
    let gradients: UnsafeMutablePointer<S>
    let state: UnsafeMutablePointer<S>

    init(parameters first: [S], stateVectorCount: Int) {
        parameters = .zeros(first.count)
        parameters.update(from: first, count: first.count)
        gradients = .zeros(first.count)
        state = .zeros(first.count * stateVectorCount)
    }

    deinit {
        for buffer in [parameters, gradients, state] { buffer.deallocate() }
    }
}
