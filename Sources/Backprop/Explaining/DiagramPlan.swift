/// The positions and sizes of the parts of a drawing, in pixels.
enum DiagramPlan {
    static let radius = 19.0
    static let boxHalfWidth = 36.0
    static let boxHeight = 120.0
    private static let distance = 150.0
    private static let pitch = 48.0
    private static let top = 52.0
    private static let bottom = 40.0

    /// Returns the margin for the names of a column.
    private static func margin(_ column: NetworkDiagram.Column?) -> Double {
        guard let column, column.isDrawn else { return 76 }
        let longest = column.names.map { cut($0).count }.max() ?? 0
        return max(76, radius + 14 + 7 * Double(longest))
    }

    static func width(of columns: [NetworkDiagram.Column]) -> Double {
        let width = x(of: columns.count - 1, columns) + margin(columns.last)
        return max(width, 450)
    }

    private static func rows(_ columns: [NetworkDiagram.Column]) -> Double {
        let units = columns.filter(\.isDrawn).map { Double($0.shape.count) * pitch }
        return max(boxHeight + 20, units.max() ?? 0)
    }

    static func height(of columns: [NetworkDiagram.Column]) -> Double { top + rows(columns) + bottom }

    static func middle(of columns: [NetworkDiagram.Column]) -> Double { top + rows(columns) / 2 }

    static func x(of index: Int, _ columns: [NetworkDiagram.Column]) -> Double {
        margin(columns.first) + Double(index) * distance
    }

    static func halfWidth(_ column: NetworkDiagram.Column) -> Double {
        column.isDrawn ? radius : boxHalfWidth
    }

    static func center(
        of unit: Int, in index: Int, _ columns: [NetworkDiagram.Column]
    ) -> (x: Double, y: Double) {
        let count = Double(columns[index].shape.count)
        let spread = min(2 * pitch, rows(columns) / count)
        let y = middle(of: columns) + (Double(unit) - (count - 1) / 2) * spread
        return (x(of: index, columns), y)
    }

    /// Returns a text that fits between two columns.
    static func cut(_ text: String) -> String { TextTable.label(text, limit: 22) }

    /// Returns a number as text that fits into a circle.
    static func short(_ value: Double) -> String {
        switch abs(value) {
        case 0: "0"
        case 0.005..<9.995: NumberText.fixed(value, places: 2)
        case 9.995..<9999.5: NumberText.fixed(value, places: value.magnitude < 99.95 ? 1 : 0)
        case ..<0.005: value < 0 ? "-0.00" : "0.00"
        default: value < 0 ? "<-9999" : ">9999"
        }
    }
}
