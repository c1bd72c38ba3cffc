/// The typical error of a predicted number, as a function of the number: held-out rows with similar predictions.
///
/// The rows are sorted by their prediction and divided into groups of equal size. Between the mean predictions of two
/// groups, the mean error is interpolated linearly; beyond the outer ones it is constant.
struct ErrorWidths: Equatable, Sendable {
    /// The mean prediction of each group, ascending.
    let centers: [Double]

    /// The mean error of each group, above 0.
    let widths: [Double]

    /// The number of rows of a group, and the maximum number of groups.
    private static let (groupSize, maximumGroupCount) = (40, 10)

    /// A group's width is at least this share of the mean error of all rows, so that a lucky group is not certain.
    private static let minimumShare = 0.1

    /// Fits the widths; `nil` if there are too few rows for two groups, or no errors.
    init?(predictions: [Double], errors: [Double]) {
        let count = min(Self.maximumGroupCount, predictions.count / Self.groupSize)
        let mean = errors.reduce(0, +) / Double(max(1, errors.count))
        guard count > 1, mean > 0, mean.isFinite else { return nil }
        let order = predictions.indices.sorted { (predictions[$0], $0) < (predictions[$1], $1) }
        var (centers, widths): ([Double], [Double]) = ([], [])
        for group in 0..<count {
            let rows = order[(group * order.count / count)..<((group + 1) * order.count / count)]
            let center = rows.reduce(0) { $0 + predictions[$1] / Double(rows.count) }
            let width = rows.reduce(0) { $0 + errors[$1] } / Double(rows.count)
            // Equal predictions make one group.
            if let last = centers.last, center <= last { continue }
            centers.append(Self.short(center))
            widths.append(Self.short(max(width, Self.minimumShare * mean)))
        }
        self.init(centers: centers, widths: widths)
    }

    private init?(centers: [Double], widths: [Double]) {
        (self.centers, self.widths) = (centers, widths)
        guard isValid else { return nil }
    }

    private static func short(_ number: Double) -> Double {
        Double(NumberText.rounded(number, digits: 6)) ?? number
    }

    /// Returns the typical error of a prediction.
    func callAsFunction(_ prediction: Double) -> Double {
        guard let next = centers.firstIndex(where: { $0 > prediction }) else {
            return widths[widths.count - 1]
        }
        guard next > 0 else { return widths[0] }
        let share = (prediction - centers[next - 1]) / (centers[next] - centers[next - 1])
        return widths[next - 1] + share * (widths[next] - widths[next - 1])
    }

    private var isValid: Bool {
        centers.count > 1 && centers.count == widths.count && centers.allSatisfy(\.isFinite)
            && widths.allSatisfy { $0 > 0 && $0.isFinite }
            && zip(centers, centers.dropFirst()).allSatisfy { $0 < $1 && ($1 - $0).isFinite }
    }
}

extension ErrorWidths: Codable {
    private enum CodingKeys: CodingKey { case centers, widths }

    /// Reads widths, and throws if they cannot be computed with.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let found = ErrorWidths(
            centers: try container.decode([Double].self, forKey: .centers),
            widths: try container.decode([Double].self, forKey: .widths))
        guard let found else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: container.codingPath,
                    debugDescription: "the widths of errors must be positive, their centers ascending"))
        }
        self = found
    }
}
