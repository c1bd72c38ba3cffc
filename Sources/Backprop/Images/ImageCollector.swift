/// A collection of images of one size and any channels, with notices about them.
struct ImageCollector {
    private let conversion: ImageConversion
    private let options: ImageSetOptions
    /// The number of further images, to allocate their memory at once.
    private let expected: Int

    private var bytes: [UInt8] = []
    private var first: Raster?
    private var paths: [String] = []
    private var labels: [String] = []
    /// The channels of each image in `bytes`, and those in its file.
    private var channels: [Int] = []
    private var originalChannels: [Int] = []
    private var deepImages = 0
    private var largestSample = 0

    init(conversion: ImageConversion, options: ImageSetOptions, expected: Int) {
        self.conversion = conversion
        self.options = options
        self.expected = expected
    }

    /// Adds the image of a file.
    ///
    /// - Throws: ``ImageError`` if it has another size than those before it, or if all images together are too large.
    mutating func add(_ image: DecodedImage, _ file: ImageListing.File, source: String) throws(ImageError) {
        if let sample = image.largestSample {
            deepImages += 1
            largestSample = max(largestSample, sample)
        }
        let raster = image.raster.converted(conversion, channels: options.channels)
        if let first {
            guard (raster.height, raster.width) == (first.height, first.width) else {
                throw ImageError(
                    .sizeMismatch, source: file.path,
                    problem: "The image is \(raster.shape), but those before it are \(first.shape).",
                    remedy: "Bring all images to one size.", advice: .resize)
            }
        } else {
            try reserve(for: raster, source: source)
            // An image without bytes keeps the size.
            first = raster
        }
        bytes.append(contentsOf: raster.bytes)
        channels.append(raster.channels)
        originalChannels.append(image.raster.channels)
        paths.append(file.path)
        if let label = file.label { labels.append(label) }
    }

    private mutating func reserve(for raster: Raster, source: String) throws(ImageError) {
        let (total, overflow) = raster.bytes.count.multipliedReportingOverflow(by: expected)
        guard !overflow, total <= options.limits.valuesInAll else {
            throw ImageError(
                .tooLarge, source: source,
                problem:
                    "\(count(expected, "image")) of \(raster.shape) have more values than the limit of \(options.limits.valuesInAll).",
                remedy: "Bring the images to a smaller size.", advice: .resize)
        }
        bytes.reserveCapacity(min(total, 1 << 30))
    }

    /// Returns all images with the same channels.
    consuming func images(source: String, notices: [String]) -> ImageSet {
        guard let first else { preconditionFailure("there is an image") }
        let common = options.channels ?? majority
        let notices = notices + self.notices(channels: common)
        if channels.contains(where: { $0 != common }) {
            bytes = Self.unified(bytes, channels, to: common, size: (first.height, first.width))
        }
        return ImageSet(
            source: source, shape: [first.height, first.width, common], pixels: .bytes(bytes),
            labels: labels.isEmpty ? nil : labels, names: paths, notices: notices)
    }

    /// The channels that most images have; the larger number if two are equally frequent.
    private var majority: Int {
        var counts = [0, 0, 0, 0, 0]
        for number in channels { counts[number] += 1 }
        return (1...4).max { (counts[$0], $0) < (counts[$1], $1) } ?? 1
    }

    private static func unified(
        _ bytes: [UInt8], _ channels: [Int], to common: Int, size: (height: Int, width: Int)
    ) -> [UInt8] {
        let pixels = size.height * size.width
        var result: [UInt8] = []
        result.reserveCapacity(channels.count * pixels * common)
        var offset = 0
        for number in channels {
            let part = bytes[offset..<(offset + pixels * number)]
            offset += pixels * number
            let raster = Raster(height: size.height, width: size.width, channels: number, bytes: Array(part))
            result.append(contentsOf: raster.withChannels(common).bytes)
        }
        return result
    }

    private func notices(channels common: Int) -> [String] {
        var notices: [String] = []
        if !conversion.isGray, let differing = originalChannels.firstIndex(where: { $0 != common }) {
            let (number, isOnly) = (originalChannels.count { $0 != common }, paths.count == 1)
            let found =
                isOnly
                ? "The image has \(count(originalChannels[differing], "channel"))."
                : "\(share(number)) \(number == 1 ? "has" : "have") another number of channels than \(common); the first is \(paths[differing].escapingControls) with \(originalChannels[differing])."
            let subject = number == 1 ? "It is" : "They are"
            notices.append("\(found) \(subject) brought to \(common); opacity is dropped.")
        }
        if deepImages > 0 {
            var text =
                "\(share(deepImages)) \(deepImages == 1 ? "has" : "have") 16 bits per sample, of which the upper 8 are kept."
            let levels = largestSample >> 8 + 1
            if levels < 64 {
                text +=
                    " No value exceeds \(largestSample) of 65535, so that \(levels) of 256 levels \(levels == 1 ? "is" : "are") left: stretch the values to 16 bits first."
            }
            notices.append(text)
        }
        return notices
    }

    private func share(_ number: Int) -> String {
        number == paths.count
            ? number == 1 ? "The image" : "All \(number) images" : "\(number) of the \(paths.count) images"
    }
}
