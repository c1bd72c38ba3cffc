/// The limits of a server, so that no client can take all of its memory or time.
public struct ServiceLimits: Hashable, Sendable {
    /// The maximum number of bytes of a body, also after it is decompressed.
    public var bodyByteCount = 64 << 20
    /// The maximum number of rows of a request.
    public var rowCount = 1 << 20
    /// The maximum number of requests at a time; others are answered with the status 503.
    public var requestCount = 256
    /// The maximum number of bytes of all bodies at a time.
    public var totalByteCount = 256 << 20
    /// The maximum number of seconds in which a body arrives.
    public var secondsForBody = 30
    /// The number of seconds after which an idle connection is closed.
    public var secondsOfIdleConnection = 60

    /// Creates the default limits.
    public init() {}
}
