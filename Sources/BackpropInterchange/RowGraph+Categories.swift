import Backprop

/// The codes of values that have no position of their own.
enum CategoryCode {
    /// A category that training did not see.
    static let unseen = -1
    /// A missing value.
    static let missing = -2
}

extension RowGraph {
    /// Adds the encoding of a column of categories: one input per position or one number, and the indicator.
    mutating func categoryPieces(
        _ categories: PortableCategories, _ encoding: PortableEncoding, _ real: ONNXElementType
    ) -> [InputPiece] {
        let count = categories.width - (categories.hasIndicator ? 1 : 0)
        var pieces: [InputPiece] = []
        let position = position(categories, encoding.column)
        if let scale = categories.ordinalScale {
            let number = rounded(ordinal(position, categories, scale), real)
            pieces.append(InputPiece(value: number, inputs: [encoding.offset]))
        } else if count > 0 {
            let isEqual = graph.add("Equal", [position, graph.integers(Array(0..<count))])
            let inputs = Array(encoding.offset..<(encoding.offset + count))
            pieces.append(InputPiece(value: graph.cast(isEqual, to: real), inputs: inputs))
        }
        if categories.hasIndicator {
            let indicator = graph.cast(isMissing(categories, encoding.column), to: real)
            pieces.append(InputPiece(value: indicator, inputs: [encoding.offset + count]))
        }
        return pieces
    }

    private mutating func ordinal(
        _ position: String, _ categories: PortableCategories, _ scale: FittedScale
    ) -> String {
        let isAbsent = graph.add("Less", [position, graph.number(0, .int64)])
        let frequent = graph.number(Double(categories.mostFrequent), .int64)
        let present = graph.choose(isAbsent, frequent, position)
        return self.scale(graph.cast(present, to: .double), [scale])
    }

    /// Returns the position of each category, below 0 for none: rows × 1.
    private mutating func position(_ categories: PortableCategories, _ column: Int) -> String {
        var result = code(categories, column)
        for (code, position) in [
            (CategoryCode.missing, categories.missing), (CategoryCode.unseen, categories.unseen),
        ] {
            guard let position else { continue }
            let isCode = graph.add("Equal", [result, graph.number(Double(code), .int64)])
            result = graph.choose(isCode, graph.number(Double(position), .int64), result)
        }
        return result
    }

    /// Returns whether each category is missing: rows × 1.
    mutating func isMissing(_ categories: PortableCategories, _ column: Int) -> String {
        let missing = graph.number(Double(CategoryCode.missing), .int64)
        return graph.add("Equal", [code(categories, column), missing])
    }

    /// Returns the position of each category, or one of the ``CategoryCode``: rows × 1.
    mutating func code(_ categories: PortableCategories, _ column: Int) -> String {
        let entries = categories.entries
        let attributes: [ONNXAttribute] = [
            .texts("keys_strings", entries.map(\.text)),
            .integers("values_int64s", entries.map(\.position)),
            .integer("default_int64", CategoryCode.unseen),
        ]
        return graph.add("LabelEncoder", [model.columns[column].name], attributes, domain: "ai.onnx.ml")
    }
}
