/// Encoded rows in a file: what does not fit into memory is read again whenever it is wanted.
///
/// Every row is one record: features, targets, weight.
final class ScratchRows<S: Scalar>: BatchSource {
    let rowCount: Int
    let inputShape: Shape
    let targetCount: Int
    let hasWeights: Bool
    /// Each row's class as its targets encode it; `nil` where they encode none.
    let classes: [Int]?
    private let file: ScratchFile

    /// How many bytes it takes on the disk.
    var byteCount: Int { file.byteCount }

    private static var size: Int { MemoryLayout<S>.stride }
    /// How many bytes are encoded at a time.
    private static var chunkSize: Int { 1 << 22 }

    /// Encodes rows of a table chunk by chunk. The numbers are those that the rows have when all are encoded at once.
    init(
        _ table: Table, rows: [Int], by preprocessor: Preprocessor, targetEncoding: TargetEncoding,
        in folder: String
    ) throws {
        let kept = try preprocessor.trainingRows(of: table, among: rows)
        file = try ScratchFile(in: folder)
        rowCount = kept.count
        inputShape = [preprocessor.inputCount]
        targetCount = preprocessor.targetCount
        let width = preprocessor.inputCount + preprocessor.targetCount + 1
        let chunk = max(16, Self.chunkSize / (width * Self.size))
        var classes: [Int]? = []
        var hasWeights = false
        for begin in stride(from: 0, to: kept.count, by: chunk) {
            let part = Array(kept[begin..<min(begin + chunk, kept.count)])
            // Which rows count has been decided: these do.
            let data: Dataset<S> = try preprocessor.dataset(
                from: table, rows: part, as: S.self, for: .evaluation)
            hasWeights = data.weights != nil
            let partClasses = data.classes(targetEncoding)
            if let partClasses { classes?.append(contentsOf: partClasses) } else { classes = nil }
            try Self.write(data, to: file)
        }
        self.hasWeights = hasWeights
        self.classes = classes
    }

    private static func write(_ data: Dataset<S>, to file: ScratchFile) throws {
        let (inputs, targets) = (data.inputShape.count, data.targetCount)
        var records: [S] = []
        records.reserveCapacity(data.rowCount * (inputs + targets + 1))
        for row in 0..<data.rowCount {
            records += data.features[(row * inputs)..<((row + 1) * inputs)]
            records += data.targets[(row * targets)..<((row + 1) * targets)]
            if let weights = data.weights { records.append(weights[row]) }
        }
        let offset = try file.reserve(records.count * size)
        try records.withUnsafeBytes { bytes in try file.write(bytes, at: offset) }
    }

    func gather(_ pass: BatchRequest<S>) throws {
        let (inputs, targets, weights) = (inputShape.count, targetCount, hasWeights ? 1 : 0)
        let record = (inputs + targets + weights) * Self.size
        func bytes(_ start: UnsafeMutablePointer<S>, _ count: Int) -> UnsafeMutableRawBufferPointer {
            UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: start, count: count))
        }
        for (index, row) in pass.rows.enumerated() {
            try file.read(
                at: row * record, into: bytes(pass.features + index * inputs, inputs),
                bytes(pass.targets + index * targets, targets), bytes(pass.weights + index, weights))
        }
    }
}
