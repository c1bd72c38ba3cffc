/// The rows that a model from another program predicts: the names of columns and classes, and the scaling of inputs.
public struct ImportedRows: Sendable {
    /// The names of the columns, or `nil` for x1, x2 and so on.
    public var columns: [String]?

    /// The class labels in the order of the outputs, or `nil` to predict numbers; images then have the classes 0, 1, ….
    public var classes: [String]?

    /// The names of the predicted numbers, or of the class; empty for y1, y2 and so on, and `class`.
    public var targets: [String]

    /// The numbers that are subtracted from the inputs: one in all, one per column, or one per channel of images.
    public var centers: [Double]

    /// The divisors of the inputs after that, in as many numbers.
    public var scales: [Double]

    /// The replacements of missing numbers, one per column; empty for the centers.
    public var fills: [Double]

    /// Whether images are rows of a table, their values channel by channel.
    public var areTableRows: Bool

    /// The precision of the model.
    public var precision: Precision

    /// Creates a description of rows; by default numbers are taken unchanged.
    public init(
        columns: [String]? = nil, classes: [String]? = nil, targets: [String] = [], centers: [Double] = [],
        scales: [Double] = [], fills: [Double] = [], areTableRows: Bool = false,
        precision: Precision = .float32
    ) {
        (self.columns, self.classes, self.targets) = (columns, classes, targets)
        (self.centers, self.scales, self.fills) = (centers, scales, fills)
        (self.areTableRows, self.precision) = (areTableRows, precision)
    }
}

extension ImportedRows {
    /// Returns one number per column or channel: those given, or a default.
    func numbers(
        _ given: [Double], _ count: Int, default value: Double, _ name: String
    ) throws(ImportError) -> [Double] {
        if given.isEmpty { return Array(repeating: value, count: count) }
        if given.count == 1 { return Array(repeating: given[0], count: count) }
        guard given.count == count else {
            throw .numberCount(name: name, found: given.count, expected: count)
        }
        return given
    }

    /// Returns the description for images as rows of a table, in which each channel's numbers are those of its values.
    func flattened(_ shape: Shape) -> ImportedRows {
        var rows = self
        let channels = shape.channels
        guard shape.rank > 1, channels > 1, channels < shape.count else { return rows }
        func repeated(_ numbers: [Double]) -> [Double] {
            guard numbers.count == channels else { return numbers }
            return numbers.flatMap { Array(repeating: $0, count: shape.count / channels) }
        }
        (rows.centers, rows.scales) = (repeated(centers), repeated(scales))
        return rows
    }

    /// Returns centers and scales.
    func scaling(_ count: Int) throws(ImportError) -> (centers: [Double], scales: [Double]) {
        let centers = try numbers(self.centers, count, default: 0, "centers")
        let scales = try numbers(self.scales, count, default: 1, "scales")
        guard centers.allSatisfy(\.isFinite), scales.allSatisfy({ $0.isFinite && $0 > 0 }) else {
            throw .badScale
        }
        return (centers, scales)
    }

    /// Returns the layout of classes for a number of outputs.
    func encoding(
        classes: [String], outputs: Int, _ activation: Activation
    ) throws(ImportError) -> TargetEncoding {
        guard Set(classes).count == classes.count, !classes.contains("") else { throw .repeatedClass }
        if outputs == 1, classes.count == 2 {
            guard activation == .sigmoid else { throw .needsSigmoid(activation) }
            return .binary
        }
        guard classes.count == outputs, outputs > 1 else {
            throw .classCount(found: classes.count, outputs: outputs)
        }
        return .oneHot
    }
}
