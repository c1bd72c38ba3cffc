/// A drawing of a confusion matrix: true classes from top to bottom, predicted ones from left to right. The darkness
/// of a cell is its share of the true class's rows.
struct SVGConfusionChart {
    let matrix: ConfusionMatrix
    let labels: [String]

    /// The maximum number of classes in a drawing.
    static let maximumClassCount = 24
    private static let width = 480.0

    var svg: String {
        let count = matrix.classCount
        let names = labels.map { TextTable.label($0, limit: count > 12 ? 10 : 14) }
        let left = 34 + 7.6 * Double(names.map(\.count).max() ?? 0)
        let size = min((Self.width - left - 8) / Double(count), 130)
        let height = min(size, 60)
        let (totals, bottom) = (matrix.truthTotals, 30 + height * Double(count))
        var content: [SVGElement] = []
        for truth in 0..<count {
            let y = 30 + Double(truth) * height
            content.append(ChartMark.text(names[truth], left - 6, y + height / 2 + 5, "end"))
            for predicted in 0..<count {
                let value = matrix[truth: truth, predicted: predicted]
                let share = totals[truth] > 0 ? value / totals[truth] : 0
                let words =
                    "true \(labels[truth]), predicted \(labels[predicted]): \(NumberText.count(value)) rows"
                content += cell(
                    value, share, isRight: truth == predicted, left + Double(predicted) * size, y,
                    size, height, words)
            }
        }
        let (middle, center) = (left + size * Double(count) / 2, (30 + bottom) / 2)
        content += columnNames(names, left, size, below: bottom)
        let isTurned = Self.isTurned(names, size)
        let depth = isTurned ? 8 + 7.2 * Double(names.map(\.count).max() ?? 0) : 18
        content += [
            ChartMark.text("predicted class (number of rows)", max(middle, 130), 18, "middle", "soft"),
            ChartMark.text(
                "true class", 14, center, "middle", "soft",
                transform: "rotate(-90 14 \(SVGElement.number(center)))"),
        ]
        return SVGElement.chart(
            title: "Confusion matrix", description: description, width: Self.width,
            height: bottom + depth + 12, content: content)
    }

    private static func isTurned(_ names: [String], _ size: Double) -> Bool {
        names.contains { 8 * Double($0.count) > size }
    }

    private func columnNames(
        _ names: [String], _ left: Double, _ size: Double, below bottom: Double
    ) -> [SVGElement] {
        let isTurned = Self.isTurned(names, size)
        return names.enumerated().map { index, name in
            let x = left + (Double(index) + 0.5) * size
            guard isTurned else { return ChartMark.text(name, x, bottom + 18, "middle") }
            let (px, py) = (SVGElement.number(x + 5), SVGElement.number(bottom + 8))
            return ChartMark.text(
                name, x + 5, bottom + 8, "end", transform: "rotate(-90 \(px) \(py))")
        }
    }

    private func cell(
        _ value: Double, _ share: Double, isRight: Bool, _ x: Double, _ y: Double, _ width: Double,
        _ height: Double, _ words: String
    ) -> [SVGElement] {
        let rectangle = SVGElement(
            "rect",
            [
                ("class", isRight ? "cell right" : "cell"), ("x", SVGElement.number(x + 1)),
                ("y", SVGElement.number(y + 1)), ("width", SVGElement.number(width - 2)),
                ("height", SVGElement.number(height - 2)), ("fill-opacity", SVGElement.number(share)),
            ]
        ).telling(words)
        let text = NumberText.count(value)
        guard 7.6 * Double(text.count) < width - 2 else { return [rectangle] }
        return [
            rectangle,
            ChartMark.text(
                text, x + width / 2, y + height / 2 + 5, "middle", share > 0.5 ? "inverse" : nil),
        ]
    }

    private var description: String {
        let right = matrix.correct.reduce(0, +)
        return
            "True classes from top to bottom, predicted ones from left to right. \(NumberText.count(right)) of \(NumberText.count(matrix.total)) rows lie on the diagonal: both are the same there."
    }
}
