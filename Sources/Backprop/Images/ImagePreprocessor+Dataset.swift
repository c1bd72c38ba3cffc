extension ImagePreprocessor {
    /// Returns the features of images: those of `rows`, or of all.
    ///
    /// - Throws: ``ImageError`` if the images have another shape.
    public func features<S: Scalar>(
        of images: ImageSet, rows: [Int]? = nil, as scalar: S.Type = S.self
    ) throws(ImageError) -> [S] {
        try check(images)
        let width = shape.count
        let chosen = rows ?? Array(0..<images.count)
        return [S](unsafeUninitializedCapacity: chosen.count * width) { buffer, count in
            switch images.pixels {
            case .bytes(let values): fill(buffer, chosen, from: bytesTable(as: S.self), values)
            case .numbers(let values): fill(buffer, chosen, values)
            }
            count = chosen.count * width
        }
    }

    /// Returns images and their classes as numbers.
    ///
    /// - Throws: ``ImageError`` if the images have another shape, no labels, or a label that is unknown here.
    public func dataset<S: Scalar>(
        of images: ImageSet, rows: [Int]? = nil, input: Shape? = nil, as scalar: S.Type = S.self
    ) throws(ImageError) -> Dataset<S> {
        let classes = try classIndices(of: images)
        let chosen = rows ?? Array(0..<images.count)
        var targets = [S](repeating: 0, count: chosen.count * targetCount)
        for (index, row) in chosen.enumerated() {
            switch targetEncoding {
            case .binary: targets[index] = S(classes[row])
            default: targets[index * targetCount + classes[row]] = 1
            }
        }
        return Dataset(
            inputShape: input ?? shape, targetCount: targetCount,
            features: try features(of: images, rows: rows), targets: targets)
    }

    /// Returns the class of each image, an index into ``classLabels``.
    ///
    /// - Throws: ``ImageError`` if there are no labels, or a label is not in ``classLabels``.
    public func classIndices(of images: ImageSet) throws(ImageError) -> [Int] {
        guard let classes = images.classes else { throw .unlabelled(images.source) }
        let vocabulary = LabelVocabulary(labels: classLabels)
        let translated = images.classLabels.map(vocabulary.index(of:))
        return try classes.enumerated().map { (image, index) throws(ImageError) in
            guard let known = translated[index] else {
                throw ImageError(
                    .unknownLabel, source: images.source,
                    problem:
                        "The label of \(images.name(of: image)) is \(quoted(images.classLabels[index])), which the model does not know.",
                    remedy: "It knows \(Self.list(classLabels)).")
            }
            return known
        }
    }

    /// Refuses images of another shape.
    func check(_ images: ImageSet) throws(ImageError) {
        guard images.shape == shape else {
            throw ImageError(
                .sizeMismatch, source: images.source,
                problem: "The images are \(images.shape), but the model takes \(shape).",
                remedy: "Give them the model's size and channels, or train with these.",
                advice: .resizeForModel)
        }
    }

    /// Returns the first dozen labels as text.
    static func list(_ labels: [String]) -> String {
        labels.prefix(12).joined(separator: ", ")
            + (labels.count > 12 ? " and \(labels.count - 12) more" : "")
    }

    /// Returns the scaled value of each of the 256 bytes, one row per channel.
    private func bytesTable<S: Scalar>(as scalar: S.Type) -> [S] {
        var table: [S] = []
        table.reserveCapacity(shape[2] * 256)
        for channel in 0..<shape[2] {
            let (center, scale) = (centers[channel], scales[channel])
            for byte in 0..<256 {
                let scaled: Double = (Double(byte) - center) / scale
                table.append(S(scaled))
            }
        }
        return table
    }

    private func fill<S: Scalar>(
        _ buffer: UnsafeMutableBufferPointer<S>, _ rows: [Int], from table: [S], _ values: [UInt8]
    ) {
        let (width, channels) = (shape.count, shape[2])
        values.withUnsafeBufferPointer { values in
            table.withUnsafeBufferPointer { table in
                for (index, row) in rows.enumerated() {
                    var channel = 0
                    for offset in 0..<width {
                        buffer[index &* width &+ offset] =
                            table[
                                channel &* 256 &+ Int(values[row &* width &+ offset])]
                        channel = channel &+ 1 == channels ? 0 : channel &+ 1
                    }
                }
            }
        }
    }

    private func fill<S: Scalar>(
        _ buffer: UnsafeMutableBufferPointer<S>, _ rows: [Int], _ values: [Float]
    ) {
        let (width, channels) = (shape.count, shape[2])
        values.withUnsafeBufferPointer { values in
            for (index, row) in rows.enumerated() {
                for offset in 0..<width {
                    let channel = offset % channels
                    let value = (Double(values[row * width + offset]) - centers[channel]) / scales[channel]
                    buffer[index * width + offset] = S(value)
                }
            }
        }
    }
}

extension ImageError {
    /// Labels are needed but missing.
    static func unlabelled(_ source: String) -> ImageError {
        ImageError(
            .noLabels, source: source, problem: "The labels of the images are not known.",
            remedy: "Add them, or use a folder with one subfolder for each class.", advice: .addLabels)
    }
}
