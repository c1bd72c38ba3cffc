import Backprop

/// A writer of a sentence for each image, from its name and its class: `Image 1 -> Label 7`.
final class ImageSentenceWriter: SheetWriter {
    private let output: ByteOutput

    init(to output: @escaping ByteOutput) { self.output = output }

    func write(header: [String]) {}

    func write(row: [SheetCell]) throws {
        guard row.count > 1, case .text(let name) = row[0], case .text(let label) = row[1] else { return }
        let image = Int(name) == nil ? name : "Image \(name)"
        try output(Array("\(image) -> Label \(label)\n".utf8))
    }

    func finish() {}
}
