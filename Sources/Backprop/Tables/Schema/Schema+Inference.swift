extension Schema {
    /// Infers the meaning of each column from all rows of a table.
    ///
    /// - The target is the last column unless the selection names others. See ``LearningTask`` and
    ///   ``maximumClassesOfNumbers`` for how the task is inferred.
    /// - A column of numbers is numeric; a column of text is categorical.
    /// - Digits with leading zeros, at least three (`00123`), are codes: categorical, and reported.
    /// - Ten or more texts that are all different name the rows: an identifier, and reported. So are whole numbers, all
    ///   different, under a header such as `id`. A column that merely counts 1, 2, 3 … stays, and is reported.
    /// - A column of numbers with a few texts in it is an error, which names the first of them.
    ///
    /// - Throws: ``SchemaError`` that names the column, the expected and the actual content.
    public init(inferring table: Table, selection: ColumnSelection = .init()) throws(SchemaError) {
        try self.init(inferring: table, selection: selection, binaryTargets: nil)
    }

    /// Infers the meaning of each column of a table whose yes/no targets are known, so that it may lack a value of each.
    init(
        inferring table: Table, selection: ColumnSelection, binaryTargets: [BinaryTarget]?
    ) throws(SchemaError) {
        var inference = try SchemaInference(of: table, selection: selection)
        inference.knownTargets = binaryTargets
        try inference.decideRoles()
        try inference.decideTask()
        self = inference.schema
    }

    /// Describes the columns of a table, even if it has no usable target or feature: that is then a finding, not an
    /// error.
    ///
    /// - Throws: ``SchemaError`` for a table without rows and for a selection that does not fit its columns.
    public init(describing table: Table, selection: ColumnSelection = .init()) throws(SchemaError) {
        var inference = try SchemaInference(of: table, selection: selection)
        inference.isLenient = true
        try inference.decideRoles()
        try inference.decideTask()
        self = inference.schema
    }

    /// The maximum number of distinct values of a target of whole numbers that is a class label. They must also be two
    /// (in four rows or more) or at most a third of the rows. Otherwise the target is a number to predict.
    public static let maximumClassesOfNumbers = 20
}

/// The steps that lead from a table to its schema.
struct SchemaInference {
    let table: Table
    let selection: ColumnSelection
    let columnStatistics: [ColumnStatistics]
    /// The texts that are categories here, although they mean a missing value elsewhere, by column.
    let keptWords: [Int: [String]]
    let targets: [Int]
    /// The roles that the selection sets explicitly.
    let explicitRoles: [Int: ColumnRole]
    var roles: [ColumnRole] = []
    var task = LearningTask.regression
    var taskReason = ""
    var labels: LabelCounts?
    /// The values of each of several yes/no targets, by column.
    var targetCounts: [Int: LabelCounts] = [:]
    var binaryTargets: [BinaryTarget]?
    /// The yes/no targets of a model that learns from the table, or `nil` to find their values.
    var knownTargets: [BinaryTarget]?
    var findings: [SchemaFinding] = []
    /// Whether a table that nothing can be learned from is described anyway.
    var isLenient = false

    init(of table: Table, selection: ColumnSelection) throws(SchemaError) {
        guard table.rowCount > 0, !table.columns.isEmpty else { throw .emptyTable(source: table.source) }
        self.selection = selection
        (targets, explicitRoles) = try selection.roles(in: table)
        let words = WordChoice(
            table, targets: targets, roles: explicitRoles, isRegression: selection.task == .regression)
        let formats = try selection.formats(of: explicitRoles, in: table)
        let table = table.keeping(words.kept).formatting(formats)
        self.table = table
        keptWords = words.kept
        var columnStatistics: [ColumnStatistics] = []
        for (index, column) in table.columns.enumerated() {
            do throws(TableError) {
                columnStatistics.append(
                    try ColumnStatistics(of: column, rowCount: table.rowCount, role: explicitRoles[index]))
            } catch {
                throw .table(error)
            }
        }
        self.columnStatistics = columnStatistics
        findings = words.findings
        try refuseOtherThanDates()
    }

    /// The result of all steps.
    var schema: Schema {
        Schema(
            source: table.source, rowCount: table.rowCount, hasHeader: table.format.hasHeader.value,
            columns: columnStatistics.indices.map(summary), targets: targets, task: task,
            taskReason: taskReason,
            classLabels: labels?.labels ?? [], binaryTargets: binaryTargets,
            isDefaultTarget: selection.targets?.isEmpty != false, findings: findings)
    }

    /// Throws an error, or records it as a finding if the table is only described.
    mutating func refuse(_ error: SchemaError) throws(SchemaError) {
        guard isLenient else { throw error }
        findings.append(SchemaFinding(error.description, error.findingRemedies))
    }

    private func summary(of column: Int) -> ColumnSummary {
        var counts = roles[column] == .target ? labels ?? targetCounts[column] : nil
        if roles[column] == .categorical, columnStatistics[column].isNumeric {
            counts = LabelCounts(table.columns[column].texts())
        }
        var summary = columnStatistics[column].summary(
            number: column + 1, role: roles[column], countedValues: counts)
        summary.keptWords = keptWords[column]
        if roles[column] == .text { summary.text = TextSummary(of: table.columns[column]) }
        if roles[column].usesNumbers(in: task) {
            summary.format = table.columns[column].format
            let skewness = columnStatistics[column].skewness
            if abs(skewness) > 1 { summary.skewness = skewness }
        }
        return summary
    }
}

extension ColumnSelection {
    /// Returns the targets and the explicit roles as column indices.
    fileprivate func roles(in table: Table) throws(SchemaError) -> (targets: [Int], roles: [Int: ColumnRole])
    {
        var roles: [Int: ColumnRole] = [:]
        func resolve(_ references: [ColumnReference]?, _ role: ColumnRole) throws(SchemaError) -> [Int] {
            var positions: [Int] = []
            for reference in references ?? [] {
                let position = try reference.position(in: table)
                if let first = roles[position] {
                    throw .conflictingRoles(
                        source: table.source, column: table.columns[position].name, first: first, second: role
                    )
                }
                roles[position] = role
                positions.append(position)
            }
            return positions
        }
        let named = targets.flatMap { $0.isEmpty ? nil : $0 } ?? [.number(-1)]
        let targets = try resolve(named, .target)
        let roleReferences: [([ColumnReference]?, ColumnRole)] = [
            (numeric, .numeric), (categorical, .categorical), (text, .text), (ignored, .ignored),
            (identifiers, .identifier),
            (dates?.map(\.column), .date), (weight.map { [$0] }, .weight), (group.map { [$0] }, .group),
        ]
        for (references, role) in roleReferences { _ = try resolve(references, role) }
        return (targets, roles)
    }
}

extension ColumnReference {
    /// Returns the index of the column in a table; a name takes precedence over a number.
    package func position(in table: Table) throws(SchemaError) -> Int {
        let names = table.columns.map(\.name)
        if let position = names.firstIndex(of: description) { return position }
        switch self {
        case .name(let name):
            throw .unknownColumn(source: table.source, name: name, available: names)
        case .number(let number) where (1...names.count).contains(number):
            return number - 1
        case .number(let number) where (-names.count ... -1).contains(number):
            return names.count + number
        case .number(let number):
            throw .columnNumberOutOfRange(source: table.source, number: number, count: names.count)
        }
    }
}
