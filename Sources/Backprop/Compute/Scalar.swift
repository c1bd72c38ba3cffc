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

extension Precision {
    /// Calls a function with the scalar type of this precision.
    ///
    /// The function should be one call of a generic function, so that each type gets its own machine code.
    @inline(__always)
    package func withScalarType<Result>(_ body: (any Scalar.Type) throws -> Result) rethrows -> Result {
        switch self {
        case .float32: try body(Float.self)
        case .float64: try body(Double.self)
        }
    }
}
