/// The offset of each buffer of a program in its one allocation, in values.
struct MemoryPlan {
    /// Each layer's output.
    private(set) var outputs: [Int] = []

    /// The offsets of the values that each layer keeps for the backward pass.
    private(set) var scratch: [Int] = []

    /// The two buffers that gradients with respect to outputs take in turn.
    private(set) var gradients = [0, 0]

    /// The values in all.
    private(set) var count = 0

    /// The alignment of buffers, in values, so that none shares a cache line with another.
    private static let alignment = 16

    /// - Parameter keepsAll: Whether each layer's output stays until the way back; otherwise two
    ///   buffers serve all layers in turn.
    init(_ places: [ScheduledLayer], batchSize: Int, keepsAll: Bool) {
        let largest = places.map { max($0.input.count, $0.output.count) }.max() ?? 0
        let shared = keepsAll ? [] : [reserve(batchSize * largest), reserve(batchSize * largest)]
        for (index, place) in places.enumerated() {
            outputs.append(keepsAll ? reserve(batchSize * place.output.count) : shared[index % 2])
            scratch.append(reserve(place.layer.scratchCount(for: place.input, rows: batchSize)))
        }
        if keepsAll {
            gradients = [reserve(batchSize * largest), reserve(batchSize * largest)]
        }
    }

    private mutating func reserve(_ values: Int) -> Int {
        defer { count += (values + Self.alignment - 1) / Self.alignment * Self.alignment }
        return count
    }
}
