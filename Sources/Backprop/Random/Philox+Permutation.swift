// Shuffles as a function of (seed, stream, count).

extension Philox {
    /// Returns the numbers `0 ..< count` in an order drawn uniformly from all orders.
    ///
    /// Fisher and Yates's shuffle in Durstenfeld's form (CACM 7(7), 1964): for i from `count - 1` down to 1, element
    /// i is swapped with element `below(i + 1)`. The draws are those of a ``PhiloxGenerator`` that starts at the
    /// stream's first element.
    ///
    /// - Parameter count: at least 0.
    public func permutation(of count: Int) -> [Int] {
        precondition(count >= 0, "a permutation has no fewer than 0 elements")
        var indices = [Int](repeating: 0, count: count)
        fillPermutation(&indices)
        return indices
    }

    /// Overwrites `indices` with ``permutation(of:)`` of `indices.count`, without allocating.
    public func fillPermutation(_ indices: inout [Int]) {
        indices.withUnsafeMutableBufferPointer { fillPermutation($0) }
    }

    /// Overwrites `indices` with ``permutation(of:)`` of `indices.count`, without allocating.
    public func fillPermutation(_ indices: UnsafeMutableBufferPointer<Int>) {
        for index in 0..<indices.count { indices[index] = index }
        shuffle(indices)
    }

    /// Reorders the elements as ``permutation(of:)`` describes: afterwards position k holds the previous element at
    /// position `permutation(of: elements.count)[k]`. Does not allocate.
    public func shuffle<Element>(_ elements: UnsafeMutableBufferPointer<Element>) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: PhiloxReader.wordCount) { words in
            var reader = PhiloxReader(self, expecting: elements.count - 1, words)
            for index in stride(from: elements.count - 1, to: 0, by: -1) {
                elements.swapAt(index, Int(Philox.below(UInt64(index) + 1) { reader.next() }))
            }
        }
    }
}

/// The elements of ``PhiloxGenerator`` from the first on, computed many at a time.
private struct PhiloxReader {
    /// The maximum number of words computed at a time: four per block, two blocks for four elements.
    static let wordCount = 128

    private let source: Philox
    private let words: UnsafeMutableBufferPointer<UInt32>
    private var block: UInt64 = 0
    private var (offset, end) = (0, 0)
    private var expected: Int

    /// - Parameter expecting: the approximate number of elements to be read.
    init(_ source: Philox, expecting count: Int, _ words: UnsafeMutableBufferPointer<UInt32>) {
        (self.source, self.words, expected) = (source, words, max(1, count))
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        if offset == end { fill() }
        defer { offset += 2 }
        return UInt64(words[offset]) | UInt64(words[offset + 1]) << 32
    }

    private mutating func fill() {
        let blocks = min(words.count / 4, max(1, (expected + 1) / 2))
        source.fillBlocks(from: block, count: blocks, words.baseAddress!)
        block += UInt64(blocks)
        expected -= 2 * blocks
        (offset, end) = (0, 4 * blocks)
    }
}
