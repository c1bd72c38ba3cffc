// Shuffles as a function of (seed, stream, count).

extension Philox {
    /// The numbers `0 ..< count` in an order drawn uniformly from all orders.
    ///
    /// Fisher and Yates's shuffle as Durstenfeld wrote it (CACM 7(7), 1964): for i from `count - 1` down
    /// to 1, element i changes places with element `below(i + 1)`, the draws being those of a
    /// ``PhiloxGenerator`` that starts at the stream's first element.
    ///
    /// - Parameter count: at least 0.
    public func permutation(of count: Int) -> [Int] {
        precondition(count >= 0, "a permutation has no fewer than 0 elements")
        var indices = [Int](repeating: 0, count: count)
        fillPermutation(&indices)
        return indices
    }

    /// Writes ``permutation(of:)`` of `indices.count` over what `indices` holds, without allocating.
    public func fillPermutation(_ indices: inout [Int]) {
        indices.withUnsafeMutableBufferPointer { fillPermutation($0) }
    }

    /// Writes ``permutation(of:)`` of `indices.count` over what `indices` holds, without allocating.
    public func fillPermutation(_ indices: UnsafeMutableBufferPointer<Int>) {
        for index in 0..<indices.count { indices[index] = index }
        shuffle(indices)
    }

    /// Puts the elements that are there into the order that ``permutation(of:)`` describes: afterwards
    /// place k holds what place `permutation(of: elements.count)[k]` held. Does not allocate.
    public func shuffle<Element>(_ elements: UnsafeMutableBufferPointer<Element>) {
        var generator = PhiloxGenerator(self)
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, Int(generator.below(UInt64(index) + 1)))
        }
    }
}
