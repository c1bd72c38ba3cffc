import Foundation
import Testing

@testable import Backprop

/// Models as source code, compiled and run on rows of a table, next to the library's own predictions.
struct ExportedCode {
    /// A model with rows to predict.
    struct Case {
        let name: String
        let model: Model
        let rows: Table
    }

    let cases: [Case]
    private let folder: CodeFolder

    init(_ cases: [Case]) throws {
        self.cases = cases
        folder = try CodeFolder()
    }

    /// The predictions of all rows as the bits of numbers; a row that is refused has a status.
    func expected() throws -> [String] {
        try cases.flatMap { try Self.expected($0) }
    }

    private static func expected(_ item: Case) throws -> [String] {
        (0..<item.rows.rowCount).map { row in
            do {
                let content = try item.model.predict(item.rows.selectingRows([row])).content
                switch content {
                case .values(let values, _): return bits(values)
                case .multiLabel(let values, let targets):
                    return zip(values, targets).map {
                        "\($0 > 0.5 ? $1.positive : $1.negative) \(bits([$0]))"
                    }
                    .joined(separator: " ")
                case .classes(let classes, _, let probabilities):
                    return "\(classes[0])" + (probabilities.map { " " + bits($0) } ?? "")
                }
            } catch {
                return "refused"
            }
        }
    }

    private static func lines(_ output: String) -> [String] {
        output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    }

    private static func bits(_ values: [Double]) -> String {
        values.map { String($0.bitPattern, radix: 16) }.joined(separator: " ")
    }

    /// The predictions of the compiled C code.
    func inC(_ options: [String] = ["-O2"]) throws -> [String] {
        let compiler = try #require(Self.compilerOfC, "there is no compiler of C")
        var files = [try folder.write(cMain(), to: "main.c").path]
        for item in cases {
            let origin = SourceOrigin(file: "m.safetensors", bytes: [], program: "tests")
            let code = try CSource(
                item.model, named: item.name, headerName: "\(item.name).h", origin: origin)
            _ = try folder.write(code.header, to: "\(item.name).h")
            files.append(try folder.write(code.source, to: "\(item.name).c").path)
        }
        let warnings = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"]
        try run(compiler, options + warnings + files + ["-o", folder["c"].path, "-lm"])
        return Self.lines(try run(folder["c"].path, []))
    }

    /// The predictions of the compiled Swift code.
    func inSwift() throws -> [String] {
        let compiler = try #require(Self.compilerOfSwift, "there is no compiler of Swift")
        var files = [try folder.write(swiftMain(), to: "main.swift").path]
        for item in cases {
            let origin = SourceOrigin(file: "m.safetensors", bytes: [], program: "tests")
            let code = try SwiftSource(item.model, named: item.name, origin: origin)
            files.append(try folder.write(code.text, to: "\(item.name).swift").path)
        }
        try run(
            compiler,
            ["-swift-version", "6", "-warnings-as-errors"] + files + ["-o", folder["swift"].path, "-lm"])
        return Self.lines(try run(folder["swift"].path, []))
    }
}

