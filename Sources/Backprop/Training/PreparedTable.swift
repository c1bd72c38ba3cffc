/// A table made ready for one run: the rows to learn from and those to stop by, as numbers.
struct PreparedTable {
    let schema: Schema
    let preprocessor: Preprocessor
    let table: Table

    /// The rows of the table that the network learns from.
    let training: [Int]

    /// The rows to stop by and the table they are in; `nil` where the recipe keeps none apart.
    let validation: (table: Table, rows: [Int])?

    /// Divides the rows as the recipe stops, and fits the preprocessor on the training rows alone.
    ///
    /// - Parameter validation: A table of rows to stop by; none of the others is then kept apart.
    init(
        _ recipe: Recipe, table: Table, schema: Schema, rows: [Int]?, validation: Table? = nil
    ) throws {
        self.schema = schema
        self.table = table
        let all = rows ?? schema.rowsWithTargets(in: table)
        if let validation {
            training = all
            self.validation = (validation, Array(0..<validation.rowCount))
        } else {
            let fold = try recipe.stopping.divide(
                all, classes: schema.classes(of: all, in: table), seed: recipe.seed)
            training = fold.training
            self.validation = fold.test.isEmpty ? nil : (table, fold.test)
        }
        preprocessor = try Preprocessor(
            fitting: table, schema: schema, settings: recipe.preprocessing,
            targetEncoding: recipe.targetEncoding, rows: training)
    }

    /// The training rows as numbers.
    func trainingData<S: Scalar>(as scalar: S.Type) throws -> Dataset<S> {
        try preprocessor.dataset(from: table, rows: training, as: S.self)
    }

    /// The validation rows as numbers; `nil` where there are none.
    func validationData<S: Scalar>(as scalar: S.Type) throws -> Dataset<S>? {
        try validation.map { try preprocessor.dataset(from: $0.table, rows: $0.rows, as: S.self) }
    }

    /// What makes a metric of the outputs for the validation rows; `nil` where the run stops by none.
    func scoring(_ recipe: Recipe) throws -> ValidationScoring? {
        let weights = try validation.flatMap { try preprocessor.weights(from: $0.table, rows: $0.rows) }
        return ValidationScoring(recipe, preprocessor: preprocessor, weights: weights)
    }

    /// The same rows as numbers in files.
    func scratchRows<S: Scalar>(
        as scalar: S.Type, _ encoding: TargetEncoding, in folder: String
    ) throws -> (training: ScratchRows<S>, validation: ScratchRows<S>?) {
        func scratch(_ table: Table, _ rows: [Int]) throws -> ScratchRows<S> {
            try ScratchRows(table, rows: rows, by: preprocessor, targetEncoding: encoding, in: folder)
        }
        return (try scratch(table, training), try validation.map { try scratch($0.table, $0.rows) })
    }
}

extension Trainer {
    /// Trains on a prepared table in one scalar type.
    func train<S: Scalar>(
        _ preparation: PreparedTable, as scalar: S.Type, scratchFolder: String?,
        onEpoch: (EpochReport) -> Void, onEvent: @escaping (TrainingEvent) throws -> Void
    ) throws -> TrainingResult {
        let data: any BatchSource<S>
        let validation: (any BatchSource<S>)?
        let classes: [Int]?
        var scratchByteCount = 0
        if let scratchFolder {
            let rows = try preparation.scratchRows(as: S.self, recipe.targetEncoding, in: scratchFolder)
            (data, validation, classes) = (rows.training, rows.validation, rows.training.classes)
            scratchByteCount = rows.training.byteCount + (rows.validation?.byteCount ?? 0)
        } else {
            let rows = try preparation.trainingData(as: S.self)
            (data, classes) = (rows, rows.classes(recipe.targetEncoding))
            validation = try preparation.validationData(as: S.self)
        }
        let input = TrainingInputs<S>(
            data: data, validation: validation, classes: classes, scoring: try preparation.scoring(recipe),
            preprocessor: preparation.preprocessor
        ) { try result($0, preparation, inputShape: data.inputShape).model }
        let outcome = try run(input, onEpoch: onEpoch, onEvent: onEvent)
        return try result(
            outcome, preparation, inputShape: data.inputShape, scratchByteCount: scratchByteCount)
    }

    /// The model that a run on a prepared table leaves behind.
    func result<S: Scalar>(
        _ outcome: TrainingOutcome<S>, _ preparation: PreparedTable, inputShape: Shape,
        scratchByteCount: Int = 0
    ) throws -> TrainingResult {
        let table = preparation.table
        let provenance = Provenance(
            source: table.source.split(separator: "/").last.map(String.init) ?? table.source,
            rows: preparation.training.count, columns: table.columns.map(\.name), epochs: outcome.epochs)
        let model = try Model(
            recipe: recipe, inputShape: inputShape, parameters: Parameters(outcome.parameters),
            preprocessor: preparation.preprocessor, provenance: provenance)
        return TrainingResult(
            model: model, history: outcome.history, ending: outcome.ending,
            scratchByteCount: scratchByteCount)
    }
}

extension Dataset {
    /// Each row's class as its targets encode it; `nil` where they encode none.
    func classes(_ encoding: TargetEncoding) -> [Int]? {
        switch encoding {
        case .numeric: nil
        case .binary: targets.map { $0 > 0.5 ? 1 : 0 }
        case .oneHot:
            (0..<rowCount).map { row in
                let values = targets[(row * targetCount)..<((row + 1) * targetCount)]
                let greatest = values.max()
                return values.firstIndex { $0 == greatest }.map { $0 - values.startIndex } ?? 0
            }
        }
    }
}
