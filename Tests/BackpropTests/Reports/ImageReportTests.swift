import Foundation
import Testing

@testable import Backprop

@Suite("Image reports")
struct ImageReportTests {
    /// Two classes: the bright pixel is in the left or in the right half of a 4 × 6 image.
    static let images: ImageSet = {
        var bytes = [UInt8](repeating: 0, count: 24 * 24)
        for image in 0..<24 { bytes[image * 24 + image] = 200 }
        return ImageSet(
            bytes: bytes, shape: [4, 6, 1], labels: (0..<24).map { $0 % 6 < 3 ? "left" : "<right>" },
            source: "halves")
    }()

    static func model(_ layers: String, epochs: Int = 40) throws -> Model {
        var options = RecipeOptions()
        options.hiddenLayers = layers.isEmpty ? Network([]) : try Network(parsing: layers)
        options.epochs = epochs
        return try Trainer(options.recipe(for: images).recipe).train(on: images).model
    }

    @Test("text is escaped, and bytes become the base 64 of Foundation")
    func text() {
        #expect(HTMLText.escaped("<a & \"b\">\u{7}") == "&lt;a &amp; &quot;b&quot;&gt;\u{FFFD}")
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: 97 * $0 + 200) }
            #expect(HTMLText.base64(bytes) == Data(bytes).base64EncodedString())
        }
    }

    @Test("the page shows images, confusions, filters and maps, each with words, and needs no other file")
    func page() throws {
        let model = try Self.model("dense 5 relu", epochs: 3)
        let report = try ImageModelReport(model, predictions: model.predict(Self.images), on: Self.images)
        let page = try report.page().text.replacingOccurrences(
            of: "xmlns=\"http://www.w3.org/2000/svg\"", with: "")
        for title in [
            "Scores", "The first images", "Most often confused", "Filters of the first layer",
            "Which pixels decide", "Predictions compared with the truth", "Network", "Data",
        ] {
            #expect(page.contains("<h2>\(title)</h2>"))
        }
        #expect(page.contains("Matthews correlation") && page.contains("baseline: chance"))
        #expect(!page.contains("<right>") && page.contains("&lt;right&gt;"))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("<script src"))
        let pictures = page.components(separatedBy: "<img ").count - 1
        #expect(pictures >= 24 + 5 + 12)
        #expect(page.components(separatedBy: "alt=\"\"").count == 1)
    }

    @Test("the gradient of a network without hidden layers is its weights, in units of scaled pixels")
    func gradient() throws {
        let model = try Self.model("", epochs: 5)
        let gradient = try #require(InputGradient(model, threads: 1))
        let found = try gradient.magnitudes(of: Self.images.selecting([3]), output: 1)
        let weights: [Double] = model.parameters.values()
        for pixel in 0..<24 { #expect(abs(found[pixel] - abs(weights[2 * pixel + 1])) < 1e-6) }
    }

    /// Networks whose layers go back in one pass, and those that are measured by differences.
    static let ways: [(layers: String, goesBack: Bool)] = [
        ("dense 5 tanh, dropout 0.3", true),
        ("conv 3 3x3 gelu, flatten, dense 4 tanh", true),
        ("conv 3 3x3 no-bias, batchnorm, tanh, spatial-dropout 0.2, flatten", true),
        ("conv 3 3x3 padding same tanh, maxpool 2, residual(conv 3 3x3 padding same tanh), flatten", true),
        ("residual(conv 1 3x3 padding same tanh, dropout 0.2), flatten", false),
        ("residual(batchnorm, tanh), flatten", false),
        ("batchnorm, conv 3 3x3 tanh, flatten", false),
    ]

    @Test("what a backward pass gives for the pixels is what differences give")
    func backward() throws {
        for (layers, goesBack) in Self.ways { try Self.compare(layers, goesBack) }
    }

    private static func compare(_ layers: String, _ goesBack: Bool) throws {
        let model = try Self.model(layers, epochs: 2)
        var recipe = model.recipe
        let last = try #require(recipe.network.layers.last as? Dense)
        recipe.network.layers[recipe.network.layers.count - 1] = last.withActivation(.linear)
        let scores = try Model(
            recipe: recipe, inputShape: model.inputShape, parameters: model.parameters,
            provenance: model.provenance)
        let differences = try #require(InputDifferences(scores, threads: 1))
        let backward = InputBackpropagation(scores, threads: 1)
        #expect((backward != nil) == goesBack)
        let map = try #require(InputGradient(model, threads: 1))
        // No two pixels alike: where a maximum is shared, there is no derivative.
        let image = ImageSet(bytes: (0..<24).map { UInt8($0 * 37 % 251) }, shape: [4, 6, 1])
        let features = try #require(model.images).features(of: image, as: Double.self)
        for output in 0..<2 {
            let expected = differences.slopes(at: features, output: output)
            let magnitudes = try map.magnitudes(of: image, output: output)
            for pixel in 0..<24 {
                #expect(abs(magnitudes[pixel] - abs(expected[pixel])) < 1e-5)
                guard let found = backward?.slopes(at: features, output: output) else { continue }
                #expect(abs(found[pixel] - expected[pixel]) < 1e-5)
            }
        }
    }
}