extension ExportedCode {
    /// The values of each row in the order of the exported columns.
    private func cells(_ item: Case) throws -> (columns: [PortableColumn], rows: [[Cell]]) {
        let columns = try PortableModel(item.model).columns
        let members = item.model.members.compactMap(\.preprocessor)
        let lists = try columns.map { column in
            let reader = try #require(
                members.first { $0.columns.contains { $0.name == column.name && $0.width > 0 } })
            let table = reader.reading(item.rows, try reader.match(item.rows))
            let cells = try #require(table.columns.first { $0.name == column.name })
            guard column.kind == .category else {
                return try table.numbersAsInTraining(of: cells).map { Cell.number($0) }
            }
            return (0..<table.rowCount).map { Cell.text(cells.text(at: $0)) }
        }
        return (columns, (0..<item.rows.rowCount).map { row in lists.map { $0[row] } })
    }

    private enum Cell {
        case number(Double)
        case text(String?)

        var inC: String {
            switch self {
            case .number(let number): number.isNaN ? "NAN" : SourceNumber.hexadecimal(number)
            case .text(let text): text.map(SourceText.c) ?? "NULL"
            }
        }

        var inSwift: String {
            switch self {
            case .number(let number): number.isNaN ? "nil" : SourceNumber.hexadecimal(number)
            case .text(let text): text.map(SourceText.swift) ?? "nil"
            }
        }
    }

    private func cMain() throws -> String {
        var lines = ["#include <math.h>", "#include <stdio.h>", "#include <string.h>"]
        lines += cases.map { "#include \"\($0.name).h\"" }
        lines += [
            "static void show(double x) { unsigned long long bits; memcpy(&bits, &x, 8); printf(\" %llx\", bits); }",
            "int main(void) {",
        ]
        for item in cases {
            let rows = try cells(item).rows.map { "{\($0.map(\.inC).joined(separator: ", "))}" }
            let prefix = item.name.lowercased()
            lines += [
                "{", "static const \(prefix)_row rows[] = {", rows.joined(separator: ",\n"), "};",
                "\(prefix)_prediction p;", "for (int r = 0; r < \(rows.count); r++) {",
                "if (\(prefix)_predict(&rows[r], &p) != 0) { puts(\"refused\"); continue; }",
            ]
            switch try PortableModel(item.model).output {
            case .classes(let labels, let hasProbabilities):
                lines.append("printf(\"%d\", p.class_index);")
                if hasProbabilities {
                    lines.append("for (int k = 0; k < \(labels.count); k++) show(p.probabilities[k]);")
                }
            case .numbers(let targets):
                lines += SourceIdentifiers.c.unique(targets).map { "show(p.\($0));" }
            case .binary:
                let fields = try PortableModel(item.model).output.fields(SourceIdentifiers.c)
                lines += fields.enumerated().map { index, field in
                    index % 2 == 0 ? "printf(\" %s\", p.\(field));" : "show(p.\(field));"
                }
            }
            lines += ["puts(\"\");", "}", "}"]
        }
        return (lines + ["}", ""]).joined(separator: "\n")
    }

    private func swiftMain() throws -> String {
        var lines = ["func show(_ x: Double) -> String { \" \" + String(x.bitPattern, radix: 16) }"]
        for item in cases {
            let portable = try PortableModel(item.model)
            let properties = SwiftWriter(model: portable, type: item.name, origin: []).properties
            let rows = try cells(item).rows.map { row in
                "    \(item.name)(\(zip(properties, row).map { "\($0): \($1.inSwift)" }.joined(separator: ", ")))"
            }
            let result: String
            switch portable.output {
            case .classes(_, false): result = "\"\\(p.classIndex)\""
            case .classes: result = "\"\\(p.classIndex)\" + p.probabilities.map(show).joined()"
            case .numbers(let targets):
                result = SourceIdentifiers.swift.unique(targets).map { "show(p.\($0))" }
                    .joined(separator: " + ")
            case .binary:
                result = portable.output.fields(SourceIdentifiers.swift).enumerated().map { index, field in
                    index % 2 == 0 ? "\" \" + p.\(field)" : "show(p.\(field))"
                }.joined(separator: " + ")
            }
            lines += [
                "let rowsOf\(item.name): [\(item.name)] = [", rows.joined(separator: ",\n"), "]",
                "for row in rowsOf\(item.name) {",
                "    do {", "        let p = try row.predict()", "        print(\(result))",
                "    } catch {", "        print(\"refused\")", "    }", "}",
            ]
        }
        return (lines + [""]).joined(separator: "\n")
    }
}

extension ExportedCode {
    /// The path of a compiler of C, or `nil` if there is none.
    static var compilerOfC: String? { program("clang") ?? program("cc") }

    /// The path of the compiler of Swift, or `nil` if there is none.
    static var compilerOfSwift: String? { program("swiftc") }

    /// Whether a test compiles code: if there is a compiler, or if the variable `BACKPROP_COMPILERS` is `required`, so
    /// that the test fails without one.
    static func compares(_ compiler: String?) -> Bool {
        compiler != nil || ProcessInfo.processInfo.environment["BACKPROP_COMPILERS"] == "required"
    }

    /// Returns the path of a program, or `nil` if there is none.
    private static func program(_ name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program, and returns what it prints.
    @discardableResult
    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        let (output, errors) = (try folder.create("output"), try folder.create("errors"))
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        process.waitUntilExit()
        let messages = try folder.text("errors")
        #expect(process.terminationStatus == 0, "\(messages)")
        return try folder.text("output")
    }
}

/// A folder for source code and programs, which is removed with this object.
final class CodeFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("export-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    subscript(name: String) -> URL { url.appendingPathComponent(name) }

    /// Writes a file, and returns its location.
    func write(_ text: String, to name: String) throws -> URL {
        try Data(text.utf8).write(to: self[name])
        return self[name]
    }

    /// Creates an empty file for the output of a program.
    func create(_ name: String) throws -> FileHandle {
        try Data().write(to: self[name])
        return try FileHandle(forWritingTo: self[name])
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: self[name]), as: UTF8.self)
    }
}
