extension Table: RawRows {
    package var columnNames: [String] { columns.map(\.name) }

    package var precision: Precision? { nil }

    package func fileLine(ofRow row: Int) -> Int? { line(ofRow: row) }

    package func trainingRows(among rows: [Int], by input: ModelInput) throws -> [Int] {
        try input.requireTable().trainingRows(of: self, among: rows)
    }

    @specialized(where S == Float)
    @specialized(where S == Double)
    package func encoded<S: Scalar>(
        _ rows: [Int], by input: ModelInput, for recipe: Recipe, purpose: Preprocessor.Purpose,
        as scalar: S.Type
    ) throws -> any BatchSource<S> {
        try input.requireTable().dataset(from: self, rows: rows, as: S.self, for: purpose)
    }

    package func withFeatures<S: Scalar>(
        by input: ModelInput, as scalar: S.Type, collectsUnusualValues: Bool,
        _ body: ([S]) throws -> Void
    ) throws -> EncodingReport {
        let features = try input.requireTable().features(
            from: self, as: S.self, collectsUnusualValues: collectsUnusualValues)
        try body(features.values)
        return features.report
    }

    package func weights(ofRows rows: [Int]?, by input: ModelInput) throws -> [Double]? {
        try input.requireTable().weights(from: self, rows: rows)
    }

    package func truth(by input: ModelInput) throws -> Truth {
        let preprocessor = try input.requireTable()
        let targets: Truth.Targets =
            switch preprocessor.task {
            case .classification: .classes(try preprocessor.classIndices(from: self))
            case .regression: .values(try preprocessor.targetValues(from: self))
            case .multiLabel: .multiLabel(try preprocessor.binaryValues(from: self))
            }
        return Truth(targets: targets, weights: try preprocessor.weights(from: self))
    }
}
