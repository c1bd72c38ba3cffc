extension ColumnSelection {
    /// Creates a selection that sets the role of every column as in a schema, so that nothing is inferred.
    ///
    /// Columns are named if they have names, and numbered otherwise.
    package init(complete schema: Schema) {
        if let selection = schema.readSelection {
            self = selection
            return
        }
        func reference(_ position: Int) -> ColumnReference {
            schema.hasHeader ? .name(schema.columns[position].name) : .number(position + 1)
        }
        func references(_ role: ColumnRole) -> [ColumnReference]? {
            let positions = schema.columns.indices.filter { schema.columns[$0].role == role }
            return positions.isEmpty ? nil : positions.map(reference)
        }
        let dates = schema.columns.indices.filter { schema.columns[$0].role == .date }
            .map { DateColumn(reference($0), format: schema.columns[$0].format?.date) }
        self.init(
            targets: schema.targets.map(reference), task: schema.task, numeric: references(.numeric),
            categorical: references(.categorical), dates: dates.isEmpty ? nil : dates,
            text: references(.text), ignored: references(.ignored),
            identifiers: references(.identifier), weight: schema.weight.map(reference),
            group: schema.group.map(reference))
    }
}
