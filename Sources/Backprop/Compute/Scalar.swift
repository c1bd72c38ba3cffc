/// The numbers a network computes in: `Float` or `Double`.
///
/// The functions are what layers, losses and optimizers are made of. Matrices are row-major and
/// contiguous. Every function gives the same bits whatever the number of threads and the instruction set:
/// threads share out results, never the terms of a sum.
public protocol Scalar: BinaryFloatingPoint, Codable, LosslessStringConvertible, Sendable {
    /// The precision that recipes and files name.
    static var precision: Precision { get }

    /// The C code behind the functions.
    static var kernels: Kernels<Self> { get }
}

/// The precision of a run's arithmetic and of its model file.
public enum Precision: String, Codable, Sendable, CaseIterable {
    /// IEEE 754 binary32, `Float`.
    case float32
    /// IEEE 754 binary64, `Double`.
    case float64
}
