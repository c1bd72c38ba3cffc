extension Model {
    /// Trains a model on a table; every setting that the options leave open is chosen from the data.
    ///
    /// ```swift
    /// let model = try Model.fit(Table(contentsOf: "iris.csv"), target: "species")
    /// print(try model.predict(table).labels)
    /// ```
    ///
    /// - Parameters:
    ///   - table: The rows to train on.
    ///   - target: The column to predict. Defaults to the targets of the options, else to the last column.
    ///   - options: The explicit settings of the recipe.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``SchemaError``, ``PreprocessingError``, ``NetworkError`` or ``TrainingError``, the last also if
    ///   the loss stops being a finite number.
    public static func fit(
        _ table: Table, target: ColumnReference? = nil, options: RecipeOptions = RecipeOptions(),
        threads: Int = 1
    ) throws -> Model {
        var options = options
        if let target { options.columns.targets = [target] }
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        let result = try Trainer(recipe, threads: threads).train(on: table, schema: schema)
        if case .failed(let error) = result.ending { throw error }
        return result.model
    }

    /// Trains a model that predicts several targets: all of them numbers, or all of them yes/no values.
    ///
    /// ```swift
    /// let model = try Model.fit(table, targets: ["fever", "cough"])
    /// print(try model.predict(table).binaryProbabilities ?? [])
    /// ```
    ///
    /// - Parameters:
    ///   - table: The rows to train on.
    ///   - targets: The columns to predict.
    ///   - options: The explicit settings of the recipe.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: The errors of ``fit(_:target:options:threads:)``.
    public static func fit(
        _ table: Table, targets: [ColumnReference], options: RecipeOptions = RecipeOptions(), threads: Int = 1
    ) throws -> Model {
        var options = options
        options.columns.targets = targets
        return try fit(table, options: options, threads: threads)
    }

    /// Returns a model that has continued to learn, from more rows of the same table.
    ///
    /// ```swift
    /// let model = try Model.fit(Table(contentsOf: "2024.csv"), target: "sales")
    /// let better = try model.continued(on: Table(contentsOf: "2025.csv"))
    /// ```
    ///
    /// All rows are trained on. ``Trainer/init(_:continuing:threads:)`` holds rows out, and reports the scores before and
    /// after.
    ///
    /// - Parameters:
    ///   - table: The rows to train on.
    ///   - options: The explicit settings of the run; others are those of the model's recipe.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``ContinuationError``, ``SchemaError`` or ``PreprocessingError`` for a table that does not fit the model.
    ///   ``SettingError`` for a setting that a continued run cannot change. ``TrainingError``, also if the loss stops
    ///   being a finite number.
    public func continued(
        on table: Table, options: RecipeOptions = RecipeOptions(), threads: Int = 1
    ) throws -> Model {
        let recipe = try options.recipe(
            continuing: self, options.continuation ?? continuation(heldOutShare: 0), on: table)
        let result = try Trainer(recipe, continuing: self, threads: threads).train(on: table)
        if case .failed(let error) = result.ending { throw error }
        return result.model
    }

    /// Trains a classifier on rows of numbers and their labels.
    ///
    /// - Parameters:
    ///   - features: One array of numbers per row, all of one length; a number that is not finite is missing.
    ///   - labels: One label per row.
    ///   - options: The explicit settings of the recipe.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``SettingError`` if the counts differ, and the errors of ``fit(_:target:options:threads:)``.
    public static func fit(
        _ features: [[Double]], labels: [String], options: RecipeOptions = RecipeOptions(), threads: Int = 1
    ) throws -> Model {
        var options = options
        options.columns.task = .classification
        let table = try Table(features, target: labels)
        return try fit(table, target: .name(Table.targetName), options: options, threads: threads)
    }

    /// Trains a regressor on rows of numbers and their values.
    ///
    /// - Parameters:
    ///   - features: One array of numbers per row, all of one length; a number that is not finite is missing.
    ///   - values: One value per row.
    ///   - options: The explicit settings of the recipe.
    ///   - threads: The maximum number of threads; results do not depend on it.
    /// - Throws: ``SettingError`` if the counts differ, and the errors of ``fit(_:target:options:threads:)``.
    public static func fit(
        _ features: [[Double]], values: [Double], options: RecipeOptions = RecipeOptions(), threads: Int = 1
    ) throws -> Model {
        var options = options
        options.columns.task = .regression
        let table = try Table(features, target: values.map { $0.isFinite ? "\($0)" : nil })
        return try fit(table, target: .name(Table.targetName), options: options, threads: threads)
    }

    /// Predicts rows of numbers, with their columns in the order of ``fit(_:labels:options:threads:)``.
    ///
    /// - Throws: ``SettingError`` if the rows differ in length, and ``PreprocessingError`` if they have fewer
    ///   numbers than the model's rows.
    public func predict(_ features: [[Double]], threads: Int = 1) throws -> Predictions {
        try predict(Table(features, target: nil), threads: threads)
    }
}

extension Table {
    /// The name of the target's column in tables made from arrays.
    fileprivate static let targetName = "target"

    /// Makes a table from rows of numbers; its columns are called `x1`, `x2` and so on.
    ///
    /// - Throws: ``SettingError`` if rows differ in length, or if there are more or fewer targets than rows.
    fileprivate init(_ features: [[Double]], target: [String?]?) throws(SettingError) {
        let width = features.first?.count ?? 0
        if let row = features.firstIndex(where: { $0.count != width }) {
            throw SettingError(
                name: "number of features in row \(row)", found: "\(features[row].count)",
                expected: "\(width), as in row 0")
        }
        if let target, target.count != features.count {
            throw SettingError(
                name: "number of targets", found: "\(target.count)",
                expected: "\(features.count), one per row")
        }
        var columns: [(name: String, values: [String?])] = (0..<width).map { column in
            (
                name: "x\(column + 1)",
                values: features.map { $0[column].isFinite ? "\($0[column])" : nil }
            )
        }
        if let target { columns.append((name: Self.targetName, values: target)) }
        self.init(columns: columns, source: "an array")
    }
}
