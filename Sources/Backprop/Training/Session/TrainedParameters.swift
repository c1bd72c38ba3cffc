/// The part of a parameter vector that training changes: a range, without the frozen layers inside of it.
final class TrainedParameters<S: Scalar> {
    /// The smallest range with the parameters of all layers that are trained.
    let range: Range<Int>

    /// The parameters of the frozen layers within the range.
    private let frozen: [Range<Int>]

    private let kept: UnsafeMutablePointer<S>

    /// Finds the parameters of the layers that are not frozen.
    init(_ layout: ParameterLayout, frozen layers: FrozenLayers?) {
        let offsets = layout.layerOffsets
        let ranges = zip(offsets, offsets.dropFirst()).map { $0..<$1 }
        let trained = ranges.indices.filter { !ranges[$0].isEmpty && layers?.contains($0 + 1) != true }
        guard layers != nil, let first = trained.first, let last = trained.last else {
            (range, frozen, kept) = (0..<layout.count, [], .zeros(0))
            return
        }
        range = ranges[first].lowerBound..<ranges[last].upperBound
        frozen = (first...last).filter { !trained.contains($0) }.map { ranges[$0] }
        kept = .zeros(frozen.reduce(0) { $0 + $1.count })
    }

    deinit {
        kept.deallocate()
    }

    /// Sets the gradient with respect to frozen parameters to zero.
    func clearFrozen(_ gradients: UnsafeMutablePointer<S>) {
        for range in frozen { (gradients + range.lowerBound).update(repeating: 0, count: range.count) }
    }

    /// Calls a function that may change all parameters of the range, and restores the frozen ones.
    func keepingFrozen(_ parameters: UnsafeMutablePointer<S>, _ update: () -> Void) {
        forEachFrozen { kept, range in kept.update(from: parameters + range.lowerBound, count: range.count) }
        update()
        forEachFrozen { kept, range in
            (parameters + range.lowerBound).update(from: kept, count: range.count)
        }
    }

    private func forEachFrozen(_ body: (UnsafeMutablePointer<S>, Range<Int>) -> Void) {
        var offset = 0
        for range in frozen {
            body(kept + offset, range)
            offset += range.count
        }
    }
}
