extension SwiftWriter {
    /// The lines of a prediction's structure for several yes/no targets: the value of each, and its probability.
    func propertyLines(_ targets: [BinaryTarget]) -> [String] {
        targets.enumerated().flatMap { index, target in
            let (positive, negative) = (
                SourceText.comment(target.positive), SourceText.comment(target.negative)
            )
            return [
                "    /// \"\(SourceText.comment(target.name))\": \"\(positive)\" or \"\(negative)\"",
                "    let \(targetProperties[2 * index]): String",
                "    /// The probability of \"\(positive)\"",
                "    let \(targetProperties[2 * index + 1]): Double",
            ]
        }
    }

    /// The lines that return the value of each yes/no target, the positive one above ½, and its probability.
    func binaryLines(_ targets: [BinaryTarget]) -> [String] {
        let arguments = targets.enumerated().flatMap { index, target in
            let (positive, negative) = (SourceText.swift(target.positive), SourceText.swift(target.negative))
            return [
                "\(targetProperties[2 * index]): outputs[\(index)] > 0.5 ? \(positive) : \(negative)",
                "\(targetProperties[2 * index + 1]): outputs[\(index)]",
            ]
        }
        return ["return Prediction(", "    " + arguments.joined(separator: ",\n        "), ")"]
    }
}
