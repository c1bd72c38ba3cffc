/// A model as source code in Swift: one file that imports nothing.
///
/// It has a structure whose properties are the columns of a row, and which predicts it with the bits of
/// ``Model/predict(_:threads:)-(Table,_)``.
public struct SwiftSource: Sendable {
    /// The text of the file.
    public let text: String

    /// Writes a model.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - name: The name of the structure, such as that of the file. It becomes an identifier.
    ///   - origin: The origin of the code, for the comment at its beginning.
    /// - Throws: ``ExportError`` if a part of the model cannot be written, or the name has no letter or digit.
    public init(_ model: Model, named name: String, origin: SourceOrigin) throws(ExportError) {
        guard let identifier = SourceIdentifiers.swift.name(name) else { throw .noName(name) }
        var type = identifier.prefix(1).uppercased() + identifier.dropFirst()
        if Self.standardTypes.contains(type) { type += "Model" }
        text = SwiftWriter(model: try PortableModel(model), type: type, origin: origin.lines(model)).text
    }

    /// The types that the code uses.
    private static let standardTypes: Set<String> = [
        "Array", "Bool", "Dictionary", "Double", "Error", "Float", "Hashable", "Int", "Sendable",
        "StaticString", "String",
        "UInt8", "UInt32", "UInt64", "UTF8", "Unicode", "Failure", "Prediction", "Window", "Type", "Self",
        "Protocol",
        "UnsafePointer", "UnsafeMutablePointer", "UnsafeBufferPointer", "Key",
    ]
}

/// The writer of a model in Swift.
struct SwiftWriter {
    let model: PortableModel
    let type: String
    let origin: [String]

    /// The name of the property of each column.
    var properties: [String] {
        SourceIdentifiers.swift.unique(model.columns.map(\.name), reserved: ["predict", "classes"])
    }

    /// The name of the property of each predicted number, or of the value and the probability of each yes/no target.
    var targetProperties: [String] { model.output.fields(SourceIdentifiers.swift) }

    /// The text of the file.
    var text: String {
        let properties = properties
        let networks = WrittenNetworks(model.networks) { network, index in
            SwiftNetworkWriter(
                network: network, index: index, columns: model.columns, properties: properties, type: type)
        }
        let functions = SwiftFunctions.all.texts(of: networks.needed)
        return """
            \(beginning)
            struct \(type): Sendable {
            \(indented(members))
            }

            extension \(type) {
            \(indented((networks.texts + networks.tables + functions).joined(separator: "\n\n")))
            }

            """
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }

    private var beginning: String {
        let values = zip(properties, model.columns).prefix(3).map { property, column in
            "\(property): \(column.kind == .category ? "\"...\"" : "1.5")"
        }
        let result = targetProperties.first ?? "label"
        let example =
            "let prediction = try \(type)(\(values.joined(separator: ", "))\(model.columns.count > 3 ? ", ..." : "")).predict()"
        return
            (["The prediction of a model for one row.", ""] + origin + [
                "", "Example:", "    " + example, "    print(prediction.\(result))", "",
                "On Linux, link a program that imports neither Foundation nor Glibc with -lm.",
            ]).map { $0.isEmpty ? "//" : "// " + SourceText.comment($0) }.joined(separator: "\n") + "\n"
    }

    private var members: String {
        let properties = zip(properties, model.columns).map { property, column -> String in
            let kind =
                switch column.kind {
                case .number: "a number"
                case .category: "a category"
                case .date: "a date, in seconds since 1970 in UTC"
                }
            return """
                /// "\(SourceText.comment(column.name))": \(kind), or nil if it is missing.
                var \(property): \(Self.typeName(column))?
                """
        }
        return (properties + [initializer, prediction, failure, predictFunction]).joined(separator: "\n\n")
    }

    static func typeName(_ column: PortableColumn) -> String {
        column.kind == .category ? "String" : "Double"
    }

    private var initializer: String {
        let parameters = zip(properties, model.columns).map { "\($0): \(Self.typeName($1))? = nil" }
        return """
            /// A row; a value that is nil is missing.
            init(
                \(parameters.joined(separator: ",\n    "))
            ) {
            \(properties.map { "    self.\($0) = \($0)" }.joined(separator: "\n"))
            }
            """
    }

    private func structure(_ lines: [String]) -> String {
        "struct Prediction: Sendable {\n\(lines.joined(separator: "\n"))\n}"
    }

    private var prediction: String {
        switch model.output {
        case .classes(let labels, let hasProbabilities):
            let field = hasProbabilities ? "probabilities" : "scores"
            return """
                /// The classes, in the order of their \(field).
                static let classes: [String] = [
                \(SourceNumber.lines(labels.map(SourceText.swift), indent: 4))
                ]

                struct Prediction: Sendable {
                    /// The most probable class, an index of `classes`.
                    let classIndex: Int
                    let \(field): [Double]
                    var label: String { \(type).classes[classIndex] }
                }
                """
        case .numbers(let targets):
            let lines = zip(targetProperties, targets).map {
                "    /// \"\(SourceText.comment($1))\"\n    let \($0): Double"
            }
            return structure(lines)
        case .binary(let targets): return structure(propertyLines(targets))
        }
    }

    private var failure: String {
        """
        enum Failure: Error {
            /// The model cannot take the value of a column.
            case value(column: String)
            /// The row has no value.
            case noValues
        }
        """
    }
}
