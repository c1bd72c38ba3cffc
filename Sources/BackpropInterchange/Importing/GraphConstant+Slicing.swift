extension GraphConstant {
    /// A part of an axis: its beginning, the index before which it ends, and the way from element to element.
    struct Slice {
        let start, end, step: Int

        /// Returns the indices of the part of an axis. Negative limits count from the end, and those beyond it are moved.
        func indices(count: Int) -> [Int] {
            let bounds = step > 0 ? (0...count) : (-1...max(-1, count - 1))
            func bounded(_ limit: Int) -> Int {
                min(max(bounds.lowerBound, limit < 0 ? limit + count : limit), bounds.upperBound)
            }
            // A longer step leaves the axis as well, and its sums do not overflow.
            let step = min(max(-count - 1, step), count + 1)
            return Array(stride(from: bounded(start), to: bounded(end), by: step))
        }
    }

    /// Returns a part along each of some axes, and all of the other axes.
    func sliced(_ slices: [Int: Slice]) -> GraphConstant {
        var extents: [Int] = []
        var offsets = [0]
        for (axis, size) in sizes.enumerated() {
            let indices = slices[axis]?.indices(count: size) ?? Array(0..<size)
            extents.append(indices.count)
            offsets = offsets.flatMap { offset in indices.map { offset * size + $0 } }
        }
        return GraphConstant(sizes: extents, numbers: offsets.map { numbers[$0] }, isInteger: isInteger)
    }
}

extension ONNXImporter {
    /// Returns a part of a constant.
    func sliced(_ node: NodeView, _ inputs: [GraphConstant]) throws(ONNXImportError) -> GraphConstant {
        let value = inputs[0]
        func limits(_ index: Int, _ name: String) -> [Int]? {
            index < inputs.count ? inputs[index].integers : node.integers(name)
        }
        let (starts, ends) = (limits(1, "starts") ?? [], limits(2, "ends") ?? [])
        let axes = (limits(3, "axes") ?? Array(starts.indices)).map { $0 < 0 ? $0 + value.sizes.count : $0 }
        let steps = limits(4, "steps") ?? starts.map { _ in 1 }
        guard !starts.isEmpty, [ends.count, axes.count, steps.count].allSatisfy({ $0 == starts.count }),
            axes.allSatisfy(value.sizes.indices.contains), Set(axes).count == axes.count,
            !steps.contains(0), !value.numbers.isEmpty
        else { throw node.refused("its limits are not those of a constant") }
        let slices = starts.indices.map { index in
            (axes[index], GraphConstant.Slice(start: starts[index], end: ends[index], step: steps[index]))
        }
        return value.sliced(Dictionary(uniqueKeysWithValues: slices))
    }
}
