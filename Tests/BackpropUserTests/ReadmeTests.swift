import Backprop
import Foundation
import Testing

/// The README's program, run as it stands there.
@Suite struct ReadmeTests {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func itsProgramRuns() throws {
        let data = Self.root.appending(path: "Examples/iris.csv").path
        let folder = FileManager.default.temporaryDirectory.appending(path: "readme-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "iris.safetensors").path
        // The program begins.
        let table = try Table(contentsOf: data)
        let recipe = Recipe(
            network: Network([Dense(16, activation: .relu), Dropout(0.1), Dense(3, activation: .softmax)]),
            loss: CrossEntropy(), optimizer: AdamW(learningRate: 0.01), epochs: 60, seed: 7,
            columns: ColumnSelection(targets: ["species"]))
        let estimate = try CrossValidation(recipe).run(on: table)
        print(estimate[.accuracy]!.mean)  // 0.9533333333333334

        let model = try Trainer(recipe).train(on: table).model
        try model.write(to: file)
        let predictions = try Model(contentsOf: file).predict(table)
        print(predictions.labels[0])  // setosa
        // The program ends.
        // The README shows both values, and the same recipe gives the same bits.
        #expect(estimate[.accuracy]?.mean == 0.9533333333333334)
        #expect(predictions.labels[0] == "setosa")
    }

    @Test func itsProgramIsThisOne() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
        let written = try #require(Self.lines(readme, from: "import Backprop", to: "```"))
            .map { $0.replacing("\"Examples/iris.csv\"", with: "data") }
            .map { $0.replacing("\"iris.safetensors\"", with: "file") }
        let tested = try #require(
            Self.lines(source, from: "        // The program begins.", to: "        // The program ends.")
        ).map { String($0.dropFirst(8)) }
        #expect(written.drop { $0.isEmpty } == tested[...])
    }

    /// The lines between the first line that is `start` and the next that is `end`.
    static func lines(_ text: String, from start: String, to end: String) -> [String]? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let first = lines.firstIndex(of: start),
            let last = lines[first...].firstIndex(of: end)
        else { return nil }
        return Array(lines[(first + 1)..<last])
    }
}
