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

    /// Creates an image from its values.
    public init(height: Int, width: Int, channels: Int, bytes: [UInt8]) {
        precondition(bytes.count == height * width * channels, "bytes fill the image")
        self.height = height
        self.width = width
        self.channels = channels
        self.bytes = bytes
    }

    /// The shape: height, width, channels.
    public var shape: Shape { [height, width, channels] }
}
