/// The checkpoints of one run, in their own folder.
struct CheckpointFolder {
    let path: String
    let keep: Int

    /// The model of the best epoch, next to the checkpoints.
    static let bestName = "best.safetensors"

    init(_ policy: CheckpointPolicy) { (path, keep) = (policy.folder, policy.keep) }

    /// Creates the folder if it is missing, and removes the unfinished files of killed runs.
    ///
    /// - Throws: ``FileError``, or ``CheckpointError/folderInUse(folder:newest:)`` if a run that begins finds the
    ///   checkpoints of another one.
    func prepare(for policy: CheckpointPolicy) throws {
        try FileFolder.create(path)
        AtomicFile.removeStaleTemporaries(in: path) { $0 == Self.bestName || CheckpointName($0) != nil }
        guard !policy.resumes, let newest = names.last else { return }
        throw CheckpointError.folderInUse(folder: path, newest: newest.text)
    }

    /// The names of the checkpoints, the oldest first.
    var names: [CheckpointName] {
        FileFolder.names(in: path).compactMap { CheckpointName($0) }.sorted()
    }

    /// Returns the path of a file in the folder.
    func file(_ name: String) -> String { path + (path.hasSuffix("/") ? "" : "/") + name }

    /// Returns the newest checkpoint that can be read, and the problems of those after it, or `nil` if there is no
    /// checkpoint.
    ///
    /// - Throws: ``CheckpointError/noneLoadable(folder:reason:)``.
    func newest(_ registry: TypeRegistry) throws -> (
        checkpoint: Checkpoint, path: String, skipped: [String]
    )? {
        var skipped: [String] = []
        for name in names.reversed() {
            do {
                let path = file(name.text)
                return (try Checkpoint(contentsOf: path, registry: registry), path, skipped)
            } catch let error as CheckpointError {
                // A later version's checkpoint is sound; the run should not resume from an older one behind it.
                if case .unknownVersion = error { throw error }
                skipped.append("\(error)")
            } catch {
                skipped.append("\(error)")
            }
        }
        guard let reason = skipped.first else { return nil }
        throw CheckpointError.noneLoadable(folder: path, reason: reason)
    }

    /// Writes a checkpoint, then removes the oldest beyond those to keep.
    ///
    /// - Returns: The path of the file.
    func save(_ checkpoint: Checkpoint) throws -> String {
        let path = file(checkpoint.name)
        try checkpoint.write(to: path)
        // A checkpoint behind the one just written was damaged; otherwise it would have been resumed from.
        let current = CheckpointName(epoch: checkpoint.state.epoch, batch: checkpoint.state.batch)
        let (older, newer) = (names.filter { $0 <= current }, names.filter { $0 > current })
        for name in older.dropLast(keep) + newer { FileFolder.remove(file(name.text)) }
        return path
    }
}
