extension Raster {
    /// Returns the image after a conversion: first to gray or other channels, then to another size.
    public func converted(_ conversion: ImageConversion, channels: Int? = nil) -> Raster {
        let image = (conversion.isGray ? gray() : self).withChannels(
            channels ?? (conversion.isGray ? 1 : self.channels))
        guard let height = conversion.height, let width = conversion.width else { return image }
        return image.resized(height: height, width: width)
    }

    /// Returns the image with one to four channels: gray is repeated, opacity is dropped or full, colors become their
    /// brightness.
    package func withChannels(_ number: Int) -> Raster {
        precondition((1...4).contains(number), "an image has one to four channels")
        if number == channels { return self }
        let hasColor = channels > 2
        let source = hasColor && number < 3 ? gray() : self
        var result = [UInt8](repeating: 255, count: height * width * number)
        for pixel in 0..<(height * width) {
            for channel in 0..<(number < 3 ? 1 : 3) {
                result[pixel * number + channel] =
                    source.bytes[pixel * source.channels + (hasColor && number > 2 ? channel : 0)]
            }
        }
        return Raster(height: height, width: width, channels: number, bytes: result)
    }

    /// Returns the brightness of each pixel, 0.299 R + 0.587 G + 0.114 B, rounded; opacity is dropped.
    ///
    /// Source: ITU-R BT.601-7, section 2.5.1.
    public func gray() -> Raster {
        guard channels > 1 else { return self }
        let values = (0..<(height * width)).map { pixel -> UInt8 in
            let offset = pixel * channels
            if channels == 2 { return bytes[offset] }
            let (red, green, blue) = (Int(bytes[offset]), Int(bytes[offset + 1]), Int(bytes[offset + 2]))
            return UInt8((19_595 * red + 38_470 * green + 7_471 * blue + 32_768) >> 16)
        }
        return Raster(height: height, width: width, channels: 1, bytes: values)
    }

    /// Returns the image in another size. Each new pixel is the mean of the old ones around it, weighted by a triangle.
    /// The triangle is two pixels wide, or two new pixels if these are larger.
    public func resized(height newHeight: Int, width newWidth: Int) -> Raster {
        precondition(newHeight > 0 && newWidth > 0, "an image has at least one pixel")
        if newHeight == height && newWidth == width { return self }
        let across = Self.weights(from: width, to: newWidth)
        let down = Self.weights(from: height, to: newHeight)
        let length = newWidth * channels
        var result = [UInt8](repeating: 0, count: newHeight * length)
        // Only the lines that the next new one needs are in memory.
        var lines: [[Double]] = []
        var firstLine = 0
        for (row, part) in down.enumerated() {
            lines.removeFirst(min(lines.count, part.first - firstLine))
            firstLine = part.first
            while lines.count < part.weights.count {
                lines.append(narrowed(row: firstLine + lines.count, across))
            }
            for index in 0..<length {
                var sum = 0.0
                for (offset, weight) in part.weights.enumerated() { sum += weight * lines[offset][index] }
                result[row * length + index] = UInt8(min(255, max(0, sum.rounded())))
            }
        }
        return Raster(height: newHeight, width: newWidth, channels: channels, bytes: result)
    }

    /// Returns one row in another width.
    private func narrowed(row: Int, _ across: [(first: Int, weights: [Double])]) -> [Double] {
        var line = [Double](repeating: 0, count: across.count * channels)
        for (column, part) in across.enumerated() {
            for channel in 0..<channels {
                var sum = 0.0
                for (offset, weight) in part.weights.enumerated() {
                    sum += weight * Double(bytes[(row * width + part.first + offset) * channels + channel])
                }
                line[column * channels + channel] = sum
            }
        }
        return line
    }

    /// Returns, for each new position, the first old one that counts, and the weights from there on, which sum to 1.
    private static func weights(from old: Int, to new: Int) -> [(first: Int, weights: [Double])] {
        let scale = Double(old) / Double(new)
        let radius = max(1, scale)
        return (0..<new).map { index -> (first: Int, weights: [Double]) in
            let center: Double = (Double(index) + 0.5) * scale
            let lowest: Double = (center - radius + 0.5).rounded(.down)
            let highest: Double = (center + radius + 0.5).rounded(.down)
            let first = max(0, Int(lowest))
            let end = min(old, Int(highest))
            let raw = (first..<max(end, first + 1)).map { position -> Double in
                let distance: Double = abs(Double(position) + 0.5 - center)
                return max(0, 1 - distance / radius)
            }
            let sum = raw.reduce(0, +)
            let weights = sum > 0 ? raw.map { $0 / sum } : raw.map { _ in 1 / Double(raw.count) }
            return (first, weights)
        }
    }
}

extension ImageSet {
    /// Returns every image after a conversion; images of numbers, such as those of tables, stay unchanged.
    public func converted(_ conversion: ImageConversion, channels: Int? = nil) -> ImageSet {
        guard conversion != ImageConversion() || channels.map({ $0 != shape[2] }) ?? false,
            (1...4).contains(shape[2]), case .bytes(let values) = pixels
        else {
            return self
        }
        var bytes: [UInt8] = []
        var converted = shape
        for image in 0..<count {
            let raster = Raster(
                height: shape[0], width: shape[1], channels: shape[2],
                bytes: Array(values[(image * shape.count)..<((image + 1) * shape.count)])
            ).converted(conversion, channels: channels)
            if image == 0 { bytes.reserveCapacity(count * raster.bytes.count) }
            bytes.append(contentsOf: raster.bytes)
            converted = raster.shape
        }
        return ImageSet(self, pixels: .bytes(bytes), shape: converted, classes: classes, names: names)
    }
}
