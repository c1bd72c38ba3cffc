extension Preprocessor {
    /// The inputs that belong to one raw column.
    struct InputBlock: Sendable {
        let name: String
        /// The position of the column in the training table.
        let column: Int
        let inputs: Range<Int>
    }

    /// The columns that are used, in the order of the table.
    var inputBlocks: [InputBlock] {
        var begin = 0
        return columns.enumerated().compactMap { index, column in
            guard column.width > 0 else { return nil }
            defer { begin += column.width }
            return InputBlock(name: column.name, column: index, inputs: begin..<begin + column.width)
        }
    }
}
