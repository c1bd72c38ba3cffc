import Backprop

/// A constant tensor of a graph that is imported.
struct GraphConstant {
    /// The extents, outermost first; empty for a single number.
    let sizes: [Int]
    /// The elements; empty for texts.
    let numbers: [Double]
    /// The elements of a tensor of texts.
    var texts: [String] = []
    /// Whether the elements are whole numbers or truth values.
    var isInteger = false

    /// The only element, or `nil` if there are several.
    var number: Double? { numbers.count == 1 ? numbers[0] : nil }

    /// The elements as whole numbers, or `nil` if one is not. The largest number of 64 bits, which stands for the end of a
    /// list and has no neighbor in double precision, is itself.
    var integers: [Int]? {
        let values = numbers.compactMap { $0 == 0x1p63 && isInteger ? Int.max : Int(exactly: $0) }
        return values.count == numbers.count ? values : nil
    }
}

extension GraphConstant {
    /// The maximum number of elements of a constant that is computed.
    static let computedLimit = 1 << 24

    /// Returns the number of elements of some sizes, or `nil` if it cannot be counted.
    static func count(_ sizes: [Int]) -> Int? {
        var count = 1
        for size in sizes {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !overflow else { return nil }
            count = product
        }
        return count
    }

    /// Returns a list of whole numbers.
    static func list(_ values: [Int]) -> GraphConstant {
        GraphConstant(sizes: [values.count], numbers: values.map { Double($0) }, isInteger: true)
    }

    /// Reads a tensor of a file, whose claims about itself are not trusted.
    init(_ tensor: ONNXTensor) throws(ONNXImportError) {
        guard tensor.externalData.isEmpty, tensor.dataLocation == 0 else {
            throw .externalData(tensor: tensor.name)
        }
        func wrong(_ reason: String) -> ONNXImportError { .tensor(name: tensor.name, reason: reason) }
        let sizes = tensor.dims.compactMap { Int(exactly: $0) }
        guard sizes.count == tensor.dims.count, sizes.count <= 8, let count = Self.count(sizes) else {
            throw wrong("has sizes that are not valid")
        }
        self.sizes = sizes
        if tensor.dataType == .string {
            (numbers, texts) = ([], tensor.stringData)
            guard texts.count == count else { throw wrong("has \(texts.count) texts, but needs \(count)") }
            return
        }
        let found = try Self.numbers(tensor, wrong)
        guard found.count == count else { throw wrong("has \(found.count) elements, but needs \(count)") }
        numbers = found
        isInteger = [.int32Element, .int64, .bool].contains(tensor.dataType)
    }

    private static func numbers(
        _ tensor: ONNXTensor, _ wrong: (String) -> ONNXImportError
    ) throws(ONNXImportError) -> [Double] {
        let hasRaw = !tensor.rawData.isEmpty
        switch tensor.dataType {
        case .float where !hasRaw: return tensor.floatData.map { Double($0) }
        case .double where !hasRaw: return tensor.doubleData
        case .int64 where !hasRaw: return tensor.int64Data.map { Double($0) }
        case .int32Element where !hasRaw, .bool where !hasRaw: return tensor.int32Data.map { Double($0) }
        default: break
        }
        var bytes = Array(tensor.rawData)
        let isHalf = [.float16Element, .bfloat16Element].contains(tensor.dataType)
        if isHalf, !hasRaw {
            bytes = tensor.int32Data.flatMap {
                [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
            }
        }
        switch tensor.dataType {
        case .float: return try floats(bytes, .float32, 4, wrong)
        case .double: return try floats(bytes, .float64, 8, wrong)
        case .float16Element: return try floats(bytes, .float16, 2, wrong)
        case .bfloat16Element: return try floats(bytes, .bfloat16, 2, wrong)
        case .int64: return integers(bytes, Int64.self)
        case .int32Element: return integers(bytes, Int32.self)
        case .bool: return bytes.map { $0 == 0 ? 0 : 1 }
        default: throw wrong("has elements of the type \(tensor.dataType.rawValue), which is not supported")
        }
    }

    private static func floats(
        _ bytes: [UInt8], _ type: SafetensorsFile.ElementType, _ size: Int,
        _ wrong: (String) -> ONNXImportError
    ) throws(ONNXImportError) -> [Double] {
        do {
            let count = bytes.count / size
            return try SafetensorsFile.Tensor(
                name: "", shape: [count], elementType: type, bytes: Array(bytes.prefix(count * size))
            ).doubles()
        } catch {
            throw wrong("cannot be read")
        }
    }

    private static func integers<Value: FixedWidthInteger>(_ bytes: [UInt8], _ type: Value.Type) -> [Double] {
        let size = MemoryLayout<Value>.size
        return bytes.withUnsafeBytes { raw in
            (0..<(bytes.count / size)).map {
                Double(Value(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * size, as: type)))
            }
        }
    }
}
