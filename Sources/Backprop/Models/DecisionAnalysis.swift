/// The cost of a model's decisions on rows, and the decisions that cost least.
public struct DecisionAnalysis: Sendable {
    /// The costs.
    public let costs: CostMatrix

    /// The mean cost per row of the model's decisions.
    public let cost: Double

    /// The mean cost per row of the decisions with the lowest expected cost by the model's probabilities.
    ///
    /// Formula: the class k with the lowest Σ_t p_t·cost(t, k). Source: Elkan, “The foundations of cost-sensitive
    /// learning”, IJCAI 2001, eq. 1.
    public let expectedCostRule: Double

    /// The threshold of two classes with the lowest cost, or `nil` for other numbers of classes.
    public let threshold: BestThreshold?

    /// A threshold that was chosen by its cost.
    public struct BestThreshold: Sendable {
        /// The rows that chose it.
        public enum Source: String, Sendable {
            /// The rows held out in training, whose counts the model keeps.
            case heldOut
            /// The rows of the analysis itself.
            case evaluated
        }

        /// The rows that chose it.
        public let source: Source
        /// The decisions on these rows.
        public let table: ThresholdTable
        /// The counts at the threshold on these rows.
        public let cut: ThresholdTable.Cut
        /// The counts at the model's present threshold on these rows.
        public let presentCut: ThresholdTable.Cut
        /// The mean cost per row of the analysis with the threshold.
        public let cost: Double

        /// The threshold.
        public var value: DecisionThreshold {
            DecisionThreshold(label: table.label, probability: cut.threshold)
        }
    }
}

extension Model {
    /// Analyses the costs of decisions on the rows of a table with their true classes.
    ///
    /// - Parameters:
    ///   - table: The rows.
    ///   - costs: The costs of each class's predictions.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``CostError`` if the model predicts no classes, or gives no probabilities, and the errors of
    ///   ``evaluate(_:threads:)-(Table,_)``.
    public func decisions(
        on table: Table, costs: CostMatrix, threads: Int = 1
    ) throws -> DecisionAnalysis {
        try decisions(predictions(of: table, threads: threads), on: table, costs: costs)
    }

    /// Analyses the costs of predictions made earlier.
    package func decisions(
        _ predictions: Predictions, on rows: any RawRows, costs: CostMatrix
    ) throws -> DecisionAnalysis {
        let all = PredictionsWithTruth(predictions.content, try truth(of: rows))
        guard case .classes(let truth, let predicted, let labels, let shares) = all.content else {
            throw CostError.notClasses
        }
        guard let shares else { throw CostError.noProbabilities }
        precondition(costs.labels == labels, "the costs are those of the model's classes")
        let count = labels.count
        let cheapest = truth.indices.map {
            costs.cheapestClass(shares[($0 * count)..<(($0 + 1) * count)])
        }
        return DecisionAnalysis(
            costs: costs, cost: costs.mean(truth: truth, predicted: predicted, weights: all.weights),
            expectedCostRule: costs.mean(truth: truth, predicted: cheapest, weights: all.weights),
            threshold: try bestThreshold(all, costs))
    }

    /// Returns the counts of decisions at thresholds of the positive class's probability, or `nil` if the model does not
    /// give the probabilities of two classes.
    package func thresholds(_ predictions: Predictions, on rows: any RawRows) throws -> ThresholdTable? {
        try PredictionsWithTruth(predictions.content, truth(of: rows)).thresholds()
    }

    /// Chooses the threshold by the held-out rows of training, or else by the rows themselves.
    private func bestThreshold(
        _ rows: PredictionsWithTruth, _ costs: CostMatrix
    ) throws -> DecisionAnalysis.BestThreshold? {
        guard case .classes(let truth, _, let labels, let shares) = rows.content,
            let own = try rows.thresholds()
        else { return nil }
        let kept = heldOutErrors?.thresholds.flatMap { $0.oriented(to: own.label, labels) }
        let table = kept ?? own
        let cut = table.cheapest(costs)
        let threshold = DecisionThreshold(label: table.label, probability: cut.threshold)
        let decided = try deciding(by: threshold).decided(
            .classes(truth, labels: labels, probabilities: shares))
        guard case .classes(let classes, _, _) = decided else { return nil }
        return DecisionAnalysis.BestThreshold(
            source: kept == nil ? .evaluated : .heldOut, table: table, cut: cut,
            presentCut: table.cut(at: self.threshold?.about(table.label).probability ?? 0.5),
            cost: costs.mean(truth: truth, predicted: classes, weights: rows.weights))
    }
}

extension ThresholdTable {
    /// Returns the table about that class, or `nil` if it is about others than those of the labels.
    fileprivate func oriented(to label: String, _ labels: [String]) -> ThresholdTable? {
        guard Set(labels) == [self.label, otherLabel] else { return nil }
        return label == self.label ? self : flipped
    }
}

extension PredictionsWithTruth {
    /// Returns the counts of decisions about the positive class of two, or `nil` without their probabilities.
    func thresholds() throws(MetricError) -> ThresholdTable? {
        guard case .classes(let truth, _, let labels, let shares?) = content, labels.count == 2 else {
            return nil
        }
        return ThresholdTable(
            try ProbabilityScores(
                truth: truth, probabilities: shares, classCount: 2, weights: weights,
                positiveClass: positiveClass),
            labels: labels)
    }
}
