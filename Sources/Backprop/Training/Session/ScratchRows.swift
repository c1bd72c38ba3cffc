/// Encoded rows in a file: data that do not fit into memory are read again for every use.
///
/// Every row is one record: features, targets, weight.
final class ScratchRows<S: Scalar>: BatchSource {
    let rowCount: Int
    let inputShape: Shape
    let targetCount: Int
    let hasWeights: Bool
    private let file: ScratchFile

    /// The number of bytes on the disk.
    var byteCount: Int { file.byteCount }

    private static var size: Int { MemoryLayout<S>.stride }
    /// The number of bytes encoded at a time.
    private static var chunkSize: Int { 1 << 22 }

    /// Encodes raw rows chunk by chunk. The numbers are those that the rows have when all are encoded at once.
    init(
        _ raw: any RawRows, indices: [Int], by input: ModelInput, for recipe: Recipe, in folder: String
    ) throws {
        let kept = try raw.trainingRows(among: indices, by: input)
        file = try ScratchFile(in: folder)
        rowCount = kept.count
        func encoded(_ rows: [Int]) throws -> Dataset<S> {
            // Which rows count has been decided: these do.
            try Dataset(
                copying: raw.encoded(rows, by: input, for: recipe, purpose: .evaluation, as: S.self))
        }
        let first = try encoded(Array(kept.prefix(1)))
        (inputShape, targetCount, hasWeights) = (first.inputShape, first.targetCount, first.hasWeights)
        let width = inputShape.count + targetCount + 1
        let chunk = max(16, Self.chunkSize / (width * Self.size))
        for begin in stride(from: 0, to: kept.count, by: chunk) {
            try Self.write(encoded(Array(kept[begin..<min(begin + chunk, kept.count)])), to: file)
        }
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
