extension PreprocessorFitting {
    mutating func fitCategories(_ column: Column) throws(PreprocessingError) -> FittedCategories? {
        let hasMissing = rows.contains { column.isMissing(at: $0) }
        let texts = rows.map { column.text(at: $0) ?? settings.categoricalImputation.constant }
        let counts = LabelCounts(texts, weights: weights)
        guard let mostFrequent = counts.byFrequency.first else {
            sayDropped(column, "it has no value in the rows that are learned from")
            return nil
        }
        let hasMissingCategory = hasMissing && settings.categoricalImputation == .ownCategory
        let hasIndicator = hasMissing && settings.missingIndicators && !hasMissingCategory
        if counts.labels.count == 1, !hasMissingCategory, !hasIndicator {
            sayDropped(column, "it is always \(quoted(counts.labels[0])) in the rows that are learned from")
            return nil
        }
        let kept = settings.categoricalEncoding.resolved.kept(of: counts, mostFrequent: mostFrequent)
        let rare = counts.labels.indices.filter { !kept.contains($0) }
        if !rare.isEmpty {
            notices.append(
                "Column \(quoted(column.name)): \(rare.count) rare categories of \(counts.labels.count) share one "
                    + "input, \"(other)\".")
        }
        let fitted = FittedCategories(
            labels: kept.map { counts.labels[$0] }, rareLabels: rare.map { counts.labels[$0] },
            hasMissingCategory: hasMissingCategory, hasIndicator: hasIndicator,
            mostFrequent: kept.firstIndex(of: mostFrequent)!, ordinalScale: nil)
        if settings.categoricalEncoding != .ordinal { return fitted }
        return try ordinal(fitted, texts, column)
    }

    private func ordinal(
        _ fitted: FittedCategories, _ texts: [String?], _ column: Column
    ) throws(PreprocessingError) -> FittedCategories {
        let lookup = CategoryLookup(fitted)
        let codes = texts.map { Double(lookup.code(of: $0)) }
        let scale = try scale(settings.scaling, WeightedSample(codes, weights: weights), column)
        return FittedCategories(
            labels: fitted.labels, rareLabels: [], hasMissingCategory: fitted.hasMissingCategory,
            hasIndicator: fitted.hasIndicator, mostFrequent: fitted.mostFrequent, ordinalScale: scale)
    }
}

extension CategoricalImputation {
    /// The fixed category that replaces every missing one, or `nil` for other choices.
    var constant: String? {
        if case .constant(let category) = self { category } else { nil }
    }
}

extension CategoricalEncoding {
    /// Returns the indices of the categories that have an input or a number of their own, in the labels' order.
    fileprivate func kept(of counts: LabelCounts, mostFrequent: Int) -> [Int] {
        guard case .oneHot(let limit, let minimumCount) = self else { return Array(counts.labels.indices) }
        var kept = counts.byFrequency.filter {
            counts.counts[$0] >= Double(minimumCount) || $0 == mostFrequent
        }
        let fits = kept.count == counts.labels.count ? kept.count <= limit : kept.count < limit
        if !fits { kept = Array(kept.prefix(limit - 1)) }
        // A single category in the shared input would be that category: it keeps its own.
        if kept.count == counts.labels.count - 1 { return Array(counts.labels.indices) }
        return kept.sorted()
    }
}

/// A lookup of the input or the number of a category.
struct CategoryLookup {
    let fitted: FittedCategories
    private let labels: LabelVocabulary
    private let rareLabels: LabelVocabulary

    init(_ fitted: FittedCategories) {
        self.fitted = fitted
        labels = LabelVocabulary(labels: fitted.labels)
        rareLabels = LabelVocabulary(labels: fitted.rareLabels)
    }

    /// Returns the index of a category among the inputs, or `nil` if it does not occur in training.
    func position(of text: String) -> Int? {
        labels.index(of: text) ?? (rareLabels.index(of: text) == nil ? nil : fitted.otherPosition)
    }

    /// Returns the index that represents a missing value, or `nil` if there is none.
    func positionOfMissing(_ imputation: CategoricalImputation) -> Int? {
        if fitted.hasMissingCategory { return fitted.missingPosition }
        if let constant = imputation.constant { return position(of: constant) }
        return imputation == .ownCategory ? nil : fitted.mostFrequent
    }

    /// Returns the number of a category if they are ordinal.
    func code(of text: String?) -> Int {
        guard let text else {
            return fitted.hasMissingCategory ? fitted.missingPosition : fitted.mostFrequent
        }
        return position(of: text) ?? fitted.mostFrequent
    }
}

extension PreprocessorFitting {
    /// Returns the scaling of each target of a regression.
    mutating func fitTargetScales() throws(PreprocessingError) -> [FittedScale] {
        var scales: [FittedScale] = []
        for target in schema.targets {
            let column = table.columns[target]
            let all = try table.numbers(of: column)
            let sample = WeightedSample(rows.map { all[$0] }, weights: weights)
            if sample.values.allSatisfy({ $0 == sample.values[0] }) {
                notices.append(
                    "Target \(quoted(column.name)): it is always \(NumberText.short(sample.values[0])) in the rows that "
                        + "are learned from, so that there is nothing to learn.")
            }
            scales.append(try targetScale(sample, column))
        }
        return scales
    }

    /// Returns the total weight of the rows of each class, by their weight column.
    mutating func classTotals() throws(PreprocessingError) -> [Double] {
        let column = table.columns[schema.targets[0]]
        guard schema.classLabels.count > 1 else {
            throw .singleClass(source: table.source, column: column.name, label: schema.classLabels.first)
        }
        let vocabulary = LabelVocabulary(labels: schema.classLabels)
        var totals = schema.classLabels.map { _ in 0.0 }
        for (position, row) in rows.enumerated() {
            guard let index = column.text(at: row).flatMap(vocabulary.index(of:)) else {
                throw .unknownLabel(.init(table, row: row, column: column), known: schema.classLabels)
            }
            totals[index] += weights?[position] ?? 1
        }
        for (label, total) in zip(schema.classLabels, totals) where total == 0 {
            notices.append("Class \(quoted(label)) has no row to learn from: it will hardly be predicted.")
        }
        return totals
    }

    /// Returns the weight of a row of each class, or `nil` if all are equal.
    func classWeights(_ totals: [Double]) throws(PreprocessingError) -> [Double]? {
        if totals.isEmpty { return nil }
        let vocabulary = LabelVocabulary(labels: schema.classLabels)
        switch settings.classWeighting {
        case .none: return nil
        case .balanced:
            let share = totals.reduce(0, +) / Double(totals.count { $0 > 0 })
            return totals.map { $0 > 0 ? share / $0 : 1 }
        case .explicit(let weights):
            var classWeights = totals.map { _ in 1.0 }
            for (label, weight) in weights.sorted(by: { $0.key < $1.key }) {
                guard let index = vocabulary.index(of: label) else {
                    throw .unknownClassWeight(label: label, known: schema.classLabels)
                }
                classWeights[index] = weight
            }
            return classWeights
        }
    }
}
