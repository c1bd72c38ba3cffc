import CKernels

/// A whole epoch of online training in one call, for networks so small that calls cost more than arithmetic.
///
/// It makes the same steps with the same bits as single steps of ``TrainingRun``.
final class OnlineEpoch<S: Scalar> {
    private let data: Dataset<S>
    private let sizes: [Int]
    private let activations: [bp_activation]
    private let alphas: [Double]
    private let isMean: Bool

    /// Whether the rows have a new order in each epoch.
    let shuffles: Bool

    /// Takes the recipe's network, if it and the rest of the recipe are of the kind that this serves: dense
    /// layers with bias, squared errors, plain gradient descent, one row a step.
    init?(_ recipe: Recipe, data: Dataset<S>) {
        guard recipe.batchSize.count(of: data.rowCount) == 1, data.weights == nil, data.inputShape.rank == 1,
            Self.serves(recipe)
        else { return nil }
        let layers = recipe.network.layers.compactMap { $0 as? Dense }
        sizes = [data.inputShape.count] + layers.map(\.units)
        activations = layers.compactMap(\.activation.kernel)
        alphas = layers.map(\.activation.kernelParameter)
        guard Self.paddedCount(sizes) <= Int(BP_ONLINE_MEMORY) else { return nil }
        self.data = data
        isMean = recipe.loss is MeanSquaredError
        shuffles = recipe.shuffles
    }

    /// Whether a recipe's network, loss and optimizer are of that kind.
    static func serves(_ recipe: Recipe) -> Bool {
        guard let optimizer = recipe.optimizer as? SGD else { return false }
        return optimizer.momentum == 0 && optimizer.weightDecay == 0 && recipe.schedule == .constant
            && recipe.regularization == .none && recipe.frozenLayers == nil && recipe.shards == 1
            && (recipe.loss is SquaredError || recipe.loss is MeanSquaredError)
            && recipe.network.layers.count <= Int(BP_ONLINE_LAYERS)
            && recipe.network.layers.allSatisfy { layer in
                guard let dense = layer as? Dense else { return false }
                return dense.hasBias && dense.activation.kernel != nil
                    && !dense.activation.derivativeNeedsSums
            }
    }

    /// The number of parameters.
    var parameterCount: Int {
        zip(sizes, sizes.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
    }

    /// Returns the size of the memory in the kernel's layout for the widest registers.
    private static func paddedCount(_ sizes: [Int]) -> Int {
        func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
        guard sizes.allSatisfy({ $0 <= Int(BP_ONLINE_MEMORY) }) else { return .max }
        var count = 0
        for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
            count += (inputs + 3) * padded(outputs) + (index > 0 ? outputs * padded(inputs) : 0)
        }
        return count
    }

    /// Makes a step for each of those positions of the given order, or of the rows in memory order.
    ///
    /// Cutting an epoch into several ranges changes no bit.
    ///
    /// - Parameter lossSum: The sum of the losses before.
    /// - Returns: The sum of the losses, and the number of rows before the first whose loss is not finite.
    func run(
        _ parameters: UnsafeMutablePointer<S>, indices: Range<Int>, order: [Int]?, lossSum: Double,
        learningRate: Double
    ) -> (loss: Double, finished: Int) {
        var loss = lossSum
        var finished = 0
        // Without an order it is the rows themselves that begin later.
        let begin = order == nil ? indices.lowerBound : 0
        withNetwork { network in
            data.features.withUnsafeBufferPointer { features in
                data.targets.withUnsafeBufferPointer { targets in
                    (order ?? []).withUnsafeBufferPointer { rows in
                        S.kernels.onlineEpoch(
                            network, parameters, features.baseAddress! + begin * data.inputShape.count,
                            targets.baseAddress! + begin * data.targetCount,
                            order == nil ? nil : rows.baseAddress! + indices.lowerBound, indices.count,
                            S(learningRate), &loss, &finished)
                    }
                }
            }
        }
        return (loss, finished)
    }

    /// Runs an epoch of several networks of one shape at once, with a lane of a register for each.
    static func run(
        _ epochs: [OnlineEpoch<S>], _ parameters: [UnsafeMutablePointer<S>?], orders: [[Int]]?,
        learningRate: Double
    ) -> [(loss: Double, finished: Int)] {
        var losses = [Double](repeating: 0, count: epochs.count)
        var finished = [Int](repeating: 0, count: epochs.count)
        let inOrder = [UnsafePointer<Int>?](repeating: nil, count: epochs.count)
        epochs[0].withNetwork { network in
            withBaseAddresses(epochs.map(\.data.features)) { features in
                withBaseAddresses(epochs.map(\.data.targets)) { targets in
                    withBaseAddresses(orders ?? []) { orders in
                        S.kernels.onlineFolds(
                            network, epochs.count, parameters, features, targets,
                            orders.isEmpty ? inOrder : orders, epochs.map(\.data.rowCount), S(learningRate),
                            &losses, &finished)
                    }
                }
            }
        }
        return zip(losses, finished).map { ($0, $1) }
    }

    private func withNetwork(_ body: (UnsafePointer<bp_online_network>) -> Void) {
        sizes.withUnsafeBufferPointer { sizes in
            activations.withUnsafeBufferPointer { activations in
                alphas.withUnsafeBufferPointer { alphas in
                    var network = bp_online_network(
                        layers: activations.count, sizes: sizes.baseAddress,
                        activations: activations.baseAddress, alphas: alphas.baseAddress, is_mean: isMean)
                    body(&network)
                }
            }
        }
    }
}

/// Calls a function with the addresses of all arrays at once.
private func withBaseAddresses<Element>(
    _ arrays: [[Element]], _ found: [UnsafePointer<Element>?] = [],
    _ body: ([UnsafePointer<Element>?]) -> Void
) {
    guard found.count < arrays.count else { return body(found) }
    arrays[found.count].withUnsafeBufferPointer {
        withBaseAddresses(arrays, found + [$0.baseAddress], body)
    }
}
