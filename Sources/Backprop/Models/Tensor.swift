extension SafetensorsFile {
    /// A named array of numbers of any shape, in the file's layout.
    public struct Tensor: Hashable, Sendable {
        /// The name: `0.weight`.
        public let name: String
        /// The extents, outermost first; empty for a single number.
        public let shape: [Int]
        /// The type of the elements.
        public let elementType: ElementType
        /// The elements, little-endian, the last extent varying fastest.
        public let bytes: [UInt8]

        /// Creates a tensor from the bytes of its elements.
        /// - Throws: `SafetensorsError` if shape and element type do not require that many bytes.
        public init(
            name: String, shape: [Int], elementType: ElementType, bytes: [UInt8]
        ) throws(SafetensorsError) {
            guard let expected = elementType.byteCount(of: shape) else {
                throw SafetensorsError(.shapeTooLarge(tensor: name, shape: shape))
            }
            guard expected == bytes.count else {
                throw SafetensorsError(
                    .sizeMismatch(
                        tensor: name, elementType: elementType, shape: shape, expected: expected,
                        found: bytes.count))
            }
            self.init(trusted: name, shape, elementType, bytes)
        }

        /// Creates a tensor from values that have been checked.
        init(trusted name: String, _ shape: [Int], _ elementType: ElementType, _ bytes: [UInt8]) {
            self.name = name
            self.shape = shape
            self.elementType = elementType
            self.bytes = bytes
        }
    }
}

// MARK: - Numbers in and out

extension SafetensorsFile.Tensor {
    /// Creates an F32 tensor. The caller passes as many values as the shape requires.
    public init(name: String, shape: [Int], values: [Float]) {
        let bytes = Self.bytes(of: values, UInt32.self) { $0.bitPattern.littleEndian }
        self.init(trusted: name, shape, .float32, bytes)
        precondition(
            elementType.byteCount(of: shape) == bytes.count, "shape \(shape) for \(values.count) values")
    }

    /// Creates an F64 tensor. The caller passes as many values as the shape requires.
    public init(name: String, shape: [Int], values: [Double]) {
        let bytes = Self.bytes(of: values, UInt64.self) { $0.bitPattern.littleEndian }
        self.init(trusted: name, shape, .float64, bytes)
        precondition(
            elementType.byteCount(of: shape) == bytes.count, "shape \(shape) for \(values.count) values")
    }

    /// The number of elements: the product of the extents.
    public var count: Int { bytes.count / elementType.byteCount }

    /// Returns the elements in single precision; F64 is rounded to it, F16 and BF16 fit exactly.
    /// - Throws: `SafetensorsError` if the elements are not floating-point numbers.
    public func floats() throws(SafetensorsError) -> [Float] {
        switch elementType {
        case .float16: values(UInt16.self) { Float(halfPrecision: UInt16(littleEndian: $0)) }
        case .bfloat16: values(UInt16.self) { Float(bitPattern: UInt32(UInt16(littleEndian: $0)) << 16) }
        case .float32: values(UInt32.self) { Float(bitPattern: UInt32(littleEndian: $0)) }
        case .float64: values(UInt64.self) { Float(Double(bitPattern: UInt64(littleEndian: $0))) }
        default: throw SafetensorsError(.notFloatingPoint(tensor: name, elementType: elementType))
        }
    }

    /// Returns the elements in double precision, in which every type of floating-point element fits exactly.
    /// - Throws: `SafetensorsError` if the elements are not floating-point numbers.
    public func doubles() throws(SafetensorsError) -> [Double] {
        guard elementType == .float64 else { return try floats().map(Double.init) }
        return values(UInt64.self) { Double(bitPattern: UInt64(littleEndian: $0)) }
    }

    private func values<Bits, Value>(_ type: Bits.Type, _ convert: (Bits) -> Value) -> [Value] {
        bytes.withUnsafeBytes { raw in
            [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
                for index in 0..<count {
                    let bits = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: type)
                    buffer.initializeElement(at: index, to: convert(bits))
                }
                initialized = count
            }
        }
    }

    private static func bytes<Bits, Value>(
        of values: [Value], _ type: Bits.Type, _ convert: (Value) -> Bits
    ) -> [UInt8] {
        let size = MemoryLayout<Bits>.size
        return [UInt8](unsafeUninitializedCapacity: values.count * size) { buffer, initialized in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for (index, value) in values.enumerated() {
                raw.storeBytes(of: convert(value), toByteOffset: index * size, as: type)
            }
            initialized = values.count * size
        }
    }
}

extension Float {
    /// Creates the number that 16 bits represent in IEEE 754 binary16. Not every platform has `Float16`.
    init(halfPrecision bits: UInt16) {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10 & 0x1f)
        let fraction = UInt32(bits & 0x3ff)
        switch exponent {
        case 0:
            // Subnormal: the fraction counts steps of 2^-24.
            let magnitude = Float(fraction) * 0x1p-24
            self.init(bitPattern: sign | magnitude.bitPattern)
        case 0x1f: self.init(bitPattern: sign | 0x7f80_0000 | fraction << 13)
        // The exponent's bias is 127 instead of 15.
        default: self.init(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
