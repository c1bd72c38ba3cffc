/// Names that other software and textbooks use for what has another name here.
enum SettingSynonyms {
    private static let names = [
        "mse": "mean-squared-error", "l2-loss": "mean-squared-error", "sse": "squared-error",
        "mae": "mean-absolute-error", "l1-loss": "mean-absolute-error", "smooth-l1": "huber",
        "categorical-crossentropy": "cross-entropy", "categorical-cross-entropy": "cross-entropy",
        "binary-crossentropy": "binary-cross-entropy", "bce": "binary-cross-entropy",
        "l-bfgs": "lbfgs", "gd": "sgd", "swish": "silu", "identity": "linear",
        "logistic": "sigmoid", "leakyrelu": "leaky-relu",
    ]

    /// Returns the known name that a text means, with case and underscores ignored; the text itself if there is none.
    static func name(_ text: String, among known: [String]) -> String {
        let plain = String(text.lowercased().map { $0 == "_" ? "-" : $0 })
        if known.contains(plain) { return plain }
        return names[plain].flatMap { known.contains($0) ? $0 : nil } ?? text
    }
}
