import Backprop

/// Shows what the library makes of safetensors files.
///
///     SafetensorsChecker dump FILE...      one line of JSON per file: its content, or why it was refused
///     SafetensorsChecker rewrite IN OUT    reads a file and writes it again
///     SafetensorsChecker convert IN OUT    the same with the numbers taken out and put back in, F16 and BF16 as F32
@main struct SafetensorsChecker {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.dropFirst()) {
        case ("dump", let paths): for path in paths { print(try dump(path).text()) }
        case ("rewrite", let paths) where paths.count == 2:
            try SafetensorsFile(contentsOf: paths[1]).write(to: paths[2])
        case ("convert", let paths) where paths.count == 2:
            var file = try SafetensorsFile(contentsOf: paths[1])
            file.tensors = try file.tensors.map(converted)
            try file.write(to: paths[2])
        default: fatalError("usage: dump FILE... | rewrite IN OUT | convert IN OUT")
        }
    }

    static func dump(_ path: String) throws -> JSONValue {
        do {
            let file = try SafetensorsFile(contentsOf: path)
            return [
                "metadata": try JSONValue(encoding: file.metadata),
                "tensors": .array(try file.tensors.map(dump)),
            ]
        } catch let error as SafetensorsError {
            return ["refused": .string(error.description)]
        }
    }

    static func dump(_ tensor: SafetensorsFile.Tensor) throws -> JSONValue {
        var entry: JSONValue = [
            "name": .string(tensor.name), "dtype": .string(tensor.elementType.rawValue),
            "shape": try JSONValue(encoding: tensor.shape), "bytes": try JSONValue(encoding: tensor.bytes),
        ]
        guard tensor.elementType.isFloatingPoint else { return entry }
        // As bits, since JSON has neither NaN nor infinity.
        entry["doubles"] = try JSONValue(encoding: tensor.doubles().map(\.bitPattern))
        entry["floats"] = try JSONValue(encoding: tensor.floats().map(\.bitPattern))
        return entry
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
