import Backprop

/// A run of the settings on the data, with all that the page shows of it.
///
/// It belongs to the session's actor.
final class PlaygroundRun {
    let settings: PlaygroundSettings
    let data: PlaygroundData
    let schema: Schema
    let learning: TableData
    let choices: [Choice]
    private(set) var run: any SteppedRun
    /// The plane, or `nil` if the table has fewer than two columns of numbers.
    private(set) var plane: PlaygroundPlane?
    private let complete: Recipe
    private var observeGrid: (() -> [[Double]])?
    private var observeRows: (() -> [[Double]])?
    private var parts: [SteppedPart: Part] = [:]

    /// The rows of a part that the page shows.
    struct Part {
        let rows: [Int]
        let count: Int
        let baseline: Double?
        let measure: (() throws -> RowMeasurement)?
    }

    /// The number of rows of a part that are drawn and measured at most.
    static let rowLimit = 1000
    /// The number of units of a network that is drawn at most.
    static let unitLimit = 128

    /// Prepares a run.
    ///
    /// - Throws: The errors of the command line about data and recipe.
    init(_ settings: PlaygroundSettings, _ data: PlaygroundData) throws {
        (self.settings, self.data) = (settings, data)
        let options = try settings.recipeOptions()
        schema = try Schema(inferring: data.table, selection: options.columns)
        (complete, choices) = try options.recipe(for: schema, rows: data.table.rowCount)
        learning = try TableData(data.table, schema: schema, for: complete)
        run = try Self.prepared(complete, learning, settings)
        plane = PlaygroundPlane(
            data.table, schema, names: settings.axes, training: try run.rows(of: .training, limit: .max))
        try look()
    }

    private static func prepared(
        _ recipe: Recipe, _ data: TableData, _ settings: PlaygroundSettings
    ) throws -> any SteppedRun {
        let trainer = Trainer(recipe)
        guard settings.startsAsTutorial else { return try trainer.stepped(on: data) }
        let run = try trainer.stepped(on: data)
        let first = TutorialWeights.values(recipe.network, inputs: run.inputShape.count)
        guard first.count == run.parameters.count else {
            throw RequestError(
                "The tutorial's weights are for dense layers, one after the other, with biases.", status: 422)
        }
        return try trainer.stepped(on: data, parameters: Parameters(first))
    }

    /// Returns to the beginning.
    func reset() throws {
        run = try Self.prepared(complete, learning, settings)
        try look()
    }

    /// Goes back by one update: the run is repeated from its beginning, with the same bits.
    func goBack() throws {
        let target = run.state.step
        guard target > 0 else { return }
        run = try Self.prepared(complete, learning, settings)
        while run.state.step < target - 1, !run.isOver {
            let rest = Int(target - 1 - run.state.step)
            try run.advance(updates: min(rest, run.stepsPerEpoch))
        }
        try look()
    }

    private func look() throws {
        for part in [SteppedPart.training, .validation] {
            let rows = try run.rows(of: part, limit: Self.rowLimit)
            let count = try run.rows(of: part, limit: .max).count
            parts[part] = Part(
                rows: rows, count: count, baseline: try run.baselineLoss(of: rows),
                measure: try run.measuring(rows))
        }
        // A plane that the preprocessor cannot encode is left out; the rest of the page works without it.
        observeGrid = plane.flatMap { try? run.observing($0.grid) }
        if observeGrid == nil { plane = nil }
        observeRows = try run.observing(data.table.selectingRows(self[.training].rows))
    }

    subscript(part: SteppedPart) -> Part {
        parts[part] ?? Part(rows: [], count: 0, baseline: nil, measure: nil)
    }

    /// The outputs of each layer over the grid, rows × units, or `nil` without a plane.
    var gridOutputs: [[Double]]? { isDrawn ? observeGrid?() : observeGrid?().suffix(1) }

    /// The outputs of each layer for the training rows shown.
    var rowOutputs: [[Double]] { observeRows?() ?? [] }

    /// The shapes of the layers' outputs.
    var shapes: [Shape] {
        (try? run.recipe.network.shapes(for: run.inputShape)).map { Array($0.dropFirst()) } ?? []
    }

    /// Whether the network is small enough to draw unit by unit.
    var isDrawn: Bool { shapes.reduce(run.inputShape.count) { $0 + $1.count } <= Self.unitLimit }

    /// Returns the numbers of one update on one row, as the command `trace` would with the model as it is.
    func trace(row: Int) throws -> StepTrace {
        guard (0..<data.table.rowCount).contains(row) else {
            throw RequestError(
                "The row was expected to be from 1 to \(data.table.rowCount), but is \(row + 1).", status: 422
            )
        }
        return try StepTrace(run.currentModel(), table: data.table, row: row)
    }
}

/// The initial weights of the tutorial, neuron by neuron with the bias last, from Python's `random.seed(1)`.
enum TutorialWeights {
    static func values(_ network: Network, inputs: Int) -> [Double] {
        var generator = MersenneTwister(seed: 1)
        var (values, width) = ([Double](), inputs)
        for layer in network.layers {
            guard let dense = layer as? Dense else { return [] }
            let neurons = (0..<dense.units).map { _ in (0...width).map { _ in generator.random() } }
            values += (0...width).flatMap { input in neurons.map { $0[input] } }
            width = dense.units
        }
        return values
    }
}
