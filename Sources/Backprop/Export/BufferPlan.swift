/// The buffers of a network's values in source code: values that are never needed at once share one.
struct BufferPlan {
    /// The buffer of each value.
    let buffers: [Int]
    /// The number of elements of each buffer.
    let counts: [Int]

    init(_ network: PortableNetwork) {
        var lastUse = [Int](repeating: -1, count: network.valueCounts.count)
        for (index, step) in network.steps.enumerated() {
            for value in step.inputs { lastUse[value] = index }
        }
        lastUse[network.outputValue] = network.steps.count
        var buffers = [0]
        var counts = [network.valueCounts[0]]
        var free: [Int] = []
        for (index, step) in network.steps.enumerated() {
            let ending = Set(step.inputs.filter { lastUse[$0] == index })
            let count = network.valueCounts[step.output]
            if step.operation.isElementwise, let value = step.inputs.first(where: ending.contains) {
                buffers.append(buffers[value])
                free += ending.subtracting([value]).map { buffers[$0] }
                continue
            }
            // The largest of the free ones, so that few grow.
            if let buffer = free.max(by: { (counts[$0], $1) < (counts[$1], $0) }) {
                free.removeAll { $0 == buffer }
                counts[buffer] = max(counts[buffer], count)
                buffers.append(buffer)
            } else {
                counts.append(count)
                buffers.append(counts.count - 1)
            }
            free += ending.map { buffers[$0] }.sorted()
        }
        (self.buffers, self.counts) = (buffers, counts)
    }
}

extension PortableOperation {
    /// Whether an element of the result depends on the elements of the same index alone, so that it can replace one.
    fileprivate var isElementwise: Bool {
        switch self {
        case .activate, .shiftAndScale, .scale, .blend, .softmax: true
        default: false
        }
    }
}
