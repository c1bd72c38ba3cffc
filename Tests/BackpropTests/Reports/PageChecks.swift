import Foundation
import Testing

@testable import Backprop

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The checks of every page, read by a strict parser of XML.
final class PageChecks: NSObject, XMLParserDelegate {
    /// The texts of elements of each name.
    private(set) var texts: [String: [String]] = [:]
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private var open: [(name: String, text: String)] = []

    /// Attributes of the position of a drawing.
    private static let geometry = [
        "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points", "width", "height", "viewBox",
        "fill-opacity", "transform",
    ]

    /// Reads a page, and checks that it is well-formed, needs nothing else, and draws at places that there are.
    init(_ page: HTMLReport, _ location: SourceLocation = #_sourceLocation) {
        super.init()
        let text = page.text
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        #expect(
            parser.parse(), "\(String(describing: parser.parserError)), line \(parser.lineNumber)",
            sourceLocation: location)
        // The name of the language of drawings is not an address that is looked up.
        let rest = text.replacingOccurrences(of: "xmlns=\"http://www.w3.org/2000/svg\"", with: "")
            .replacingOccurrences(of: "<script>\n\(HTMLScript.text)\n</script>", with: "")
        for address in ["://", "<script", "@import", "url(", "<link", "<iframe"] {
            #expect(!rest.contains(address), "\(address)", sourceLocation: location)
        }
        let drawn = elements.flatMap { element in
            Self.geometry.compactMap { element.attributes[$0] }
        }
        for word in ["nan", "inf", "e+", "e-"] {
            #expect(!drawn.contains { $0.contains(word) }, "\(word)", sourceLocation: location)
        }
        let charts = elements.filter { $0.name == "svg" }
        #expect(charts.allSatisfy { $0.attributes["role"] == "img" }, sourceLocation: location)
        #expect(texts["script"] == ["\n\(HTMLScript.text)\n"], sourceLocation: location)
        #expect(texts["desc"]?.count ?? 0 == charts.count, sourceLocation: location)
    }

    /// The cells of the first row of a table that begins with that cell.
    static func row(_ name: String, in page: String) -> [String]? {
        guard let start = page.range(of: "<tr><th scope=\"row\">\(name)</th>") else { return nil }
        let rest = page[start.upperBound...]
        let row = rest[..<rest.range(of: "</tr>")!.lowerBound]
        return row.components(separatedBy: "</td>").dropLast().map {
            String($0[$0.index(after: $0.lastIndex(of: ">")!)...])
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
        open.append((name, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if !open.isEmpty { open[open.count - 1].text += string }
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        texts[name, default: []].append(open.removeLast().text)
    }
}
