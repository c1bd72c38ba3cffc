extension RankGroup {
    /// Refuses a group whose ranks have different recipes, rows or versions of the library.
    ///
    /// - Throws: ``RankError/other(rank:key:there:first:)`` on every rank.
    func refuseOthers(_ recipe: Recipe, _ data: RunData) throws {
        try refuseOthers([
            "version": JSONValue(LibraryVersion.text), "recipe": try JSONValue(encoding: recipe),
            "data": try JSONValue(encoding: data),
        ])
    }

    /// Refuses a group whose ranks have different descriptions of their job.
    ///
    /// - Throws: ``RankError/other(rank:key:there:first:)`` on every rank.
    func refuseOthers(_ own: @autoclosure () throws -> JSONValue) throws {
        guard size > 1 else { return }
        let own = try own()
        let all = try gather(Array(own.text().utf8)).map { try JSONValue(parsing: $0) }
        for (rank, other) in all.enumerated() {
            guard let found = JSONDifference(other, all[0]) else { continue }
            throw RankError.other(
                rank: rank, key: found.path, there: JSONDifference.text(found.first),
                first: JSONDifference.text(found.second))
        }
    }

    /// Returns the checkpoint of the first rank.
    ///
    /// - Parameters:
    ///   - checkpoint: The checkpoint that the first rank resumes from, if there is one.
    ///   - policy: The policy of the checkpoints, which all ranks have, or `nil` if there are none.
    func shared(_ checkpoint: Checkpoint?, _ policy: CheckpointPolicy?) throws -> Checkpoint? {
        guard size > 1, let policy else { return checkpoint }
        let bytes = try broadcast(checkpoint?.safetensors().serialized() ?? [])
        guard !isFirst, !bytes.isEmpty else { return checkpoint }
        return try Checkpoint(
            SafetensorsFile(bytes: bytes), source: "the checkpoint of rank 0", registry: policy.registry)
    }
}
