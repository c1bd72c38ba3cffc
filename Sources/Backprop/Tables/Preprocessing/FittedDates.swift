/// The fitted values for a column of dates. Dates are seconds since the beginning of 1970.
public struct FittedDates: Codable, Hashable, Sendable {
    /// The features, in the order of the inputs.
    public let features: [DateFeature]
    /// The date that replaces a missing one among the elapsed days. Its other features are then 0.
    public let fill: Double
    /// The first date of the training rows.
    public let minimum: Double
    /// The last date of the training rows.
    public let maximum: Double
    /// The scaling of the days since the first date.
    public let scale: FittedScale
    /// Whether another input is 1 if the date is missing and 0 otherwise.
    public let hasIndicator: Bool
    /// The bins of the days since the first date, whose inputs follow those of the features, or `nil` if there are none.
    public var bins: FittedBins?

    package var width: Int {
        features.reduce(0) { $0 + $1.width } + (bins?.count ?? 0) + (hasIndicator ? 1 : 0)
    }

    func featureNames(of column: String) -> [String] {
        let names = features.flatMap { feature in
            feature.width == 1
                ? ["\(column) (\(feature.phrase))"]
                : ["\(column) (\(feature.phrase), sine)", "\(column) (\(feature.phrase), cosine)"]
        }
        let binNames = bins?.featureNames(of: "\(column) (\(DateFeature.elapsed.phrase))") ?? []
        return names + binNames + (hasIndicator ? ["\(column) (missing)"] : [])
    }

    /// Returns the elapsed days of a date, scaled. Dates outside of the training range count as the nearest in it.
    package func scaledDays(_ seconds: Double) -> Double {
        scale.apply((min(max(seconds, minimum), maximum) - minimum) / 86_400)
    }

    var isValid: Bool {
        fill.isFinite && scale.isValid && minimum <= maximum && width > 0
            && Set(features).count == features.count && bins?.isValid != false
    }
}

extension PreprocessorFitting {
    mutating func fitDates(_ column: Column) throws(PreprocessingError) -> FittedDates? {
        let all = try table.numbers(of: column)
        let values = rows.map { all[$0] }
        let present = values.indices.filter { !values[$0].isNaN }
        let sample = WeightedSample(
            present.map { values[$0] }, weights: weights.map { weights in present.map { weights[$0] } })
        guard let span = DateSpan(sample.values, format: column.format?.date),
            let fill = settings.numericImputation.fill(dates: sample)
        else {
            sayDropped(column, "it has no value in the rows that are learned from")
            return nil
        }
        let minimum = span.range.lowerBound
        let isUsed = minimum < span.range.upperBound
        if !isUsed {
            sayDropped(column, "it is always \(span.text(minimum)) in the rows that are learned from")
        }
        let hasIndicator = settings.missingIndicators && present.count < values.count
        let features = isUsed ? settings.dateFeatures ?? span.features : []
        guard !features.isEmpty || hasIndicator else { return nil }
        let days = WeightedSample(
            values.map { (($0.isNaN ? fill : $0) - minimum) / 86_400 }, weights: weights)
        return FittedDates(
            features: features, fill: fill, minimum: minimum, maximum: span.range.upperBound,
            scale: try scale(settings.scaling, days, column), hasIndicator: hasIndicator,
            bins: features.contains(.elapsed) ? bins(ofDaysSince: minimum, sample) : nil)
    }

    /// Returns the bins of the days since the first date, or `nil` if there are none.
    private func bins(ofDaysSince first: Double, _ dates: WeightedSample) -> FittedBins? {
        settings.maximumBinCount.flatMap { maximum in
            FittedBins(
                of: WeightedSample(dates.values.map { ($0 - first) / 86_400 }, weights: dates.weights),
                maximum: maximum)
        }
    }
}

extension NumericImputation {
    /// Returns the replacement for a missing date, or `nil` if there are no dates. A fixed number is not a date: then
    /// it is the median.
    fileprivate func fill(dates sample: WeightedSample) -> Double? {
        constantNumber == nil ? fill(sample) : NumericImputation.median.fill(sample)
    }

    private var constantNumber: Double? { if case .constant(let number) = self { number } else { nil } }
}

extension FeatureEncoder {
    mutating func encode(
        _ column: Column, of table: Table, as fitted: FittedDates,
        _ counts: inout EncodingReport.ColumnCounts
    ) throws(PreprocessingError) {
        for (row, date) in try table.numbersAsInTraining(of: column).enumerated() {
            var index = row * inputCount + offset
            let isMissing = date.isNaN
            if isMissing { noteFilled(row, &counts) }
            if let reason = UnusualValue.Reason(date, minimum: fitted.minimum, maximum: fitted.maximum) {
                noteOutside(row, reason, &counts)
            }
            for feature in fitted.features {
                if feature == .elapsed {
                    values[index] = S(fitted.scaledDays(isMissing ? fitted.fill : date))
                } else if !isMissing {
                    let (sine, cosine) = DateFeature.circle(feature.share(ofSeconds: date))
                    (values[index], values[index + 1]) = (S(sine), S(cosine))
                }
                index += feature.width
            }
            if let bins = fitted.bins {
                bins.encode((date - fitted.minimum) / 86_400, into: &values, at: index)
                index += bins.count
            }
            if fitted.hasIndicator { values[index] = isMissing ? 1 : 0 }
        }
    }
}
