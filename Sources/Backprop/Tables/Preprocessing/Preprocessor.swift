/// A fitted conversion of raw rows to numbers and back: missing values, scaling, categories, class labels.
///
/// A preprocessor is fitted on training rows alone and saved with the model. A raw row therefore has the same meaning
/// to the network in training, evaluation, prediction and exports.
///
/// Numbers are computed in `Double`, in the order of the rows, and rounded once to the scalar of the network. Rows
/// count by their weight: a weight of 2 is equivalent to the row twice, and a weight of 0 leaves it out.
///
/// Values that do not occur in training are treated as follows, and counted in an ``EncodingReport``. A missing value
/// is filled in even if no training value was missing. An unseen category follows ``UnseenCategories``. A number
/// outside of the training range is scaled like any other.
public struct Preprocessor: Codable, Hashable, Sendable {
    /// The settings that the preprocessor was fitted with.
    public let settings: PreprocessingSettings
    /// The task to learn.
    public let task: LearningTask
    /// The encoding of the targets.
    public let targetEncoding: TargetEncoding
    /// Whether the training table had names for its columns.
    public let hasHeader: Bool
    /// The fitted values for every column of the training table, in the order of the file.
    public let columns: [PreprocessorColumn]
    /// The indices of the targets in ``columns``, in the order of the outputs.
    public let targets: [Int]
    /// The scaling of each target of a regression, in the order of the outputs; empty for other tasks.
    public let targetScales: [FittedScale]
    /// The class labels in the order of the outputs; empty for other tasks.
    public let classLabels: [String]
    /// The values of each of several yes/no targets, in the order of the outputs, or `nil` for other tasks.
    public let binaryTargets: [BinaryTarget]?
    /// The weight of the rows of each class, in the order of ``classLabels``, or `nil` if all are equal.
    public internal(set) var classWeights: [Double]?
    /// The label of the positive class of two, if it was chosen explicitly.
    public internal(set) var positiveLabel: String?
    /// A summary of the targets of those rows.
    public let targetSummary: TargetSummary
    /// The number of rows that the preprocessor was fitted on.
    public let rowCount: Int
    /// The options that the training table was read with, or `nil` if all were the defaults.
    public let reading: RememberedReading?
    /// The observations that a user should know, in full sentences: columns that were dropped, categories that were
    /// grouped, and so on.
    public let notices: [String]

    /// The features of earlier rows, or `nil` if there are none.
    var past: PastFeatures?

    /// The number of inputs of the network.
    public var inputCount: Int { columns.reduce(0) { $0 + $1.width } }

    /// The number of outputs of the network.
    public var targetCount: Int {
        switch targetEncoding {
        case .oneHot: classLabels.count
        case .binary: 1
        case .numeric, .multiLabel: targets.count
        }
    }

    /// The names of the columns that could have been features but are not used, since they carry no information. They
    /// are empty or constant in the rows that the preprocessor was fitted on; ``notices`` report which of the two.
    public var droppedColumns: [String] {
        columns.filter { $0.role.isFeature && $0.width == 0 }.map(\.name)
    }

    /// The names of the inputs: `width`, `colour=red`, `colour=(other)`, `colour=(missing)`, `width (missing)`.
    public var featureNames: [String] { columns.flatMap(\.featureNames) }

    /// The names of the targets, in the order of the outputs.
    public var targetNames: [String] { targets.map { columns[$0].name } }

    /// The preprocessor without weights of classes, for scores that count every row by its own weight alone.
    var ignoringClassWeights: Preprocessor {
        var copy = self
        copy.classWeights = nil
        return copy
    }

    /// Returns the class of a label, or `nil` for a label that is not in ``classLabels``.
    public func classIndex(of label: String) -> Int? {
        LabelVocabulary(labels: classLabels).index(of: label)
    }

    /// Returns the labels of classes.
    public func labels(ofClasses classes: [Int]) -> [String] { classes.map { classLabels[$0] } }

    /// Returns the outputs of a regression in the units of the file, row-major: output × scale + center, and its
    /// exponential if the target was scaled by its logarithm.
    public func unscaleTargets<S: BinaryFloatingPoint>(_ outputs: [S]) -> [Double] {
        precondition(targetEncoding == .numeric, "only the targets of a regression are scaled")
        precondition(outputs.count.isMultiple(of: targetScales.count), "outputs are whole rows")
        return outputs.enumerated().map { position, output in
            targetScales[position % targetScales.count].invert(Double(output))
        }
    }
}

extension Preprocessor {
    private enum CodingKeys: CodingKey {
        case settings, task, targetEncoding, hasHeader, columns, targets, targetScales, classLabels,
            binaryTargets,
            classWeights, positiveLabel, targetSummary
        case rowCount, reading, notices, past
    }

