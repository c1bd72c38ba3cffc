/// The settings of a server.
public struct ServerSettings: Hashable, Sendable {
    /// Model files, or folders of them.
    public var models: [String]
    /// The address to listen on; by default only this machine reaches it.
    public var host = "127.0.0.1"
    /// The port, or 0 for a free one.
    public var port = 8080
    /// The file with the token that requests must have, or `nil` for none.
    public var tokenFile: String?
    /// The file with the certificate and its chain in PEM, or `nil` for plain HTTP.
    public var certificate: String?
    /// The file with the private key in PEM.
    public var key: String?
    /// The limits.
    public var limits = ServiceLimits()
    /// Whether every request is logged, rather than failed ones alone.
    public var logsRequests = false

    /// Creates settings with the defaults.
    public init(models: [String]) { self.models = models }
}
