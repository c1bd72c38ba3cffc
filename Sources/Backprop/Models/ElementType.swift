extension SafetensorsFile {
    /// The type of a tensor's elements, under the names that the format uses. All are little-endian.
    public enum ElementType: String, Sendable, CaseIterable {
        /// Half precision, IEEE 754 binary16.
        case float16 = "F16"
        /// The upper half of single precision.
        case bfloat16 = "BF16"
        /// Single precision.
        case float32 = "F32"
        /// Double precision.
        case float64 = "F64"
        /// Signed, 8 bits.
        case int8 = "I8"
        /// Signed, 16 bits.
        case int16 = "I16"
        /// Signed, 32 bits.
        case int32 = "I32"
        /// Signed, 64 bits.
        case int64 = "I64"
        /// Unsigned, 8 bits.
        case uint8 = "U8"
        /// Unsigned, 16 bits.
        case uint16 = "U16"
        /// Unsigned, 32 bits.
        case uint32 = "U32"
        /// Unsigned, 64 bits.
        case uint64 = "U64"
        /// Truth values, one byte each.
        case bool = "BOOL"

        /// The bytes that one element takes.
        public var byteCount: Int {
            switch self {
            case .int8, .uint8, .bool: 1
            case .float16, .bfloat16, .int16, .uint16: 2
            case .float32, .int32, .uint32: 4
            case .float64, .int64, .uint64: 8
            }
        }

        /// Whether the elements are floating-point numbers.
        public var isFloatingPoint: Bool {
            switch self {
            case .float16, .bfloat16, .float32, .float64: true
            default: false
            }
        }

        /// Returns the bytes that a tensor of this shape takes, or `nil` if an extent is negative or the product
        /// overflows.
        ///
        /// An extent of 0 does not excuse the others: a caller that multiplies them step by step must not overflow.
        func byteCount(of shape: [Int]) -> Int? {
            var count = byteCount
            for extent in shape where extent != 0 {
                let (product, overflow) = count.multipliedReportingOverflow(by: extent)
                guard extent > 0, !overflow else { return nil }
                count = product
            }
            return shape.contains(0) ? 0 : count
        }
    }
}
