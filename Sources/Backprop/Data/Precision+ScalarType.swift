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
