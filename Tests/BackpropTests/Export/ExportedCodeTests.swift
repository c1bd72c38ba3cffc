import Testing

@testable import Backprop

/// Models as source code: the same bits as the library.
@Suite struct ExportedCodeTests {
    @Test(.enabled(if: ExportedCode.compares(ExportedCode.compilerOfC), "there is no compiler of C"))
    func sourceCodeInCGivesTheBitsOfPredictions() throws {
        let code = try ExportedCode(try ExportedModels.all())
        try expectEqual(code.inC(), code.expected())
    }

    @Test(.enabled(if: ExportedCode.compares(ExportedCode.compilerOfSwift), "there is no compiler of Swift"))
    func sourceCodeInSwiftGivesTheBitsOfPredictions() throws {
        let code = try ExportedCode(try ExportedModels.all())
        try expectEqual(code.inSwift(), code.expected())
    }

    /// Compares line by line, and shows the first difference.
    private func expectEqual(_ found: [String], _ expected: [String]) {
        #expect(expected.contains("refused") && expected.count > 200)
        #expect(found.count == expected.count)
        if let first = zip(found, expected).enumerated().first(where: { $1.0 != $1.1 }) {
            Issue.record("row \(first.offset): \(first.element.0) is not \(first.element.1)")
        }
    }

    /// No table holds an infinite date, but callers of the code may give one.
    @Test func sourceCodeRefusesAnInfiniteDate() throws {
        let text =
            "day,y\n" + (1...28).map { "2024-02-\($0 < 10 ? "0" : "")\($0),\($0 % 5)\n" }.joined()
        let model = try ModelSupport.model(text)
        let origin = SourceOrigin(file: "m.safetensors", bytes: [], program: "tests")
        let c = try CSource(model, named: "m", headerName: "m.h", origin: origin).source
        #expect(c.contains("if (date == date && !(date - date == 0))"))
        let swift = try SwiftSource(model, named: "m", origin: origin).text
        #expect(swift.contains("if date.isInfinite { return 1 }"))
    }

    /// The value 16 means that half precision is computed as it is. gcc has it for processors that do so.
    @Test func sourceCodeInCRefusesExtendedPrecisionAlone() throws {
        let origin = SourceOrigin(file: "m.safetensors", bytes: [], program: "tests")
        let c = try CSource(try ModelSupport.model(), named: "m", headerName: "m.h", origin: origin).source
        #expect(
            c.contains("\n#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 "))
    }

    @Test func everyTextIsTheSameTwice() throws {
        let model = try ModelSupport.model()
        let origin = SourceOrigin(file: "m.safetensors", bytes: Array("abc".utf8), program: "backprop 1")
        func c() throws -> CSource { try CSource(model, named: "m", headerName: "m.h", origin: origin) }
        #expect(try c().source == c().source && c().header == c().header)
        func swift() throws -> String { try SwiftSource(model, named: "m", origin: origin).text }
        #expect(try swift() == swift())
        #expect(
            try c().header.hasPrefix(
                """
                /* The prediction of a model for one row.
                 *
                 * Made by backprop 1 from m.safetensors. Do not edit: export again.
                 * SHA-256 of the model: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
                 * Trained on: flowers.csv, 12 rows, 3 epochs, seed 1
                 * Network: dense 4 tanh, dense 3 softmax
                 *
                 * Example:
                 *     m_row row;
                 *     m_prediction prediction;
                 *     row.width = 1.5;
                 *     row.length = 1.5;
                 *     row.colour = "...";
                 *     if (m_predict(&row, &prediction) == 0)
                 *         puts(m_classes[prediction.class_index]);
                """))
        #expect(try !swift().contains("import "))
    }
}
