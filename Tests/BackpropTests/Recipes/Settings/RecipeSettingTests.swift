import Foundation
import Testing

@testable import Backprop

@Suite struct RecipeSettingTests {
    /// The text of a file of the package.
    private static func file(_ path: String) throws -> String {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func theArticleHasTheTableOfAllSettings() throws {
        let article = try Self.file("Sources/Backprop/Backprop.docc/RecipeSettings.md")
        #expect(
            article.contains("\n" + RecipeSettings.table + "\n"), "the table is:\n\(RecipeSettings.table)")
    }

    @Test func keysAndOptionsAreUnique() {
        let all = RecipeSettings.all
        #expect(Set(all.map(\.option)).count == all.count)
        #expect(Set(all.map { "\($0.section.rawValue).\($0.key)" }).count == all.count)
        for setting in all {
            #expect(setting.meaning.hasSuffix("."), "\(setting.key)")
            #expect(!setting.defaultText.isEmpty && !setting.expected.isEmpty, "\(setting.key)")
        }
    }

    @Test(
        arguments: [
            ("1000", 1000), ("1e3", 1000), ("+7", 7), ("2.0", 2), ("0", nil), ("-1", nil), ("1.5", nil),
            ("", nil),
            ("1000000001", nil), ("9223372036854775808", nil), ("1e400", nil), ("nan", nil), ("10%", nil),
        ] as [(String, Int?)]) func readsWholeNumbers(text: String, value: Int?) throws
    {
        #expect(try RecipeSetting.epochs.notation.parse(text) == value)
    }

    @Test(
        arguments: [
            ("0.2", 0.2), ("20%", 0.2), ("0", 0), ("1e-3", 0.001), ("1", nil), ("100%", nil), ("-0.1", nil),
            ("nan", nil), ("inf", nil), ("0x1p-2", nil), ("%", nil),
        ] as [(String, Double?)]) func readsShares(text: String, value: Double?) throws
    {
        #expect(try RecipeSetting.labelSmoothing.notation.parse(text) == value)
    }

    @Test(arguments: [
        ("mse", "mean-squared-error"), ("huber", "huber delta 1.0"), ("huber delta 0.5", "huber delta 0.5"),
        ("Cross_Entropy", "cross-entropy"),
    ]) func readsLosses(text: String, spelling: String) {
        #expect(RecipeSetting<any Loss>.loss.spelling(of: text) == spelling)
    }

    @Test func readsOptimizersWithNumbers() throws {
        let optimizer = try RecipeSetting<any Optimizer>.optimizer.notation.parse(
            "sgd momentum 0.9, nesterov true, learning-rate 0.1")
        #expect(optimizer as? SGD == SGD(learningRate: 0.1, momentum: 0.9, nesterov: true))
    }

    @Test(arguments: [
        ("crossentropy", "there is no loss \"crossentropy\"; did you mean \"cross-entropy\"?"),
        ("huber delta 0", "the number \"delta\" of huber must be a number above 0, not \"0\""),
        ("mse delta 1", "there is no number of mean-squared-error \"delta\"; it has none"),
        (
            "huber 0.5",
            "the loss must be a name and pairs of key and value, such as \"huber delta 1.0\", not \"huber 0.5\""
        ),
    ]) func tellsWhatIsWrong(text: String, message: String) {
        let error = #expect(throws: SettingError.self) {
            try RecipeSetting<any Loss>.loss.parse(text, option: "--loss")
        }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("16,8", "there is no layer \"16\"; for a layer of 16 units write \"dense 16\"\n  16,8\n  ^"),
        ("16 relu", "there is no layer \"16\"; for a layer of 16 units write \"dense 16\"\n  16 relu\n  ^"),
        (
            "dense 16 relu; dense 8",
            "a comma separates layers, not \";\"\n  dense 16 relu; dense 8\n               ^"
        ),
        (
            "lstm",
            "there is no layer \"lstm\"; recurrent layers are not supported, but conv1d learns from sequences too\n  lstm\n  ^"
        ),
    ]) func tellsWhatIsWrongWithLayers(text: String, message: String) {
        let error = #expect(throws: NetworkError.self) { try Network(parsing: text) }
        #expect(error?.description == message)
    }

    @Test(arguments: [(99_993_832, "0.01"), (5, "0.5"), (0.3, "0.03")])
    func suggestsALearningRateThatWorks(rate: Double, suggestion: String) {
        let error = TrainingError.nonFiniteLoss(epoch: 1, batch: 2, learningRate: rate)
        #expect(error.description.hasSuffix(" is probably too large, try \(suggestion)"))
    }
}
