/// One line for the driver: a JSON object of these members.
typealias Answer = [String: Value]

/// A number or a text in an answer.
enum Value {
    case number(Double)
    case count(Int)
    case text(String)

    init(_ number: Double) { self = .number(number) }
    init(_ count: Int) { self = .count(count) }
    init(_ text: String) { self = .text(text) }

    /// The JSON text; a number that is not finite becomes `null`.
    var json: String {
        switch self {
        case .number(let number): number.isFinite ? "\(number)" : "null"
        case .count(let count): "\(count)"
        case .text(let text): "\"" + text.unicodeScalars.map(Self.escaped).joined() + "\""
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case "\n": "\\n"
        case _ where scalar.value < 0x20: " "
        default: String(scalar)
        }
    }
}
