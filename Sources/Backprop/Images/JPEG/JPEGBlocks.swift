/// A reader of the blocks of a scan.
struct JPEGBlocks {
    let scan: JPEGScan
    let isProgressive: Bool
    var bits: JPEGBits
    /// The last DC coefficient of each component of the scan.
    private var predictions: [Int]
    /// The number of further blocks without coefficients in this scan.
    private var emptyBlocks = 0

    init(_ scan: JPEGScan, isProgressive: Bool, bits: JPEGBits) {
        self.scan = scan
        self.isProgressive = isProgressive
        self.bits = bits
        predictions = Array(repeating: 0, count: scan.components.count)
    }

    /// Starts again after a restart marker; returns false if there is none.
    mutating func restart() -> Bool {
        for index in predictions.indices { predictions[index] = 0 }
        emptyBlocks = 0
        return bits.restart()
    }

    /// Reads one block; returns false if the bits are invalid.
    mutating func read(
        _ block: UnsafeMutablePointer<Int16>, component: Int, dc: JPEGHuffman?, ac: JPEGHuffman?
    ) -> Bool {
        if scan.first == 0 {
            if scan.high > 0 {
                if bits.take(1) == 1 { block[0] |= 1 << scan.low }
            } else {
                guard let size = dc?.decode(&bits), size <= 15 else { return false }
                predictions[component] += bits.takeSigned(size)
                guard abs(predictions[component]) < 1 << 16 else { return false }
                block[0] = Int16(truncatingIfNeeded: predictions[component] << scan.low)
            }
        }
        guard scan.last > 0, let ac else { return scan.last == 0 }
        return scan.high > 0 ? refine(block, ac) : readFirst(block, ac)
    }

    /// Reads the coefficients after the first, for the first time; sections F.2.2.2 and G.1.2.2.
    private mutating func readFirst(_ block: UnsafeMutablePointer<Int16>, _ ac: JPEGHuffman) -> Bool {
        if emptyBlocks > 0 {
            emptyBlocks -= 1
            return true
        }
        var position = max(1, scan.first)
        while position <= scan.last {
            guard let symbol = ac.decode(&bits) else { return false }
            let (run, size) = (symbol >> 4, symbol & 15)
            if size == 0 {
                if run == 15 {
                    position += 16
                    continue
                }
                guard isProgressive || run == 0 else { return false }
                emptyBlocks = 1 << run - 1 + (run > 0 ? bits.take(run) : 0)
                return true
            }
            position += run
            guard position <= scan.last else { return false }
            block[JPEGScan.zigzag[position]] = Int16(truncatingIfNeeded: bits.takeSigned(size) << scan.low)
            position += 1
        }
        return position <= scan.last + 1 || scan.last == 63
    }

    /// Reads one further bit of coefficients that came before, and new ones that were too small; section G.1.2.3.
    private mutating func refine(_ block: UnsafeMutablePointer<Int16>, _ ac: JPEGHuffman) -> Bool {
        var position = max(1, scan.first)
        if emptyBlocks == 0 {
            while position <= scan.last {
                guard let symbol = ac.decode(&bits) else { return false }
                let (run, size) = (symbol >> 4, symbol & 15)
                var value: Int16 = 0
                if size > 0 {
                    guard size == 1 else { return false }
                    value = bits.take(1) == 1 ? 1 << scan.low : -1 << scan.low
                } else if run < 15 {
                    emptyBlocks = 1 << run + (run > 0 ? bits.take(run) : 0)
                    break
                }
                position = skipZeros(run, block, from: position)
                guard position <= scan.last || value == 0 else { return false }
                if value != 0 { block[JPEGScan.zigzag[position]] = value }
                position += 1
            }
        }
        if emptyBlocks > 0 {
            _ = skipZeros(64, block, from: position)
            emptyBlocks -= 1
        }
        return true
    }

    /// Continues until `count` coefficients that are still zero were passed, and then to the next zero one.
    /// Coefficients that are not zero get their bit.
    private mutating func skipZeros(
        _ count: Int, _ block: UnsafeMutablePointer<Int16>, from start: Int
    ) -> Int {
        var (position, left) = (start, count)
        let bit: Int16 = 1 << scan.low
        while position <= scan.last {
            let index = JPEGScan.zigzag[position]
            if block[index] == 0 {
                if left == 0 { return position }
                left -= 1
            } else if bits.take(1) == 1, abs(Int(block[index])) & Int(bit) == 0 {
                block[index] &+= block[index] > 0 ? bit : -bit
            }
            position += 1
        }
        return position
    }
}
