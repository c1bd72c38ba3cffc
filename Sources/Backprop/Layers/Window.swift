import CKernels

/// The geometry of a sliding window, common to convolutions and pooling layers.
struct Window: Hashable, Sendable {
    var kernel: Extent
    var stride: Extent = 1
    var padding: Padding = .valid
    var dilation: Extent = 1

    /// Whether the numbers describe a valid window.
    var isPossible: Bool {
        let sides = 1...Extent.maximum
        if case .border(let border) = padding, !border.isWithin(0...Extent.maximum) { return false }
        return kernel.isWithin(sides) && stride.isWithin(sides) && dilation.isWithin(sides)
    }

    /// The number of pixels from the first to the last that one window covers, both included.
    var dilatedKernel: Extent {
        Extent(
            height: (kernel.height - 1) * dilation.height + 1,
            width: (kernel.width - 1) * dilation.width + 1)
    }

    /// Returns the number of positions of the window in an image and the offset of the first, or `nil` if it does not
    /// fit.
    func positions(in image: Shape) -> (extent: Extent, top: Int, left: Int)? {
        switch padding {
        case .valid: return positions(in: image, border: 0)
        case .border(let border): return positions(in: image, border: border)
        case .same:
            let height = (image[0] - 1) / stride.height + 1
            let width = (image[1] - 1) / stride.width + 1
            return (
                Extent(height: height, width: width),
                max(0, (height - 1) * stride.height + dilatedKernel.height - image[0]) / 2,
                max(0, (width - 1) * stride.width + dilatedKernel.width - image[1]) / 2
            )
        }
    }

    private func positions(in image: Shape, border: Extent) -> (extent: Extent, top: Int, left: Int)? {
        let height = image[0] + 2 * border.height - dilatedKernel.height
        let width = image[1] + 2 * border.width - dilatedKernel.width
        guard height >= 0, width >= 0 else { return nil }
        return (
            Extent(height: height / stride.height + 1, width: width / stride.width + 1), border.height,
            border.width
        )
    }

    /// Returns the window in the kernels' form, over images of a shape that it fits.
    func kernel(rows: Int, over image: Shape, channels: Int, groups: Int = 1) -> bp_window {
        let (extent, top, left) = positions(in: image)!
        return bp_window(
            rows: rows, in_height: image[0], in_width: image[1], in_channels: image[2],
            out_height: extent.height, out_width: extent.width, out_channels: channels,
            kernel_height: kernel.height, kernel_width: kernel.width, stride_y: stride.height,
            stride_x: stride.width, top: top, left: left, dilation_y: dilation.height,
            dilation_x: dilation.width, groups: groups)
    }

    /// Returns the settings in text that differ from their defaults.
    func text(defaultStride: Extent = 1) -> [String] {
        var words: [String] = []
        if stride != defaultStride { words.append("stride \(stride.shortText)") }
        if padding != .valid { words.append("padding \(padding)") }
        if dilation != 1 { words.append("dilation \(dilation.shortText)") }
        return words
    }

    static let keywords = ["stride", "padding", "dilation"]
}

extension LayerTextParser {
    /// Reads a setting of a window, if one comes next.
    mutating func option(of window: inout Window) throws(NetworkError) -> Bool {
        if take("stride") {
            window.stride = try extent("the stride")
        } else if take("dilation") {
            window.dilation = try extent("the dilation")
        } else if take("padding") {
            window.padding = take("same") ? .same : take("valid") ? .valid : .border(try border())
        } else {
            return false
        }
        return true
    }

    private mutating func border() throws(NetworkError) -> Extent {
        try extent("the padding (or \"same\" or \"valid\")", from: 0)
    }
}

extension Shape {
    /// The shape as an image of height, width and channels, or `nil` if it has another number of extents.
    var image: Shape? { rank == 3 ? self : nil }

    /// A sequence of length × channels as an image of one row, or `nil` if it has another number of extents.
    var sequence: Shape? { rank == 2 ? [1, self[0], self[1]] : nil }
}

extension Padding {
    /// The padding without rows above and below, for a sequence.
    var ofSequence: Padding {
        if case .border(let extent) = self { return .border(Extent(height: 0, width: extent.width)) }
        return self
    }
}

extension NetworkError {
    /// Returns the error of a layer for images with another input.
    static func needsImage(_ layer: some Layer, found: Shape) -> NetworkError {
        .incompatibleShape(
            layer, found: found,
            expected: layer is any SequenceLayer
                ? "sequences of length×channels" : "images of height×width×channels")
    }

    /// Returns the error of a window that is larger than its input.
    static func windowTooLarge(_ layer: some Layer, _ window: Window, found: Shape) -> NetworkError {
        var border: Extent = 0
        if case .border(let extent) = window.padding { border = extent }
        let (height, width) = (
            window.dilatedKernel.height - 2 * border.height, window.dilatedKernel.width - 2 * border.width
        )
        return .incompatibleShape(
            layer, found: found, expected: "images of at least \(max(1, height))×\(max(1, width)) pixels")
    }

    /// Returns the error of a layer whose output does not fit in memory.
    static func tooLarge(_ layer: some Layer, found: Shape) -> NetworkError {
        .invalidLayer(layer: layer.text, reason: "its output for the input \(found) does not fit in memory")
    }
}

/// A layer over sequences, which its errors mention.
protocol SequenceLayer: Layer {}

extension MaxPool1D: SequenceLayer {}
extension AveragePool1D: SequenceLayer {}
extension Conv1D: SequenceLayer {}
