extension CWriter {
    /// The lines of a prediction's structure for several yes/no targets: the value of each, and its probability.
    func fieldLines(_ targets: [BinaryTarget]) -> [String] {
        targets.enumerated().flatMap { index, target in
            let name = SourceText.comment(target.name)
            let (positive, negative) = (
                SourceText.comment(target.positive), SourceText.comment(target.negative)
            )
            return [
                "    const char *\(targetFields[2 * index]); /* \"\(name)\": \"\(positive)\" or \"\(negative)\" */",
                "    double \(targetFields[2 * index + 1]); /* the probability of \"\(positive)\" */",
            ]
        }
    }

    /// The lines that decide on the value of each yes/no target: the positive one above ½.
    func binaryLines(_ targets: [BinaryTarget]) -> [String] {
        targets.enumerated().flatMap { index, target in
            let (positive, negative) = (SourceText.c(target.positive), SourceText.c(target.negative))
            return [
                "prediction->\(targetFields[2 * index]) = outputs[\(index)] > 0.5 ? \(positive) : \(negative);",
                "prediction->\(targetFields[2 * index + 1]) = outputs[\(index)];",
            ]
        }
    }
}

extension PortableOutput {
    /// The identifiers of predicted numbers, or of the value and the probability of each yes/no target, in order; empty for
    /// classes.
    func fields(_ identifiers: SourceIdentifiers) -> [String] {
        switch self {
        case .classes: []
        case .numbers(let targets): identifiers.unique(targets)
        case .binary(let targets):
            identifiers.unique(targets.flatMap { [$0.name, "\($0.name) probability"] })
        }
    }
}
