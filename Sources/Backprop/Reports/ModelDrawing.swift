extension PermutationImportance {
    /// Returns the importance of each column, or the reason for its absence, or `nil` if it was not requested.
    static func section(_ importance: PermutationImportance?, absence: String?) -> HTMLSection? {
        let title = "Importance of the columns"
        if let importance, !importance.columns.isEmpty {
            return HTMLSection(title, [.charts([importance.chart])] + (importance.words?.elements ?? []))
        }
        return absence.map { HTMLSection(title, [.paragraph("Not measured: \($0).")]) }
    }
}

extension NetworkDiagram {
    /// The maximum number of columns next to each other on a page.
    private static let maximumColumnCount = 8

    /// Whether every unit is drawn and the drawing fits a page.
    var isSmall: Bool { columns.count <= Self.maximumColumnCount && columns.allSatisfy(\.isDrawn) }

    /// The drawing with its weights as a table.
    var chart: HTMLChart {
        let rows = columns.indices.dropFirst().flatMap { index in
            (columns[index].weights ?? []).enumerated().flatMap { unit, weights in
                weights.enumerated().map { source, weight in
                    [
                        name(source, in: index - 1), name(unit, in: index),
                        NumberText.significant(weight, digits: 6),
                    ]
                }
            }
        }
        return HTMLChart(
            title: "Weights",
            sentence:
                "Every unit is a circle and every weight a line, the wider the larger; negative ones are dashed.",
            svg: inlineSVG, headings: ["from", "to", "weight"], rows: rows)
    }
}
