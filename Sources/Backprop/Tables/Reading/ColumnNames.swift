/// The names of columns as a file gives them, made complete and distinct.
struct ColumnNames {
    private(set) var names: [String]
    private(set) var notices: [Notice] = []

    /// - Parameters:
    ///   - texts: The names in the file, empty for columns without one.
    ///   - row: The row of the names, or `nil` if they are in no particular one.
    init(_ texts: [String], row: RowNumber? = nil) {
        names = texts.map(SchemaNumber.trimmed)
        for (index, name) in names.enumerated() where name.isEmpty {
            names[index] = "column \(index + 1)"
            notices.append(Notice.emptyName(names[index], position: index, line: row?.number ?? 1))
        }
        var used = Set<String>()
        for (index, name) in names.enumerated() where !used.insert(name).inserted {
            let all = Set(names)
            let renamed = (2...).lazy.map { "\(name) \($0)" }.first {
                !used.contains($0) && !all.contains($0)
            }
            names[index] = renamed ?? name
            used.insert(names[index])
            notices.append(Notice.duplicateName(name, renamed: names[index], line: row?.number ?? 1))
        }
        if let row { notices = notices.map { $0.counting(row.unit) } }
    }
}
