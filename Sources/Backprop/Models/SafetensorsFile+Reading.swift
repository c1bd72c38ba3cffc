#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension SafetensorsFile {
    /// Reads a file. The data are read straight into the tensors, once the header has been checked.
    /// - Throws: `SafetensorsError`, which names the file and its problem.
    public init(contentsOf path: String) throws(SafetensorsError) {
        self = try Self.read(path).file
    }

    /// Reads a file, and the parts of it that its tensors do not determine.
    static func read(
        _ path: String
    ) throws(SafetensorsError) -> (file: SafetensorsFile, frame: SafetensorsFrame) {
        do {
            return try SafetensorsReader(path).read()
        } catch {
            throw error.inFile(path)
        }
    }

    /// Reads a file that is in memory.
    /// - Throws: `SafetensorsError`, which names the problem.
    public init(bytes: [UInt8]) throws(SafetensorsError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(SafetensorsError) in
            let length = try SafetensorsHeader.length(prefix: buffer, fileLength: buffer.count)
            let dataStart = Self.prefixLength + length
            let header = try SafetensorsHeader(
                UnsafeBufferPointer(rebasing: buffer[Self.prefixLength..<dataStart]),
                dataLength: buffer.count - dataStart)
            let data = buffer[dataStart...]
            let tensors = header.entries.map { entry in
                let slice = data[(dataStart + entry.range.lowerBound)..<(dataStart + entry.range.upperBound)]
                return Tensor(trusted: entry.name, entry.shape, entry.elementType, Array(slice))
            }
            return SafetensorsFile(metadata: header.metadata, tensors: tensors)
        }
    }
}

/// A reader of the parts of a file on disk.
private struct SafetensorsReader: ~Copyable {
    let path: String
    let handle: POSIXFile
    let length: Int

    init(_ path: String) throws(SafetensorsError) {
        let handle = try Self.opened(path)
        let length = try Self.length(handle, path)
        self.path = path
        self.handle = handle
        self.length = length
    }

    private static func opened(_ path: String) throws(SafetensorsError) -> POSIXFile {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw error(path, .invalidPath) }
        // Not blocking: a pipe of that name may never have a writer.
        switch POSIXFile.open(path, O_RDONLY | O_NONBLOCK) {
        case .failure(let code): throw error(path, code)
        case .success(let handle): return handle
        }
    }

    func read() throws(SafetensorsError) -> (file: SafetensorsFile, frame: SafetensorsFrame) {
        let prefix = try bytes(at: 0, count: min(length, SafetensorsFile.prefixLength))
        let headerLength = try SafetensorsHeader.length(prefix: prefix, fileLength: length)
        let dataStart = SafetensorsFile.prefixLength + headerLength
        let dataLength = length - dataStart
        let text = try bytes(at: SafetensorsFile.prefixLength, count: headerLength)
        let header = try text.withUnsafeBufferPointer { (buffer) throws(SafetensorsError) in
            try SafetensorsHeader(buffer, dataLength: dataLength)
        }
        guard Self.fitsIntoMemory(dataLength) else {
            throw SafetensorsError(.outOfMemory(length: dataLength))
        }
        var file = SafetensorsFile(metadata: header.metadata)
        for entry in header.entries {
            let data = try bytes(at: dataStart + entry.range.lowerBound, count: entry.range.count)
            file.tensors.append(.init(trusted: entry.name, entry.shape, entry.elementType, data))
        }
        return (file, SafetensorsFrame(beginning: prefix + text, entries: header.entries))
    }

    private func bytes(at offset: Int, count: Int) throws(SafetensorsError) -> [UInt8] {
        var result = Result<Int, POSIXFile.Code>.success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let target = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count])
            result = handle.read(into: target, at: offset)
            initialized = (try? result.get()) ?? 0
        }
        if case .failure(let code) = result { throw Self.error(path, code) }
        guard bytes.count == count else {
            throw Self.error(path, .shortened(expected: length, found: offset + bytes.count))
        }
        return bytes
    }

    /// Whether so many bytes can be allocated: a sparse file of terabytes takes no space on the disk.
    private static func fitsIntoMemory(_ count: Int) -> Bool {
        guard count > 1 << 28 else { return true }
        guard let probe = malloc(count) else { return false }
        free(probe)
        return true
    }

    private static func length(_ handle: borrowing POSIXFile, _ path: String) throws(SafetensorsError) -> Int
    {
        switch handle.status() {
        case .failure(let code): throw error(path, code)
        case .success(let status):
            if status.isFolder { throw error(path, .isFolder) }
            guard status.isRegular else { throw error(path, .notRegularFile) }
            return Int(status.st_size)
        }
    }

    private static func error(_ path: String, _ reason: FileError.Reason) -> SafetensorsError {
        SafetensorsError(.file(FileError(path, .read, reason)), path: path)
    }

    private static func error(_ path: String, _ code: POSIXFile.Code) -> SafetensorsError {
        let reason: FileError.Reason =
            switch code.number {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM: .permissionDenied
            case EISDIR: .isFolder
            default: .system
            }
        return SafetensorsError(.file(FileError(path, .read, reason, code: code.number)), path: path)
    }
}
