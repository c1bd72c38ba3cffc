import Backprop

/// An error of the settings of a server.
public enum ServerError: BackpropError {
    /// The folder contains no model files.
    case noModels(folder: String)
    /// Two models have one name.
    case duplicateName(String)
    /// The model takes numbers without a preprocessor.
    case unsupportedModel(source: String)
    /// Another program listens on the port.
    case portInUse(host: String, port: Int)
    /// The server cannot listen, for a reason of the system.
    case cannotListen(host: String, port: Int, reason: String)
    /// There is a certificate and no key.
    case certificateWithoutKey
    /// There is a key and no certificate.
    case keyWithoutCertificate
    /// Certificate and key cannot be used.
    case invalidCertificate(certificate: String, key: String, reason: String)
    /// The file of the token has no token.
    case emptyToken(path: String)

    /// The category of the error.
    public var category: ErrorCategory {
        switch self {
        case .certificateWithoutKey, .keyWithoutCertificate, .duplicateName: .setting
        case .portInUse, .cannotListen: .inputOutput
        case .noModels, .unsupportedModel, .invalidCertificate, .emptyToken: .data
        }
    }

    /// The sentence for the user, with a remedy.
    public var description: String {
        switch self {
        case .noModels(let folder):
            "\(folder): Expected model files, whose names end with .safetensors, and found none in the folder."
        case .duplicateName(let name):
            "Two model files have the name \"\(name)\", by which requests would name them. Rename one."
        case .unsupportedModel(let source):
            "\(source): Expected a model of tables or images and found one of numbers, which is not served."
        case .portInUse(let host, let port):
            "Port \(port) of \(host) is in use by another program. Choose another port, or 0 for a free one."
        case .cannotListen(let host, let port, let reason):
            "The server cannot listen on port \(port) of \(host): \(reason)."
        case .certificateWithoutKey:
            "A certificate was given without its private key. Give both, or neither for plain HTTP."
        case .keyWithoutCertificate:
            "A private key was given without its certificate. Give both, or neither for plain HTTP."
        case .invalidCertificate(let certificate, let key, let reason):
            "The certificate \(certificate) with the key \(key) cannot be used: \(reason)."
        case .emptyToken(let path):
            "\(path): Expected a token of at least one character and found none. Write one into the file."
        }
    }
}
