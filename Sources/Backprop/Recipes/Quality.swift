/// The effort to find a good network, as far as options leave it open.
public enum Quality: String, Codable, Sendable, CaseIterable {
    /// One or two small layers, with the weight decay and the layers selected by folds.
    case quick
    /// As ``quick``; then the folds decide on quantile bins and, with many rows, on wide layers.
    case standard = "default"
    /// As ``standard``, with the average of several networks.
    case best
}
