import Backprop
import Foundation

/// Shows what the library makes of safetensors files.
///
///     SafetensorsChecker dump FILE...      one line of JSON per file: its content, or why it was refused
///     SafetensorsChecker rewrite IN OUT    reads a file and writes it again
///     SafetensorsChecker convert IN OUT    the same with the numbers taken out and put back in, F16 and BF16 as F32
@main struct SafetensorsChecker {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst()) {
        case ("dump", let paths): for path in paths { print(try dump(path)) }
        case ("rewrite", let paths) where paths.count == 2:
            try SafetensorsFile(contentsOf: paths[1]).write(to: paths[2])
        case ("convert", let paths) where paths.count == 2:
            var file = try SafetensorsFile(contentsOf: paths[1])
            file.tensors = try file.tensors.map(converted)
            try file.write(to: paths[2])
        default: fatalError("usage: dump FILE... | rewrite IN OUT | convert IN OUT")
        }
    }

    static func dump(_ path: String) throws -> String {
        String(decoding: try JSONEncoder().encode(content(path)), as: UTF8.self)
    }

    static func content(_ path: String) throws -> Content {
        do {
            let file = try SafetensorsFile(contentsOf: path)
            return Content(metadata: file.metadata, tensors: try file.tensors.map(TensorContent.init))
        } catch let error as SafetensorsError {
            return Content(refused: error.description)
        }
    }

    static func converted(_ tensor: SafetensorsFile.Tensor) throws -> SafetensorsFile.Tensor {
        switch tensor.elementType {
        case .float16, .bfloat16, .float32:
            .init(name: tensor.name, shape: tensor.shape, values: try tensor.floats())
        case .float64: .init(name: tensor.name, shape: tensor.shape, values: try tensor.doubles())
        default: tensor
        }
    }
}

/// The content of a file, or the reason why it was refused.
struct Content: Encodable {
    var metadata: [String: String]?
    var tensors: [TensorContent]?
    var refused: String?
}

/// A tensor; its numbers are bits, since JSON has neither NaN nor infinity.
struct TensorContent: Encodable {
    let name: String
    let dtype: String
    let shape: [Int]
    let bytes: [UInt8]
    let doubles: [UInt64]?
    let floats: [UInt32]?

    init(_ tensor: SafetensorsFile.Tensor) throws {
        name = tensor.name
        dtype = tensor.elementType.rawValue
        shape = tensor.shape
        bytes = tensor.bytes
        let isFloatingPoint = tensor.elementType.isFloatingPoint
        doubles = isFloatingPoint ? try tensor.doubles().map(\.bitPattern) : nil
        floats = isFloatingPoint ? try tensor.floats().map(\.bitPattern) : nil
    }
}
