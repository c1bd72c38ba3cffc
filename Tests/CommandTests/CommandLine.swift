import Backprop
import Foundation

/// A folder with data and models, and the command run in it.
struct CommandFolder {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs the command in the folder.
    func run(_ arguments: String..., input: String = "") throws -> BuiltCommand.Result {
        try run(all: arguments, input: input)
    }

    /// Runs the command with arguments in an array.
    func run(all arguments: [String], input: String = "") throws -> BuiltCommand.Result {
        try BuiltCommand.run(arguments, input: Data(input.utf8), folder: folder.url)
    }

    /// Writes a file into the folder.
    func write(_ text: String, to name: String) throws { _ = try folder.write(text, to: name) }

    /// Reads a file of the folder, or returns nil if there is none.
    func data(_ name: String) -> Data? { try? Data(contentsOf: folder[name]) }

    /// Reads a file of the folder as text, which is empty if there is none.
    func text(_ name: String) -> String { String(decoding: data(name) ?? Data(), as: UTF8.self) }

    /// Reads a model file without its errors of held-out rows, which a complete recipe does not repeat.
    func repeatable(_ name: String) throws -> SafetensorsFile {
        var file = try SafetensorsFile(contentsOf: folder[name].path)
        for key in ["backprop.heldOutErrors", "backprop.digest"] { file.metadata[key] = nil }
        return file
    }

    /// The names of what is in the folder, hidden files too.
    var names: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
        // The files that the run reads and writes lie in a folder of its own.
        return all.sorted()
    }
}

/// Small tables that are made up as they are needed.
enum Samples {
    /// Two measures and one of two words, which the measures tell apart.
    static func words(_ rows: Int, header: String = "a,b,kind") -> String {
        lines(rows, header: header) {
            "\(Double($0 * 7 % 101) / 4 + 0.1),\(Double($0 % 29) + 0.5),\($0 % 2 == 0 ? "even" : "odd")"
        }
    }

    /// A line for each row from 1, after a header.
    static func lines(_ rows: Int, header: String, _ line: (Int) -> String) -> String {
        ([header] + (1...rows).map(line)).joined(separator: "\n") + "\n"
    }

    /// The file of that name in the repository's examples.
    static func example(_ name: String) throws -> String {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: package.appendingPathComponent("Examples").appendingPathComponent(name),
            encoding: .utf8)
    }
}
