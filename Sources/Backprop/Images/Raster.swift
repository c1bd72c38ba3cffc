/// One decoded image: bytes row by row, the channels of a pixel side by side.
public struct Raster: Hashable, Sendable {
    /// The number of rows.
    public let height: Int
    /// The number of pixels in a row.
    public let width: Int
    /// 1 for gray, 2 for gray with opacity, 3 for red, green and blue, 4 for these with opacity.
    public let channels: Int
    /// `height` × `width` × `channels` values.
    public let bytes: [UInt8]

    /// The largest image that is read: more values than this are refused, whatever a file declares.
    static let mostValues = 1 << 28

    /// Wraps values.
    public init(height: Int, width: Int, channels: Int, bytes: [UInt8]) {
        precondition(bytes.count == height * width * channels, "bytes fill the image")
        self.height = height
        self.width = width
        self.channels = channels
        self.bytes = bytes
    }

    /// The shape: height, width, channels.
    public var shape: Shape { [height, width, channels] }

    /// Refuses sizes that nobody has memory for.
    static func checkSize(
        height: Int, width: Int, channels: Int, source: String
    ) throws(ImageError) {
        let (area, overflow) = height.multipliedReportingOverflow(by: width)
        guard !overflow, area <= mostValues / channels else {
            throw ImageError(
                .unsupported, source: source,
                problem:
                    "The image declares \(height) × \(width) pixels, more than the \(mostValues / channels) that are read.",
                remedy: "Make it smaller.")
        }
    }
}
