/// A model as source code in C99: a header, and a file that needs the mathematical library and nothing else.
///
/// The code allocates nothing. Its one function gives the bits of ``Model/predict(_:threads:)-(Table,_)``, provided that
/// the compiler neither fuses nor reorders arithmetic, which the code forbids to the common ones.
public struct CSource: Sendable {
    /// The text of the header.
    public let header: String
    /// The text of the source file, which includes the header by its name.
    public let source: String

    /// Writes a model.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - name: The beginning of all public names, such as that of the file. It becomes an identifier.
    ///   - headerName: The name by which the source includes the header.
    ///   - origin: The origin of the code, for the comment at its beginning.
    /// - Throws: ``ExportError`` if a part of the model cannot be written, or the name has no letter or digit.
    public init(
        _ model: Model, named name: String, headerName: String, origin: SourceOrigin
    ) throws(ExportError) {
        guard let prefix = SourceIdentifiers.c.name(name) else { throw .noName(name) }
        let writer = CWriter(
            model: try PortableModel(model), prefix: prefix, headerName: headerName,
            origin: origin.lines(model))
        header = writer.header
        source = writer.source
    }
}

/// The writer of a model in C.
struct CWriter {
    let model: PortableModel
    let prefix: String
    let headerName: String
    let origin: [String]

    /// The name of each column in the structure of a row.
    var fields: [String] { SourceIdentifiers.c.unique(model.columns.map(\.name)) }

    /// The name of each predicted number in the structure of a prediction, or of the value and the probability of each
    /// yes/no target.
    var targetFields: [String] { model.output.fields(SourceIdentifiers.c) }

    /// The number of bytes of all values on the stack.
    var stackBytes: Int {
        model.networks.map { network in
            BufferPlan(network).counts.reduce(0, +) * (network.precision == .float32 ? 4 : 8)
        }.max() ?? 0
    }

    func comment(_ text: String) -> String { "/* \(SourceText.comment(text)) */" }
}

extension CWriter {
    /// The text of the header.
    var header: String {
        let guardName = prefix.uppercased() + "_H"
        return """
            \(beginning("The prediction of a model for one row."))
            #ifndef \(guardName)
            #define \(guardName)

            #ifdef __cplusplus
            extern "C" {
            #endif

            /* The values of a row. Texts are UTF-8, with accents written as in the training table. */
            typedef struct {
            \(fieldLines)
            } \(prefix)_row;

            \(prediction)

            /* Predicts a row. Returns 0, or the number of the column, from 1, whose value the model cannot take, or -1 for
             * a row without any value. The values of the networks take \(stackBytes) bytes of the stack. */
            int \(prefix)_predict(const \(prefix)_row *row, \(prefix)_prediction *prediction);

            #ifdef __cplusplus
            }
            #endif
            #endif

            """
    }

    /// The comment at the beginning of a file.
    func beginning(_ summary: String) -> String {
        ["/* " + summary, " *"].joined(separator: "\n") + "\n"
            + origin.map { " * " + SourceText.comment($0) }.joined(separator: "\n") + "\n *\n"
            + example.map { " * " + $0 }.joined(separator: "\n") + "\n */"
    }

    private var example: [String] {
        let values = zip(fields, model.columns).prefix(3).map { field, column in
            "row.\(field) = \(column.kind == .category ? "\"...\"" : "1.5");"
        }
        let result =
            switch model.output {
            case .classes: "puts(\(prefix)_classes[prediction.class_index]);"
            case .numbers: "printf(\"%g\\n\", prediction.\(targetFields[0]));"
            case .binary: "puts(prediction.\(targetFields[0]));"
            }
        return ["Example:", "    \(prefix)_row row;", "    \(prefix)_prediction prediction;"]
            + values.map { "    " + $0 } + (model.columns.count > 3 ? ["    ..."] : [])
            + [
                "    if (\(prefix)_predict(&row, &prediction) == 0)", "        " + result,
                "Compile with the mathematical library: cc -c \(prefix).c, then link with -lm.",
            ]
    }

    private var fieldLines: String {
        zip(fields, model.columns).map { field, column in
            let name = SourceText.comment(column.name)
            switch column.kind {
            case .number: return "    double \(field); /* \"\(name)\": a number, NAN if it is missing */"
            case .category:
                return
                    "    const char *\(field); /* \"\(name)\": a category in UTF-8, NULL if it is missing */"
            case .date:
                return
                    "    double \(field); /* \"\(name)\": a date, in seconds since 1970 in UTC, NAN if it is missing */"
            }
        }.joined(separator: "\n")
    }

    private func structure(_ lines: [String]) -> String {
        "typedef struct {\n\(lines.joined(separator: "\n"))\n} \(prefix)_prediction;"
    }

    private var prediction: String {
        switch model.output {
        case .classes(let labels, let hasProbabilities):
            let field = hasProbabilities ? "probabilities" : "scores"
            return """
                /* The classes, in the order of their \(field). */
                extern const char *const \(prefix)_classes[\(labels.count)];

                typedef struct {
                    int class_index; /* the most probable class, an index of \(prefix)_classes */
                    double \(field)[\(labels.count)];
                } \(prefix)_prediction;
                """
        case .numbers(let targets):
            let lines = zip(targetFields, targets).map { field, target in
                "    double \(field); /* \"\(SourceText.comment(target))\" */"
            }
            return structure(lines)
        case .binary(let targets): return structure(fieldLines(targets))
        }
    }
}
