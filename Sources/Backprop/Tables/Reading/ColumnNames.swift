/// The names of columns as a file gives them, made complete and distinct.
struct ColumnNames {
    private(set) var names: [String]
    private(set) var notices: [Notice] = []

    /// - Parameters:
    ///   - given: The names in the file, empty for columns without one.
    ///   - row: The row of the names, or `nil` if they are in no particular one.
    init(_ given: [String], row: RowNumber? = nil) {
        names = given.map(SchemaNumber.trimmed)
        for (index, name) in names.enumerated() where name.isEmpty {
            names[index] = "column \(index + 1)"
            notices.append(Notice.emptyName(names[index], position: index, line: row?.number ?? 1))
        }
        var seen = Set<String>()
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            let all = Set(names)
            let renamed = (2...).lazy.map { "\(name) \($0)" }.first {
                !seen.contains($0) && !all.contains($0)
            }
            names[index] = renamed ?? name
            seen.insert(names[index])
            notices.append(Notice.duplicateName(name, renamed: names[index], line: row?.number ?? 1))
        }
        if let row { notices = notices.map { $0.counting(row.unit) } }
    }
}
