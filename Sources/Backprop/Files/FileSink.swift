/// The destination for the bytes of a file that is being written.
package final class FileSink {
    let file: POSIXFile
    private let destination: FileDestination
    /// The number of bytes taken so far.
    package private(set) var written = 0

    init(_ file: consuming POSIXFile, for destination: FileDestination) {
        self.file = file
        self.destination = destination
    }

    /// Appends the bytes.
    /// - Throws: `FileError`, for example if the disk is full.
    package func append(_ bytes: [UInt8]) throws(FileError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(FileError) in
            try append(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Appends the bytes.
    /// - Throws: `FileError`, for example if the disk is full.
    package func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            switch file.writeSome(rest) {
            case .success(let count):
                written += count
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            case .failure(let code): throw destination.error(code, written: written)
            }
        }
    }
}
