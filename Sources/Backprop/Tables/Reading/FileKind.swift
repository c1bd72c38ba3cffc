/// The kinds of files, recognized by their first bytes, that are not delimited text.
enum FileKind {
    /// The number of bytes examined.
    static let prefixLength = 4096

    static let gzipMark: [UInt8] = [0x1F, 0x8B]
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Returns the error for a file that begins with these bytes, or `nil` if they may begin a delimited text.
    static func rejection(of prefix: [UInt8], source: String) -> TableError? {
        guard let kind = binaryKind(of: prefix) ?? textKind(of: prefix) else { return nil }
        return TableError(
            .notDelimitedText, source: source,
            problem: "A delimited text was expected, but the file is \(kind.name).",
            remedy: kind.remedy)
    }
}

/// Files that begin with characteristic bytes.
extension FileKind {
    private static let zipRemedy =
        "Unpack it and read the text inside."
    private static let unpackRemedy = "Decompress it first; gzip is the only compression read directly."
    private static let utf16Remedy =
        "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW, or save it as \"CSV UTF-8\"."
    private static let exportRemedy = "Export it as CSV."
    private static let imageRemedy = "Images are read from a folder with one subfolder for each class."

    private static let kinds: [(mark: [UInt8], name: String, remedy: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive", zipRemedy),
        ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive", zipRemedy),
        ([0xFF, 0xFE, 0, 0], "UTF-32 text", "Convert it to UTF-8: iconv -f UTF-32 -t UTF-8 FILE > NEW."),
        ([0xFF, 0xFE], "UTF-16 text (byte-order mark FF FE)", utf16Remedy),
        ([0xFE, 0xFF], "UTF-16 text (byte-order mark FE FF)", utf16Remedy),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz", unpackRemedy),
        ([0x42, 0x5A, 0x68], "compressed with bzip2", unpackRemedy),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", unpackRemedy),
        ([0x04, 0x22, 0x4D, 0x18], "compressed with LZ4", unpackRemedy),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive", zipRemedy),
        (Array("Rar!".utf8) + [0x1A, 0x07], "a RAR archive", zipRemedy),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file", exportRemedy),
        (Array("ARROW1".utf8), "an Arrow file", exportRemedy),
        (Array("FEA1".utf8), "a Feather file", exportRemedy),
        (Array("Obj\u{1}".utf8), "an Avro file", exportRemedy),
        (
            [0xD0, 0xCF, 0x11, 0xE0], "an old or encrypted Excel workbook (.xls)",
            "Save it as .xlsx, without a password."
        ),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document", "Export the table in it as CSV."),
        (Array("{\\rtf".utf8), "an RTF document", "Save the table in it as CSV."),
        ([0x93] + Array("NUMPY".utf8), "a NumPy array (.npy)", "Write it as text with numpy.savetxt."),
        ([0x89] + Array("HDF\r\n".utf8), "an HDF5 file", exportRemedy),
        (Array("SQLite format 3".utf8), "a SQLite database", "Export the table in it as CSV."),
        (Array("RDX".utf8), "an R data file", "Write the table with write.csv."),
        (Array("<stata_dta>".utf8), "a Stata file", exportRemedy),
        (Array("$FL2".utf8), "an SPSS file", exportRemedy),
        (Array("MATLAB 5.0".utf8), "a MATLAB file", "Write the table with writetable."),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG image", imageRemedy),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", imageRemedy),
    ]

    fileprivate static func binaryKind(of prefix: [UInt8]) -> (name: String, remedy: String)? {
        if isModel(prefix) {
            return (
                "a model (safetensors)",
                "Give the data here and the model in its own place: were they exchanged?"
            )
        }
        if WorkbookMark.isOpenDocument(prefix) {
            return ("an OpenDocument spreadsheet (.ods)", "Save it as .xlsx or as CSV.")
        }
        if prefix.count > 262, prefix[257...].starts(with: "ustar".utf8) {
            return ("a tar archive", unpackRemedy)
        }
        if prefix.starts(with: [0x80]), prefix.count > 2, (2...5).contains(prefix[1]), !prefix[2].isLineEnd {
            return ("a Python pickle", "Write the table with to_csv.")
        }
        // "BZh" may begin a header; bzip2 itself continues with a digit and the digits of pi.
        guard let kind = kinds.first(where: { prefix.starts(with: $0.mark) }),
            kind.mark != [0x42, 0x5A, 0x68] || prefix.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26]),
            kind.mark != Array("RDX".utf8) || prefix.dropFirst(4).first == 0x0A
        else { return nil }
        return (kind.name, kind.remedy)
    }

    /// Whether the bytes begin a safetensors file: the length of its header in eight bytes, then JSON.
    private static func isModel(_ prefix: [UInt8]) -> Bool {
        prefix.count > 10 && prefix[8] == UInt8(ascii: "{") && prefix[4..<8].allSatisfy { $0 == 0 }
    }
}

/// Files that are text, but of another kind.
extension FileKind {
    fileprivate static func textKind(of prefix: [UInt8]) -> (name: String, remedy: String)? {
        let isCut = prefix.count >= prefixLength
        let text = prefix.starts(with: byteOrderMark) ? prefix[3...] : prefix[...]
        let lines = text.split(whereSeparator: \.isLineEnd).dropLast(isCut ? 1 : 0)
            .map { String(decoding: $0.drop(while: \.isBlank), as: UTF8.self) }.filter { !$0.isEmpty }
        let start = String(decoding: text.drop { $0.isBlank || $0.isLineEnd }.prefix(600), as: UTF8.self)
        if start.hasPrefix("version https://git-lfs.github.com/spec/") {
            return ("a Git LFS pointer, which stands for the data", "Fetch the data with git lfs pull.")
        }
        if let markup = markup(start) { return markup }
        if lines.count > 1, lines.prefix(20).allSatisfy(isSparse) {
            return (
                "in the libsvm format, with an index before each value", "Convert it to CSV with all columns."
            )
        }
        return nil
    }

    private static func markup(_ start: String) -> (name: String, remedy: String)? {
        let lower = start.lowercased()
        guard lower.hasPrefix("<"), lower.contains(">"), let second = lower.dropFirst().unicodeScalars.first,
            "!?".unicodeScalars.contains(second) || ("a"..."z").contains(second)
        else { return nil }
        if lower.contains("<html") || lower.hasPrefix("<!doctype html") {
            return (
                "a web page (HTML)",
                "Download the data themselves: the address may be that of a page about them."
            )
        }
        return ("XML", exportRemedy)
    }

    /// Whether a line is a number followed by ascending indices with values, `1 3:0.5 7:2`.
    private static func isSparse(_ line: String) -> Bool {
        let fields = line.prefix { $0 != "#" }.split(separator: " ").filter { !$0.hasPrefix("qid:") }
        guard let label = fields.first, Double(label) != nil, fields.count > 1 else { return false }
        var last = -1
        for field in fields.dropFirst() {
            let parts = field.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let index = Int(parts[0]), index > last, Double(parts[1]) != nil else {
                return false
            }
            last = index
        }
        return true
    }
}
