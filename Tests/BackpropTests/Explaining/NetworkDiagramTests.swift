import Foundation
import Testing

@testable import Backprop

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite struct NetworkDiagramTests {
    /// The elements of a drawing, as a strict reader of XML finds them.
    private final class Elements: NSObject, XMLParserDelegate {
        private(set) var found: [(name: String, attributes: [String: String])] = []
        private(set) var words = ""

        init(_ text: String) throws {
            super.init()
            let parser = XMLParser(data: Data(text.utf8))
            parser.delegate = self
            try #require(parser.parse())
        }

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
            qualifiedName: String?, attributes: [String: String]
        ) {
            found.append((name, attributes))
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { words += string }

        /// The elements of that name, and of that class.
        func all(_ name: String, _ kind: String? = nil) -> [[String: String]] {
            found.filter { $0.name == name && (kind == nil || $0.attributes["class"] == kind) }
                .map(\.attributes)
        }
    }

    @Test func drawsEveryUnitAndEveryWeight() throws {
        let parameters = [1.0, -2, 0.5, 0, 0, 0, 0, 0, 3]
        let diagram = try NetworkDiagram(
            Network([Dense(3, activation: .relu), Dense(1, bias: false)]), input: [1],
            parameters: parameters, inputNames: ["a<b & \"c\""], outputNames: ["y\u{1}"])
        let drawn = try Elements(diagram.svg)
        #expect(drawn.all("circle", "unit").count == 1 + 3 + 1)
        let lines = drawn.all("line").dropLast(2)
        #expect(
            lines.map { $0["class"] } == [
                "positive", "negative", "positive", "positive", "positive", "positive",
            ])
        #expect(lines.map { $0["stroke-width"] } == ["2.40", "4.40", "1.40", "0.40", "0.40", "6.40"])
        #expect(drawn.words.contains("a<b & \"c\" to unit 2 of layer 1: weight -2.000"))
        #expect(drawn.words.contains("widest: 3.00"))
    }

    @Test func describesTheDiagramInWords() throws {
        var trace = try StepTraceTests.article()
        trace.inputNames = ["x1", "x2"]
        trace.outputNames = ["no", "yes"]
        #expect(
            trace.diagram.description
                == "From left to right. Input: 2 values (x1, x2); Layer 1, dense 1 sigmoid: 1 value; "
                + "Layer 2, dense 2 sigmoid: 2 values (no, yes). Strongest: x2 to unit 1 of layer 1: weight "
                + "0.8474; unit 1 of layer 1 to yes: weight 0.4495; unit 1 of layer 1 to no: weight 0.2551.")
        let drawn = try Elements(trace.diagram.svg)
        #expect(drawn.found[0].attributes["role"] == "img")
        #expect(drawn.found[1].name == "title" && drawn.found[2].name == "desc")
        #expect(drawn.words.contains("0.73"))
    }

    @Test func drawsLargeLayersAsBoxes() throws {
        let network = try Network(parsing: "conv 8 3x3 relu, flatten, dense 100 relu, dense 10 softmax")
        let drawn = try Elements(try NetworkDiagram(network, input: [8, 8, 1]).svg)
        #expect(drawn.all("rect", "unit").count == 4)
        #expect(drawn.all("circle").count == 10)
        #expect(drawn.all("line").isEmpty && drawn.all("path", "plain").count == 4)
        #expect(drawn.words.contains("6×6×8"))
    }

    @Test func joinsPartsOneToOne() throws {
        let network = Network([Dense(3), Dropout(0.5), Dense(2)])
        let drawn = try Elements(
            try NetworkDiagram(network, input: [2], parameters: Array(repeating: 1, count: 17)).svg)
        #expect(drawn.all("line", "plain").count == 3)
        #expect(drawn.all("line", "positive").count == 2 * 3 + 3 * 2 + 1)
    }
}