    /// Reads a fitted preprocessor; one whose parts contradict each other is a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        settings = try values.decode(PreprocessingSettings.self, forKey: .settings)
        task = try values.decode(LearningTask.self, forKey: .task)
        targetEncoding = try values.decode(TargetEncoding.self, forKey: .targetEncoding)
        hasHeader = try values.decode(Bool.self, forKey: .hasHeader)
        columns = try values.decode([PreprocessorColumn].self, forKey: .columns)
        targets = try values.decode([Int].self, forKey: .targets)
        targetScales = try values.decode([FittedScale].self, forKey: .targetScales)
        classLabels = try values.decode([String].self, forKey: .classLabels)
        binaryTargets = try values.decodeIfPresent([BinaryTarget].self, forKey: .binaryTargets)
        classWeights = try values.decodeIfPresent([Double].self, forKey: .classWeights)
        positiveLabel = try values.decodeIfPresent(String.self, forKey: .positiveLabel)
        targetSummary = try values.decode(TargetSummary.self, forKey: .targetSummary)
        rowCount = try values.decode(Int.self, forKey: .rowCount)
        reading = try values.decodeIfPresent(RememberedReading.self, forKey: .reading)
        notices = try values.decode([String].self, forKey: .notices)
        past = try values.decodeIfPresent(PastFeatures.self, forKey: .past)
        if let contradiction {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: contradiction))
        }
    }

    /// The first contradiction in a preprocessor that another program may have written, or `nil` if there is none.
    private var contradiction: String? {
        if let column = columns.first(where: { !$0.isValid }) {
            return "column \(quoted(column.name)) is not valid"
        }
        if inputCount == 0 { return "there are no inputs" }
        let roles = Set(columns.indices.filter { columns[$0].role == .target })
        if targets.isEmpty || roles != Set(targets) || roles.count != targets.count {
            return "the targets are not valid"
        }
        let isValid =
            switch targetEncoding {
            case .numeric: targetScales.count == targets.count && classLabels.isEmpty
            case .binary: classLabels.count == 2 && targets.count == 1 && targetScales.isEmpty
            case .oneHot: classLabels.count >= 2 && targets.count == 1 && targetScales.isEmpty
            case .multiLabel: classLabels.isEmpty && targetScales.isEmpty && classWeights == nil
            }
        guard isValid, areBinaryTargetsValid, targetEncoding.task == task else {
            return "the outputs are not valid"
        }
        guard targetScales.allSatisfy(\.isValid), Set(classLabels).count == classLabels.count else {
            return "the targets are not valid"
        }
        let weights = classWeights ?? []
        guard weights.isEmpty || weights.count == classLabels.count,
            weights.allSatisfy({ $0 >= 0 && $0.isFinite })
        else { return "the class weights are not valid" }
        if let positiveLabel, classLabels.count != 2 || !classLabels.contains(positiveLabel) {
            return "the positive class is not valid"
        }
        if let past,
            !past.isValid(columnCount: columns.count)
                || zip(columns.suffix(past.features.count), past.features).contains(where: {
                    $0.name != $1.name || !$1.isInput && $0.width > 0
                })
        {
            return "the features of earlier rows are not valid"
        }
        guard
            targetSummary.isValid(
                classes: classLabels.count, numbers: targetScales.count + (binaryTargets?.count ?? 0))
        else {
            return "the summary of the targets is not valid"
        }
        return nil
    }
}

extension Preprocessor {
    /// Whether the values of yes/no targets fit the encoding and the names of the targets.
    fileprivate var areBinaryTargetsValid: Bool {
        guard let binaryTargets else { return targetEncoding != .multiLabel }
        return targetEncoding == .multiLabel && binaryTargets.map(\.name) == targetNames
            && binaryTargets.allSatisfy { $0.positive != $0.negative }
    }
}

extension TargetEncoding {
    /// The task whose targets are encoded so.
    var task: LearningTask {
        switch self {
        case .oneHot, .binary: .classification
        case .numeric: .regression
        case .multiLabel: .multiLabel
        }
    }
}

extension PreprocessorColumn {
    /// Whether the fitted numbers are valid for computing.
    fileprivate var isValid: Bool {
        let fittedCount = [numeric != nil, categories != nil, dates != nil, text != nil].count { $0 }
        if width == 0 { return fittedCount == 0 }
        return role.isFeature && fittedCount == 1 && numeric?.isValid != false && categories?.isValid != false
            && dates?.isValid != false && text?.isValid != false
    }
}
