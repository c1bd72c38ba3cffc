extension ColumnSelection {
    /// The selection that names the role of every column of a table, as a schema has it: nothing is left to be
    /// inferred.
    ///
    /// Columns are named where they have names, else numbered.
    public init(complete schema: Schema) {
        func reference(_ position: Int) -> ColumnReference {
            schema.hasHeader ? .name(schema.columns[position].name) : .number(position + 1)
        }
        func references(_ role: ColumnRole) -> [ColumnReference]? {
            let positions = schema.columns.indices.filter { schema.columns[$0].role == role }
            return positions.isEmpty ? nil : positions.map(reference)
        }
        self.init(
            targets: schema.targets.map(reference), task: schema.task, numeric: references(.numeric),
            categorical: references(.categorical), ignored: references(.ignored),
            identifiers: references(.identifier), weight: schema.weight.map(reference),
            group: schema.group.map(reference))
    }
}
