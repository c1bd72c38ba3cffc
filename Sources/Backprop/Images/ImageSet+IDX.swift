extension ImageSet {
    /// Reads an IDX file of images, plain or gzipped: rank 3 for gray ones, rank 4 with the channels last.
    ///
    /// - Throws: ``ImageError``; the header is checked against the size of the file before any memory is allocated.
    public init(idx path: String) throws(ImageError) {
        let file = try ImageBytes(path: path)
        let header = try IDXHeader(file)
        let extents = header.extents
        guard extents.count == 3 || extents.count == 4 else {
            throw ImageError(
                .sizeMismatch, source: file.name,
                problem:
                    "Images have a rank of 3 (count, height, width) or 4 (with channels), but the IDX file has rank \(extents.count).",
                remedy: extents.count == 1
                    ? "This is probably the file of labels; give the one of images."
                    : "Give a file of images.")
        }
        guard header.valueCount > 0 else {
            throw ImageError(
                .noImages, source: file.name, problem: "There are no images in the file.",
                remedy: "Give a file with at least one.")
        }
        let shape = Shape(Array(extents[1...]) + (extents.count == 3 ? [1] : []))
        self.init(source: file.name, shape: shape, pixels: try Self.pixels(file, header))
    }

    /// Reads an IDX file of labels: whole numbers, rank 1.
    public static func labels(idx path: String) throws(ImageError) -> [String] {
        let file = try ImageBytes(path: path)
        let header = try IDXHeader(file)
        guard header.extents.count == 1 else {
            throw ImageError(
                .sizeMismatch, source: file.name,
                problem: "Labels have a rank of 1, but the IDX file has rank \(header.extents.count).",
                remedy: header.extents.count == 3
                    ? "This is probably the file of images; give the one of labels."
                    : "Give a file of labels.")
        }
        switch try pixels(file, header) {
        case .bytes(let values): return values.map { "\($0)" }
        case .numbers(let values):
            return try values.enumerated().map { (index, value) throws(ImageError) in
                guard let label = Int(exactly: value) else {
                    throw .damaged(file.name, "Label \(index + 1) is \(value), but labels are whole numbers.")
                }
                return "\(label)"
            }
        }
    }

    /// Returns the images with the labels of an IDX file.
    ///
    /// - Throws: ``ImageError`` if there are more or fewer labels than images.
    public func labelled(byIDX path: String) throws(ImageError) -> ImageSet {
        let labels = try Self.labels(idx: path)
        guard labels.count == count else {
            throw ImageError(
                .countMismatch, source: path,
                problem: "There are \(labels.count) labels for the \(count) images of \(source).",
                remedy: "Give the labels that belong to these images.")
        }
        return labelled(labels)
    }

    private static func pixels(_ file: ImageBytes, _ header: IDXHeader) throws(ImageError) -> Pixels {
        let size = header.element.size
        let bytes = try file.read(header.valueCount * size)
        guard bytes.count == header.valueCount * size else {
            throw .damaged(
                file.name,
                "The IDX header declares \(header.valueCount) values, but the file ends after \(bytes.count / size)."
            )
        }
        guard try file.read(1).isEmpty else {
            throw .damaged(
                file.name,
                "The file continues after the \(header.valueCount) values that the IDX header declares.")
        }
        if header.element == .unsignedByte { return .bytes(bytes) }
        let numbers = (0..<header.valueCount).map { number(bytes, at: $0 * size, header.element) }
        if let index = numbers.firstIndex(where: { !$0.isFinite }) {
            throw .damaged(file.name, "Value \(index + 1) is \(numbers[index]), which no pixel can be.")
        }
        return .numbers(numbers)
    }

    private static func number(_ bytes: [UInt8], at index: Int, _ element: IDXHeader.Element) -> Float {
        let word = bytes[index..<(index + element.size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch element {
        case .unsignedByte: return Float(word)
        case .signedByte: return Float(Int8(truncatingIfNeeded: word))
        case .short: return Float(Int16(truncatingIfNeeded: word))
        case .int: return Float(Int32(truncatingIfNeeded: word))
        case .float: return Float(bitPattern: UInt32(truncatingIfNeeded: word))
        case .double: return Float(Double(bitPattern: word))
        }
    }
}
