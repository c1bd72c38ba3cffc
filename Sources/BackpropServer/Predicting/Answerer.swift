import Backprop

/// A compiled model that answers requests with what the command `predict` writes. It belongs to one thread at a time.
final class Answerer {
    /// The name of the rows in messages.
    static let source = "the request"

    let compiled: CompiledModel
    /// The columns of plain rows, or `nil` if the model needs tables.
    let columns: PlainColumns?
    let maximumRowCount: Int
    private var sheets: [PredictionSheet.Choice: PredictionSheet] = [:]

    /// Compiles a model.
    ///
    /// - Throws: `ModelError` if memory is short.
    init(_ model: Model, maximumRowCount: Int = .max) throws(ModelError) {
        compiled = try CompiledModel(model)
        columns = compiled.plainColumns.map(PlainColumns.init)
        self.maximumRowCount = maximumRowCount
    }

    /// Answers a request whose rows are JSON objects.
    ///
    /// - Throws: ``RequestError`` if the body is not valid, or a row is faulty and the answer is not partial.
    func answer(
        json body: UnsafeBufferPointer<UInt8>, _ choice: AnswerChoice = AnswerChoice()
    ) throws(RequestError) -> Answer {
        var choice = choice
        let request = try RowsRequest(body, columns: columns, maximumRowCount: maximumRowCount)
        choice.isPartial = choice.isPartial || request.isPartial
        do {
            if request.rows.isEmpty { return try answer(nil, nil, choice) }
            if let plain = request.plain, let predictions = try compiled.predictions(of: plain, in: body) {
                return try answer(predictions, nil, choice)
            }
            if choice.isPartial { return try partialAnswer(request, body, choice) }
            return try answer(table(Array(body[request.list])), choice)
        } catch {
            throw RequestError(error)
        }
    }

    /// Answers a request whose rows are delimited text.
    ///
    /// - Throws: ``RequestError`` as for JSON.
    func answer(csv body: [UInt8], _ choice: AnswerChoice = AnswerChoice()) throws(RequestError) -> Answer {
        do {
            let table = try table(body, skipping: choice.isPartial)
            guard table.rowCount <= maximumRowCount else {
                throw RequestError("The body has more than \(maximumRowCount) rows.", status: 413)
            }
            guard choice.isPartial else { return try answer(table, choice) }
            var predictions = try PartialPredictions(table, compiled)
            predictions.errors += table.format.skippedRows.errors.map { RequestError($0) }
            return try answer(predictions, table, choice)
        } catch {
            throw RequestError(error)
        }
    }

    /// Reads the rows of a request as a table.
    ///
    /// - Parameter skipping: Whether rows that cannot be read are left out.
    func table(_ bytes: [UInt8], skipping: Bool = false) throws -> Table {
        guard let preprocessor = compiled.model.preprocessor else {
            throw RequestError(
                "The model takes images. Send them to /predict, as image/png or image/jpeg, or in JSON.",
                status: 422)
        }
        var options = preprocessor.readingOptions
        if skipping { options.badRows = .skip }
        return try preprocessor.table(reading: bytes, source: Self.source, options: options)
    }

    private func answer(_ table: Table, _ choice: AnswerChoice) throws -> Answer {
        try answer(compiled.predictions(of: table), table, choice)
    }

    /// Writes predictions; `nil` stands for no rows.
    private func answer(
        _ predictions: Predictions?, _ table: Table?, _ choice: AnswerChoice
    ) throws -> Answer {
        let parts = predictions.map { [PartialPredictions.Part(first: 0, predictions: $0)] } ?? []
        return try answer(
            PartialPredictions(parts: parts, rowCount: predictions?.rowCount ?? 0), table, choice)
    }

    func answer(
        _ predictions: PartialPredictions, _ table: Table?, _ choice: AnswerChoice
    ) throws -> Answer {
        let writer = AnswerWriter(try sheet(for: table, choice), table, choice)
        try writer.write(predictions)
        return Answer(
            bytes: writer.bytes, form: choice.form, rowCount: predictions.rowCount,
            report: predictions.report, faultyRowCount: predictions.errors.count)
    }

    /// Returns the rules of intervals and sets of classes.
    func rules(_ choice: AnswerChoice) throws -> UncertaintyRules {
        let model = compiled.model
        return UncertaintyRules(
            interval: try choice.interval.map { try IntervalRule(model, level: Double($0) / 100) },
            sets: try choice.sets.map { try ClassSetRule(model, level: Double($0) / 100) })
    }

    /// Returns the columns of the answer. Those that name the rows of a table come first.
    private func sheet(for table: Table?, _ choice: AnswerChoice) throws -> PredictionSheet {
        let model = compiled.model
        let rules = try rules(choice)
        if let table, let indices = try model.preprocessor?.identifierColumns(in: table), !indices.isEmpty {
            return PredictionSheet(
                model, copying: indices.map { table.columns[$0] }, of: table, choice.columns,
                uncertainty: rules)
        }
        let isPlain = choice.interval == nil && choice.sets == nil
        if isPlain, let known = sheets[choice.columns] { return known }
        let sheet = PredictionSheet(model, choice.columns, uncertainty: rules)
        if isPlain { sheets[choice.columns] = sheet }
        return sheet
    }
}
