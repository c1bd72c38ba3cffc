extension Model {
    /// Returns the scores of the baselines of rows in the order of time: the last known value, and the value one season
    /// ago.
    ///
    /// A row without such an earlier value gets the mean of the training rows, or their most frequent class.
    func timeBaselines(of rows: any RawRows, _ truth: Truth) throws -> [NamedBaseline] {
        guard let preprocessor, let past = preprocessor.past, let table = try tableOfTimes(rows, preprocessor)
        else { return [] }
        let seasons = past.season.flatMap { $0 == past.step ? nil : $0 }
        let lags = [past.step] + [seasons].compactMap(\.self)
        return try lags.compactMap { lag in
            let features = preprocessor.targets.compactMap { past.feature(ofTarget: $0, lag: lag) }
            guard features.count == preprocessor.targets.count else { return nil }
            return NamedBaseline(
                name: lag == past.step ? NamedBaseline.lastValue : NamedBaseline.season(lag),
                evaluation: try evaluation(of: features.map { table[column: $0.name]! }, truth))
        }
    }

    /// Returns the rows with the values of earlier rows. It returns `nil` if a model that needs none gets rows that have no
    /// times, or several of one time.
    private func tableOfTimes(_ rows: any RawRows, _ preprocessor: Preprocessor) throws -> Table? {
        guard let table = rows as? Table else { return nil }
        let extended = try preprocessor.extended(table)
        if extended.derived != nil { return extended }
        return (try? preprocessor.timelines(of: table)).map(table.adding)
    }

    /// Returns the scores of the values in columns, one for each target.
    private func evaluation(of columns: [Column], _ truth: Truth) throws -> Evaluation {
        let summary = input.targetSummary ?? TargetSummary()
        switch truth.targets {
        case .classes(let classes):
            let frequent = summary.classShares.indices.max {
                summary.classShares[$0] < summary.classShares[$1]
            }
            let vocabulary = LabelVocabulary(labels: input.classLabels)
            let predicted = columns[0].texts().map { $0.flatMap(vocabulary.index(of:)) ?? frequent ?? 0 }
            return .classification(
                try ClassificationEvaluation(
                    truth: classes, predicted: predicted, classLabels: input.classLabels,
                    weights: truth.weights, positiveClass: truth.positiveClass))
        case .multiLabel(let values):
            let targets = input.binaryTargets ?? []
            var predicted = values
            for (output, column) in columns.enumerated() {
                let vocabulary = LabelVocabulary(labels: targets[output].labels)
                for (row, text) in column.texts().enumerated() {
                    predicted[row * columns.count + output] =
                        text.flatMap(vocabulary.index(of:)) ?? (summary.medians[output] > 0.5 ? 1 : 0)
                }
            }
            return .multiLabel(
                try MultiLabelEvaluation(
                    truth: values, predicted: predicted, targets: targets, weights: truth.weights))
        case .values(let values):
            var predicted = values
            for (target, column) in columns.enumerated() {
                for (row, number) in try column.numbers(as: Double.self).enumerated() {
                    predicted[row * columns.count + target] = number.isNaN ? summary.means[target] : number
                }
            }
            return .regression(
                try RegressionEvaluation(
                    truth: values, predicted: predicted, targetNames: preprocessor?.targetNames ?? [],
                    weights: truth.weights))
        }
    }
}
