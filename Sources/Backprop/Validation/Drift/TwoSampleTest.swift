/// A test of whether a network can tell new rows from earlier ones.
///
/// A small network learns which rows are new, and is scored on rows that were held out, in five folds. If the rows come
/// from one source, it can only guess: the area under its receiver operating characteristic is about 0.5. So differences
/// are found that no single column shows. Dates are left out, as they always tell new rows. At most 5,000 rows of each
/// side are drawn. Source: Lopez-Paz and Oquab, “Revisiting classifier two-sample tests”, ICLR (2017).
public struct TwoSampleTest: Sendable {
    /// The numbers of earlier and of new rows that were used.
    public let earlierRowCount: Int, newRowCount: Int

    /// The probability that the network gives a new row a higher score than an earlier one.
    public let area: AreaUnderCurve

    /// The importance of each column to the network: the loss of area if its values are shuffled.
    public let importance: PermutationImportance

    /// The columns that tell the rows apart, the most important first: those whose loss of area is above 0.01.
    public var tellingColumns: [PermutationImportance.Column] {
        area.interval.lower > 0.5 ? importance.ranked.filter { $0.mean > 0.01 } : []
    }

    /// The maximum number of rows of each side.
    static let maximumRowCount = 5000

    /// The minimum number of rows of each side.
    static let minimumRowCount = 10
}

/// The reason why earlier and new rows cannot be told apart by a network.
public enum TwoSampleError: BackpropError {
    /// One side has too few rows.
    case tooFewRows(source: String, found: Int, needed: Int)
    /// There is no column to tell rows by.
    case noColumns

    /// The category of the error.
    public var category: ErrorCategory { .data }

    /// A sentence that names the problem, and a remedy.
    public var description: String {
        switch self {
        case .tooFewRows(let source, let found, let needed):
            "\(source) has \(count(found, "row")), but a network that tells earlier rows from new ones needs \(needed) of each. "
                + "Leave the earlier rows out."
        case .noColumns: "The earlier and the new rows have no column in common that could tell them apart."
        }
    }
}

extension TwoSampleTest {
    /// Trains and scores the network.
    init(earlier: ComparedTable, new: ComparedTable, threads: Int) throws {
        for side in [earlier, new] where side.table.rowCount < Self.minimumRowCount {
            throw TwoSampleError.tooFewRows(
                source: side.table.source, found: side.table.rowCount, needed: Self.minimumRowCount)
        }
        let sides = [
            earlier.sample(Self.maximumRowCount, side: 0), new.sample(Self.maximumRowCount, side: 1),
        ]
        (earlierRowCount, newRowCount) = (sides[0].table.rowCount, sides[1].table.rowCount)
        let joined = try JoinedTables(earlier: sides[0], new: sides[1])
        let (table, columns) = (joined.table, joined.selection)
        let schema = try Schema(inferring: table, selection: columns)
        let recipe = try Self.options(columns).recipe(for: schema, rows: table.rowCount).recipe
        var validation = CrossValidation(
            recipe, threads: threads, importance: PermutationSettings(metric: .rocAUC, repeats: 3))
        validation.comparesLinearModel = false
        let result = try validation.run(on: table, schema: schema)
        if let failure = result.folds.compactMap(\.failure).first { throw failure }
        guard let rows = PredictionsWithTruth(merging: result.folds.compactMap(\.judged)),
            case .classes(let truth, _, let labels, let shares?) = rows.content,
            let positive = labels.firstIndex(of: JoinedTables.newLabel),
            let area = AreaUnderCurve(
                scores: stride(from: positive, to: shares.count, by: labels.count).map { shares[$0] },
                isPositive: truth.map { $0 == positive }),
            let importance = result.importance
        else { throw TwoSampleError.noColumns }
        (self.area, self.importance) = (area, importance)
    }

    /// Returns the settings of a small network that is trained in seconds.
    private static func options(_ columns: ColumnSelection) -> RecipeOptions {
        var options = RecipeOptions()
        options.columns = columns
        options.hiddenLayers = Network { Dense(16, activation: .tanh) }
        options.optimizer = LBFGS()
        options.usesSelection = false
        options.epochs = 100
        options.preprocessing = PreprocessingSettings(scaling: .standard)
        options.preprocessing.missingIndicators = true
        return options
    }
}
