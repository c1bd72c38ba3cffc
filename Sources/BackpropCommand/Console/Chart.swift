import Backprop

/// A curve drawn with characters, over evenly spaced positions.
struct Chart {
    private let points: [(x: Double, y: Double)]
    private let xName: String
    private let yName: String
    private static let (width, height) = (60, 12)

    init(_ points: [(x: Double, y: Double)], xName: String, yName: String) {
        self.points = points.filter(\.y.isFinite)
        self.xName = xName
        self.yName = yName
    }

    /// The lines of the drawing: the curve, its highest and lowest value, the first and the last position.
    var lines: [String] {
        guard points.count > 1, let first = points.first, let last = points.last else { return [] }
        let (minimum, maximum) = (points.map(\.y).min()!, points.map(\.y).max()!)
        let labels = [NumberText.short(maximum), NumberText.short(minimum)]
        let margin = labels.map(\.count).max() ?? 0
        var lines = ["\(yName)"]
        for (row, cells) in cells(from: minimum, to: maximum).enumerated() {
            let label = row == 0 ? labels[0] : row == Self.height - 1 ? labels[1] : ""
            lines.append(String(repeating: " ", count: margin - label.count) + label + " │" + cells)
        }
        let begin = NumberText.short(first.x)
        let end = NumberText.short(last.x)
        let axis = String(repeating: "─", count: Self.width)
        lines.append(String(repeating: " ", count: margin) + " └" + axis)
        let gap = max(1, Self.width - begin.count - end.count - xName.count)
        let (left, right) = (gap / 2, gap - gap / 2)
        lines.append(
            String(repeating: " ", count: margin + 2) + begin + String(repeating: " ", count: left) + xName
                + String(repeating: " ", count: right) + end)
        return lines
    }

    private func cells(from minimum: Double, to maximum: Double) -> [String] {
        var grid = Array(repeating: Array(repeating: Character(" "), count: Self.width), count: Self.height)
        let range = maximum - minimum
        for column in 0..<Self.width {
            let value = points[column * (points.count - 1) / (Self.width - 1)].y
            let share = range > 0 ? (value - minimum) / range : 0
            let row = Self.height - 1 - Int((share * Double(Self.height - 1)).rounded())
            grid[row][column] = "•"
        }
        return grid.map { cells in
            var line = String(cells)
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
    }
}
