import BackpropRecipes

@testable import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The readers of what comes from outside; the variable BACKPROP_FUZZ names the one to try.
enum Reader: String, CaseIterable {
    case png, pixels, jpeg, idx
    case table, cells, gzip, workbook, records, lines, arff
    case json, safetensors, model, checkpoint, journal
    case settings, recipe, pipeline, text, onnx
    case rows, inference, scoring, base64

    /// A reader with a fault, which shows that the script finds one.
    case planted

    static let chosen: Reader = {
        guard let name = getenv("BACKPROP_FUZZ").map({ String(cString: $0) }),
            let reader = Reader(rawValue: name)
        else { fatalError("BACKPROP_FUZZ names no reader") }
        return reader
    }()

    /// Reads the bytes.
    func read(_ bytes: [UInt8]) throws {
        switch self {
        // The signatures come first, so that no time is lost on finding them.
        case .png: try ImageInput.decode(PNGFile.correctingChecksums(PNGFile.signature + bytes))
        case .pixels: try ImageInput.decode(PNGFile.file(pixels: bytes))
        case .jpeg: try ImageInput.decode([0xFF, 0xD8] + bytes)
        case .idx: try ImageInput.readIDX(bytes)
        case .table: try TableInput.readBothWays(bytes)
        case .cells: try TableInput.readColumn(bytes)
        case .gzip: _ = try TableInput.read([0x1F, 0x8B, 8] + bytes)
        case .workbook: _ = try TableInput.readWorkbook(bytes)
        case .records: _ = try TableInput.read(Array("[{".utf8) + bytes)
        case .lines: _ = try TableInput.read(Array("{".utf8) + bytes)
        case .arff: _ = try TableInput.read(Array("@relation r\n".utf8) + bytes)
        case .json: try SettingInput.readJSON(bytes)
        case .safetensors: _ = try SafetensorsFile(bytes: bytes)
        case .model: try ModelInputs.readModel(bytes)
        case .checkpoint: try ModelInputs.readCheckpoint(bytes)
        case .journal: try SettingInput.readJournal(bytes)
        case .settings: SettingInput.readTexts(String(decoding: bytes, as: UTF8.self))
        case .recipe: try SettingInput.readRecipe(String(decoding: bytes, as: UTF8.self))
        case .pipeline: try PipelineInput.train(bytes)
        case .text: try TextInput.read(bytes)
        case .onnx: try GraphInput.read(bytes)
        case .rows: try ServerInput.readRows(bytes)
        case .inference: try ServerInput.readInference(bytes)
        case .scoring: try ServerInput.readScoring(bytes)
        case .base64: try ServerInput.readImages(bytes)
        case .planted: Self.readWithFault(bytes)
        }
    }
}

extension Reader {
    /// Reads a value at the position that follows a signature, without a check that the position exists.
    private static func readWithFault(_ bytes: [UInt8]) {
        // One comparison after the other, as the fuzzer follows each.
        guard bytes.count > 2, bytes[0] == 0x42 else { return }
        guard bytes[1] == 0x50 else { return }
        _ = bytes[Int(bytes[2])]
    }
}

/// Writes the bytes to the file of this process, and returns its path.
func file(_ bytes: [UInt8]) throws -> String {
    let path = "input-\(getpid())"
    try AtomicFile.write(bytes, to: path)
    return path
}

/// Ends the process unless two results are the same.
func require<Value: Equatable>(_ first: Value, equals second: Value, _ name: String) {
    guard first != second else { return }
    fatalError("\(name): \(first)\nbut also: \(second)")
}
