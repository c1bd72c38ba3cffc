import Backprop
import Testing

@Suite struct SafetensorsFileTests {
    typealias Tensor = SafetensorsFile.Tensor

    /// Made by the package itself, version 0.8.0 (Python):
    ///
    ///     safetensors.numpy.save({"weight": np.array([[1, 2]], np.float32), "bias": np.array([-0.5], np.float32)},
    ///                            metadata={"format": "pt"})
    static let golden: [UInt8] =
        [0x98, 0, 0, 0, 0, 0, 0, 0]
        + Array(
            (#"{"__metadata__":{"format":"pt"},"bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
                + #""weight":{"dtype":"F32","shape":[1,2],"data_offsets":[4,12]}}   "#).utf8)
        + [0, 0, 0, 0xbf, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]

    static let goldenContent = SafetensorsFile(
        metadata: ["format": "pt"],
        tensors: [
            Tensor(name: "bias", shape: [1], values: [-0.5 as Float]),
            Tensor(name: "weight", shape: [1, 2], values: [1, 2] as [Float]),
        ])

    @Test func readsAndWritesTheBytesOfThePackage() throws {
        #expect(try SafetensorsFile(bytes: Self.golden) == Self.goldenContent)
        #expect(try Self.goldenContent.serialized() == Self.golden)
    }

    @Test func anEmptyFileHoldsNothing() throws {
        let bytes = try SafetensorsFile().serialized()
        #expect(bytes == [8, 0, 0, 0, 0, 0, 0, 0] + Array("{}      ".utf8))
        #expect(try SafetensorsFile(bytes: bytes) == SafetensorsFile())
    }

    @Test func findsTensorsByName() throws {
        #expect(try Self.goldenContent["weight"]?.floats() == [1, 2])
        #expect(Self.goldenContent["Weight"] == nil)
    }

    // MARK: Round trips

    static func random(_ generator: inout TestGenerator) -> SafetensorsFile {
        var file = SafetensorsFile()
        for index in 0..<Int.random(in: 0...6, using: &generator) {
            let type = SafetensorsFile.ElementType.allCases.randomElement(using: &generator) ?? .float32
            let shape = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                Int.random(in: 0...4, using: &generator)
            }
            let bytes = generator.bytes(shape.reduce(type.byteCount, *))
            let name = ["", "a b", "é\"\\\n", "0.weight"][index % 4] + "\(index)"
            if let tensor = try? Tensor(name: name, shape: shape, elementType: type, bytes: bytes) {
                file.tensors.append(tensor)
            }
        }
        for key in 0..<Int.random(in: 0...3, using: &generator) {
            file.metadata["key \(key)"] = String(decoding: generator.bytes(5), as: UTF8.self)
        }
        return file
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func comesBackAsItWas(seed: UInt64) throws {
        var generator = TestGenerator(state: seed)
        let file = Self.random(&generator)
        let bytes = try file.serialized()
        #expect(try SafetensorsFile(bytes: bytes) == file)
        #expect((bytes.count - file.tensors.reduce(0) { $0 + $1.bytes.count }) % 8 == 0)
        let folder = ModelsTestFolder()
        try file.write(to: folder.file("model"))
        #expect(folder.get("model") == bytes)
        #expect(try SafetensorsFile(contentsOf: folder.file("model")) == file)
    }

    @Test func everyTensorIsAlignedToItsElements() throws {
        let file = SafetensorsFile(tensors: [
            try Tensor(name: "a", shape: [3], elementType: .uint8, bytes: [1, 2, 3]),
            Tensor(name: "b", shape: [], values: [1.5 as Float]),
            Tensor(name: "c", shape: [1, 1], values: [2.5 as Double]),
        ])
        let bytes = try file.serialized()
        let header = try JSONValue(parsing: Array(bytes[8..<(8 + Int(bytes[0]))]))
        #expect(header.object?.keys == ["a", "b", "c"])
        #expect(header["a"]?["data_offsets"] == [12, 15])
        #expect(header["b"]?["data_offsets"] == [8, 12])
        #expect(header["c"]?["data_offsets"] == [0, 8])
        #expect(try SafetensorsFile(bytes: bytes) == file)
    }

    @Test func metadataAreSortedWhateverTheDictionaryDoes() throws {
        let keys = (10..<60).map { "key\($0)" }
        let up = SafetensorsFile(metadata: Dictionary(uniqueKeysWithValues: keys.map { ($0, $0) }))
        let down = SafetensorsFile(
            metadata: Dictionary(uniqueKeysWithValues: keys.reversed().map { ($0, $0) }))
        let bytes = try up.serialized()
        #expect(try down.serialized() == bytes)
        let header = try JSONValue(parsing: Array(bytes[8...]))
        #expect(header["__metadata__"]?.object?.keys == keys)
    }

    // MARK: Numbers

    /// Bits and values of binary16, from IEEE 754-2019, section 3.4, and numpy.float16.
    @Test(
        arguments: [
            (0x0000, 0), (0x0001, 0x1p-24), (0x03ff, 0x1.ff8p-15), (0x0400, 0x1p-14),
            (0x3555, 0.333251953125),
            (0x3c00, 1), (0xc000, -2), (0x7bff, 65504), (0x7c00, .infinity), (0xfc00, -.infinity),
            (0x8001, -0x1p-24),
        ] as [(UInt16, Float)])
    func readsHalfPrecision(bits: UInt16, value: Float) throws {
        let bytes = [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
        let tensor = try Tensor(name: "half", shape: [], elementType: .float16, bytes: bytes)
        #expect(try tensor.floats() == [value])
        #expect(try tensor.doubles() == [Double(value)])
    }

    @Test func keepsTheSignOfZeroAndNaN() throws {
        let tensor = try Tensor(name: "half", shape: [2], elementType: .float16, bytes: [0, 0x80, 1, 0x7e])
        let floats = try tensor.floats()
        #expect(floats[0] == 0 && floats[0].sign == .minus && floats[1].isNaN)
    }

    @Test func readsBrainFloats() throws {
        let bytes: [UInt8] = [0x80, 0x3f, 0x49, 0xc0, 0x80, 0x7f]
        let tensor = try Tensor(name: "brain", shape: [3], elementType: .bfloat16, bytes: bytes)
        #expect(try tensor.floats() == [1, -3.140625, .infinity])
    }

    @Test func convertsBetweenPrecisions() throws {
        let double = Tensor(name: "double", shape: [2], values: [0.1, 1e300] as [Double])
        #expect(try double.floats() == [0.1, .infinity] && double.doubles() == [0.1, 1e300])
        let single = Tensor(name: "single", shape: [2], values: [0.1, -3e38] as [Float])
        #expect(try single.doubles() == [Double(Float(0.1)), Double(Float(-3e38))] && single.count == 2)
    }

    @Test func countsElementsNotBytes() throws {
        #expect(Tensor(name: "none", shape: [0, 5], values: [] as [Float]).count == 0)
        #expect(Tensor(name: "six", shape: [2, 3], values: [Double](repeating: 1, count: 6)).count == 6)
    }
}
