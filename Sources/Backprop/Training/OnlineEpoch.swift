import CKernels

/// A whole epoch of online training in one call, for networks so small that calls cost more than arithmetic.
///
/// It makes the same steps with the same bits as ``TrainingRun`` makes one by one.
final class OnlineEpoch<S: Scalar> {
    private let data: Dataset<S>
    private let sizes: [Int]
    private let activations: [bp_activation]
    private let alphas: [Double]
    private let isMean: Bool

    /// Takes the recipe's network, if it and the rest of the recipe are of the kind that this serves: dense
    /// layers with bias, squared errors, plain gradient descent, one row a step.
    init?(_ recipe: Recipe, data: Dataset<S>) {
        guard recipe.batchSize.count(of: data.rowCount) == 1, data.weights == nil, data.inputShape.rank == 1,
            let optimizer = recipe.optimizer as? SGD, optimizer.momentum == 0, optimizer.weightDecay == 0,
            recipe.schedule == .constant, recipe.loss is SquaredError || recipe.loss is MeanSquaredError,
            recipe.network.layers.count <= Int(BP_ONLINE_LAYERS)
        else { return nil }
        var sizes = [data.inputShape.count]
        var activations: [bp_activation] = []
        var alphas: [Double] = []
        for layer in recipe.network.layers {
            guard let dense = layer as? Dense, dense.hasBias, let kernel = dense.activation.kernel,
                !dense.activation.derivativeNeedsSums
            else { return nil }
            sizes.append(dense.units)
            activations.append(kernel)
            alphas.append(dense.activation.kernelParameter)
        }
        guard Self.paddedCount(sizes) <= Int(BP_ONLINE_MEMORY) else { return nil }
        self.data = data
        self.sizes = sizes
        self.activations = activations
        self.alphas = alphas
        isMean = recipe.loss is MeanSquaredError
    }

    /// The memory that the kernel lays out with the widest registers there are.
    private static func paddedCount(_ sizes: [Int]) -> Int {
        func padded(_ count: Int) -> Int { (count + 15) / 16 * 16 }
        guard sizes.allSatisfy({ $0 <= Int(BP_ONLINE_MEMORY) }) else { return .max }
        var count = 0
        for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
            count += (inputs + 3) * padded(outputs) + (index > 0 ? outputs * padded(inputs) : 0)
        }
        return count
    }

    /// Makes a step for each row, in the given order or as they lie.
    ///
    /// - Returns: The sum of the losses, and how many rows came before the first whose loss is not finite.
    func run(
        _ parameters: UnsafeMutablePointer<S>, order: [Int]?, learningRate: Double
    ) -> (loss: Double, finished: Int) {
        var loss = 0.0
        var finished = 0
        sizes.withUnsafeBufferPointer { sizes in
            activations.withUnsafeBufferPointer { activations in
                alphas.withUnsafeBufferPointer { alphas in
                    var network = bp_online_network(
                        layers: activations.count, sizes: sizes.baseAddress,
                        activations: activations.baseAddress, alphas: alphas.baseAddress, is_mean: isMean)
                    Self.call(
                        &network, parameters, data, order: order, rate: S(learningRate), &loss, &finished)
                }
            }
        }
        return (loss, finished)
    }

    private static func call(
        _ network: inout bp_online_network, _ parameters: UnsafeMutablePointer<S>, _ data: Dataset<S>,
        order: [Int]?, rate: S, _ loss: inout Double, _ finished: inout Int
    ) {
        data.features.withUnsafeBufferPointer { features in
            data.targets.withUnsafeBufferPointer { targets in
                (order ?? []).withUnsafeBufferPointer { rows in
                    S.kernels.onlineEpoch(
                        &network, parameters, features.baseAddress, targets.baseAddress,
                        order == nil ? nil : rows.baseAddress, data.rowCount, rate, &loss, &finished)
                }
            }
        }
    }
}
