extension RankGroup {
    /// Returns the scores of the parts of a round from all ranks, each with the index of its part.
    ///
    /// - Parameter parts: The indices of the parts that this rank has scored.
    func gather(
        _ scores: [[FoldScore]?], ofParts parts: [Int]
    ) throws -> [(index: Int, scores: [FoldScore]?)] {
        let sent = zip(parts, scores).map { SentScores(part: $0, folds: $1.map { $0.map(SentScore.init) }) }
        return try gather(Array(JSONValue(encoding: sent).text().utf8)).flatMap { bytes in
            try JSONValue(parsing: bytes).decode([SentScores].self).map {
                ($0.part, $0.folds?.map(\.score))
            }
        }.sorted { $0.0 < $1.0 }
    }
}

/// The scores of one part of a round.
private struct SentScores: Codable {
    let part: Int
    let folds: [SentScore]?
}

/// The scores of a fold, with the bits of the numbers: JSON has no infinity.
private struct SentScore: Codable {
    let searched: String?
    let plain: String?
    let failure: String?

    init(_ score: FoldScore) {
        func text(_ number: Double?) -> String? { number.map { String($0.bitPattern, radix: 16) } }
        (searched, plain, failure) = (text(score.searched), text(score.plain), score.failure)
    }

    var score: FoldScore {
        func number(_ text: String?) -> Double? {
            text.flatMap { UInt64($0, radix: 16) }.map(Double.init(bitPattern:))
        }
        return failure.map { .failure($0) } ?? .scores(searched: number(searched), plain: number(plain))
    }
}
