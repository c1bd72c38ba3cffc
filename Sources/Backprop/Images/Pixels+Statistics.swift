extension Pixels {
    /// Returns the largest value that pixels can have: 255 for those of image files, else the largest magnitude in the
    /// rows.
    func span(_ rows: [Int]?, width: Int) -> Double {
        guard case .numbers(let values) = self else { return 255 }
        var largest: Float = 0
        forEachRow(rows, width: width) { start in
            for index in start..<(start + width) { largest = Swift.max(largest, abs(values[index])) }
        }
        return largest > 0 ? Double(largest) : 1
    }

    /// Returns the mean and the standard deviation of each channel over the rows.
    func moments(_ rows: [Int]?, width: Int, channels: Int) -> [(mean: Double, deviation: Double)] {
        (0..<channels).map { channel in
            let sums = sums(rows, width: width, channel: channel, channels: channels)
            let mean = sums.sum / Double(Swift.max(1, sums.count))
            let variance = sums.squares / Double(Swift.max(1, sums.count)) - mean * mean
            return (mean, Swift.max(0, variance).squareRoot())
        }
    }

    /// Bytes are counted exactly, in whole numbers; other numbers are summed in the order of the rows.
    private func sums(
        _ rows: [Int]?, width: Int, channel: Int, channels: Int
    ) -> (count: Int, sum: Double, squares: Double) {
        var count = 0
        switch self {
        case .bytes(let values):
            var (sum, squares) = (0, 0)
            values.withUnsafeBufferPointer { values in
                forEachRow(rows, width: width) { start in
                    for index in stride(from: start + channel, to: start + width, by: channels) {
                        let value = Int(values[index])
                        sum &+= value
                        squares &+= value &* value
                    }
                    count += width / channels
                }
            }
            return (count, Double(sum), Double(squares))
        case .numbers(let values):
            var (sum, squares) = (0.0, 0.0)
            values.withUnsafeBufferPointer { values in
                forEachRow(rows, width: width) { start in
                    for index in stride(from: start + channel, to: start + width, by: channels) {
                        let value = Double(values[index])
                        sum += value
                        squares += value * value
                    }
                    count += width / channels
                }
            }
            return (count, sum, squares)
        }
    }

    /// Calls with the index of each row's first value.
    private func forEachRow(_ rows: [Int]?, width: Int, _ body: (Int) -> Void) {
        if let rows {
            for row in rows { body(row * width) }
        } else {
            for start in stride(from: 0, to: count, by: width) { body(start) }
        }
    }
}
