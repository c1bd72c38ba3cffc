/// The way in which files of images are read.
public struct ImageSetOptions: Hashable, Sendable {
    /// The number of channels that all images are converted to, from 1 to 4. Defaults to `nil`: in a folder, the number
    /// that most images have.
    public var channels: Int?

    /// Whether files of a folder that cannot be read are left out, with a notice. Defaults to `false`: they are an
    /// error, which lists them all.
    public var skipsUnreadable: Bool

    /// The limits on the images.
    public var limits: ImageLimits

    /// Creates options.
    public init(channels: Int? = nil, skipsUnreadable: Bool = false, limits: ImageLimits = ImageLimits()) {
        precondition(channels.map { (1...4).contains($0) } ?? true, "images have one to four channels")
        self.channels = channels
        self.skipsUnreadable = skipsUnreadable
        self.limits = limits
    }
}
