import CKernels

// Consecutive elements: each block of words is computed once instead of twice or four times.

extension Philox {
    /// Writes the numbers in [0, 1) of elements `0 ..< values.count`; each equals ``unit(at:)``.
    package func fillUnit(_ values: UnsafeMutableBufferPointer<Double>) {
        fill(values, Philox.unit)
    }

    /// Writes the standard normal deviates of elements `0 ..< values.count`; each equals ``normal(at:)``.
    package func fillNormal(_ values: UnsafeMutableBufferPointer<Double>) {
        fill(values, Philox.normal)
    }

    /// Writes 32-bit elements `0 ..< words.count`; each equals ``word(at:)``.
    package func fillWords(_ words: UnsafeMutableBufferPointer<UInt32>) {
        let whole = words.count / 4
        if let first = words.baseAddress { fillBlocks(from: 0, count: whole, first) }
        for index in 4 * whole..<words.count { words[index] = word(at: UInt64(index)) }
    }

    /// Writes the words of `count` blocks from block `index` on, four words per block.
    func fillBlocks(from index: UInt64, count: Int, _ words: UnsafeMutablePointer<UInt32>) {
        bp_random_words(seed, stream, index, count, words)
    }

    @inline(__always)
    private func fill(_ values: UnsafeMutableBufferPointer<Double>, _ value: (UInt64) -> Double) {
        var index = 0
        while index < values.count {
            let block = block(at: UInt64(index >> 1))
            values[index] = value(Philox.pair(of: block, 0))
            if index + 1 < values.count {
                values[index + 1] = value(Philox.pair(of: block, 1))
            }
            index += 2
        }
    }
}
