/// A table whose rows have an order in time, with the features of earlier rows.
struct OrderedTable {
    /// The rows, in the order of the file, with the features as further columns.
    let table: Table
    /// The meaning of all columns.
    let schema: Schema
    /// The features, with the last rows of each series, or `nil` if there are none.
    let past: PastFeatures?
    /// The rank of each row's time among all times.
    let ranks: [Int]
    /// The number of rows that come later after the row before than most do.
    let gaps: Int?

    /// Orders a table, and adds the features unless it has them.
    ///
    /// - Parameter schema: The meaning of the table's columns.
    init(_ table: Table, schema: Schema, _ time: TimeOrder) throws {
        let read = table.withoutDerivedColumns
        let readSchema = try schema.readSelection.map { try Schema(inferring: read, selection: $0) } ?? schema
        var past = try PastFeatures(time, read, readSchema)!
        let rows = try TimedRows(
            readSchema.reading(read).formatting([past.time: past.timeFormat]), time: past.time,
            series: past.series)
        ranks = rows.ranks
        gaps = time.hasFeatures ? rows.gaps : nil
        if rows.hasDuplicates, !time.hasFeatures {
            (self.table, self.schema, self.past) = (read, readSchema, nil)
            return
        }
        let timelines = try Timelines(
            past, readSchema.reading(read), positions: Array(read.columns.indices))
        past.history = timelines.history
        self.past = past
        guard table.derived == nil || schema.readSelection == nil else {
            (self.table, self.schema) = (table, schema)
            return
        }
        self.table = read.adding(timelines)
        self.schema = try Schema(
            of: self.table, past, readSchema, replaced: past.replacedColumns(time, read, readSchema))
    }
}

extension TimeOrder {
    /// Whether features of earlier rows were requested.
    var hasFeatures: Bool { lags != nil || rolling != nil || horizon != nil }
}

extension Table {
    /// The table with the columns that were read.
    var withoutDerivedColumns: Table {
        guard derived != nil else { return self }
        return Table(
            storage: storage, selection: selection, format: format, notices: notices, reading: reading)
    }
}

extension Schema {
    /// Creates the schema of a table with features of earlier rows from that of the columns that were read.
    ///
    /// - Parameter replaced: The columns that features replace.
    fileprivate init(of table: Table, _ past: PastFeatures, _ read: Schema, replaced: [Int]) throws {
        let complete = ColumnSelection(complete: read)
        var selection = complete
        let names = Set(replaced.map { table.columns[$0].name })
        func isReplaced(_ reference: ColumnReference) throws -> Bool {
            names.contains(table.columns[try reference.position(in: table)].name)
        }
        try selection.numeric?.removeAll(where: isReplaced)
        try selection.categorical?.removeAll(where: isReplaced)
        try selection.text?.removeAll(where: isReplaced)
        try selection.dates?.removeAll { try isReplaced($0.column) }
        selection.ignored = (selection.ignored ?? []) + names.sorted().map(ColumnReference.name)
        for feature in past.features {
            let reference = ColumnReference.name(feature.name)
            if !feature.isInput {
                selection.ignored?.append(reference)
            } else if past.sources[feature.source].isNumeric {
                selection.numeric = (selection.numeric ?? []) + [reference]
            } else {
                selection.categorical = (selection.categorical ?? []) + [reference]
            }
        }
        let all = try Schema(inferring: table, selection: selection)
        self.init(
            source: read.source, rowCount: read.rowCount, hasHeader: read.hasHeader, columns: all.columns,
            targets: read.targets, task: read.task, taskReason: read.taskReason,
            classLabels: read.classLabels, binaryTargets: read.binaryTargets,
            isDefaultTarget: read.isDefaultTarget, findings: read.findings,
            readSelection: complete)
    }
}
