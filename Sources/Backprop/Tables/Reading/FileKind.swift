/// What a file's first bytes say it is, where it is no delimited text.
enum FileKind {
    /// How many bytes are needed to tell.
    static let prefixLength = 8

    static let gzipMark: [UInt8] = [0x1F, 0x8B]
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private static let zipRemedy =
        "Unpack it and read the text inside; if it is an Excel workbook (.xlsx), save the sheet as CSV."
    private static let unpackRemedy = "Decompress it first; gzip is the only compression read directly."
    private static let utf16Remedy =
        "Convert it to UTF-8: iconv -f UTF-16 -t UTF-8 FILE > NEW, or save it as \"CSV UTF-8\"."

    private static let kinds: [(mark: [UInt8], name: String, remedy: String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive", zipRemedy),
        ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive", zipRemedy),
        ([0xFF, 0xFE, 0, 0], "UTF-32 text", "Convert it to UTF-8: iconv -f UTF-32 -t UTF-8 FILE > NEW."),
        ([0xFF, 0xFE], "UTF-16 text (byte-order mark FF FE)", utf16Remedy),
        ([0xFE, 0xFF], "UTF-16 text (byte-order mark FE FF)", utf16Remedy),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz", unpackRemedy),
        ([0x42, 0x5A, 0x68], "compressed with bzip2", unpackRemedy),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", unpackRemedy),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file", "Export it as CSV."),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook (.xls)", "Save the sheet as CSV."),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document", "Export the table in it as CSV."),
    ]

    /// The error for a file that begins with these bytes, or nil where they may begin a delimited text.
    static func rejection(of prefix: [UInt8], source: String) -> TableError? {
        // "BZh" may begin a header; bzip2 itself continues with a digit and the digits of pi.
        guard let kind = kinds.first(where: { prefix.starts(with: $0.mark) }),
            kind.mark.count != 3 || prefix.dropFirst(4).starts(with: [0x31, 0x41, 0x59, 0x26])
        else { return nil }
        return TableError(
            .notDelimitedText, source: source,
            problem: "A delimited text was expected, but the file is \(kind.name).",
            remedy: kind.remedy)
    }
}
