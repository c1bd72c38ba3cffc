extension Preprocessor {
    /// Creates a preprocessor of numbers with given centers and scales, for a network that was trained elsewhere.
    ///
    /// No number counts as outside of training, and all classes have equal shares.
    init(
        numbers: [(name: String, fill: Double, center: Double, scale: Double)], targets: [String],
        classLabels: [String], targetEncoding: TargetEncoding
    ) {
        let limit = Double.greatestFiniteMagnitude
        let features = numbers.map { column in
            PreprocessorColumn(
                name: column.name, role: .numeric,
                numeric: FittedNumbers(
                    fill: column.fill, scale: FittedScale(center: column.center, scale: column.scale),
                    minimum: -limit, maximum: limit, isUsed: true, hasIndicator: false),
                categories: nil, dates: nil, text: nil)
        }
        let outputs = targets.map {
            PreprocessorColumn(
                name: $0, role: .target, numeric: nil, categories: nil, dates: nil, text: nil)
        }
        let isNumeric = targetEncoding == .numeric
        let zeros = Array(repeating: 0.0, count: isNumeric ? targets.count : 0)
        let shares = Array(repeating: 1 / Double(max(1, classLabels.count)), count: classLabels.count)
        self.init(
            settings: PreprocessingSettings(), task: targetEncoding.task,
            targetEncoding: targetEncoding, hasHeader: true, columns: features + outputs,
            targets: targets.indices.map { numbers.count + $0 },
            targetScales: zeros.map { _ in .identity }, classLabels: classLabels, binaryTargets: nil,
            targetSummary: TargetSummary(classShares: shares, means: zeros, medians: zeros), rowCount: 0,
            reading: nil, notices: [])
    }
}
