/// The numbers a network computes in: `Float` or `Double`.
///
/// Its functions are the building blocks of layers, losses and optimizers. Matrices are row-major and contiguous. The
/// bits of every result depend neither on the number of threads nor on the instruction set: threads divide results
/// among themselves, never the terms of a sum.
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
