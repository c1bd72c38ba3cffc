import Backprop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Images and labels as the driver wrote them: float32 from 0 to 1, and bytes.
struct Images {
    let pixels: [Float]
    let labels: [UInt8]

    /// Reads the first `count` of a part, or all.
    init(folder: String, part: String, count: Int? = nil) throws {
        let all: [UInt8] = try Self.read("\(folder)/\(part).labels")
        labels = Array(all.prefix(count ?? all.count))
        pixels = try Array(Self.read("\(folder)/\(part).images").prefix(labels.count * 784))
        guard pixels.count == labels.count * 784 else { throw Misuse("\(folder) does not hold whole images") }
    }

    /// As a dataset with one-hot targets.
    func dataset(shape: Shape) -> Dataset<Float> {
        var targets = [Float](repeating: 0, count: labels.count * 10)
        for (row, label) in labels.enumerated() { targets[row * 10 + Int(label)] = 1 }
        return Dataset(inputShape: shape, targetCount: 10, features: pixels, targets: targets)
    }

    private static func read<Element: BitwiseCopyable>(_ path: String) throws -> [Element] {
        guard let file = fopen(path, "rb") else { throw Misuse("\(path) cannot be read") }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = ftell(file) / MemoryLayout<Element>.stride
        rewind(file)
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = fread(buffer.baseAddress, MemoryLayout<Element>.stride, count, file)
        }
    }
}
