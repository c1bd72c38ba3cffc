import Backprop
import Testing

/// Files of another kind are named, never taken for a table.
@Suite struct OtherFilesTests {
    private static let texts: [(String, String)] = [
        ("<!DOCTYPE html>\n<p>a, b</p>\n", "a web page (HTML)"),
        ("\n <html lang=\"en\">\n", "a web page (HTML)"),
        ("<?xml version=\"1.0\"?>\n<rows/>\n", "XML"),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:01ab\nsize 7\n",
            "a Git LFS pointer, which stands for the data"
        ),
        (
            "-1 1:0.5 3:0.25\n+1 1:1.5 2:2 3:-1e3 # x\n",
            "in the libsvm format, with an index before each value"
        ),
        ("2 qid:1 1:0.5\n1 qid:1 4:1\n", "in the libsvm format, with an index before each value"),
        ("{\\rtf1 a, b}", "an RTF document"),
    ]

    @Test(arguments: texts)
    func namesTexts(_ text: String, _ name: String) {
        let error = #expect(throws: TableError.self) { try table(text) }
        #expect(error?.kind == .notDelimitedText)
        #expect(error?.problem == "A delimited text was expected, but the file is \(name).")
    }

    private static let binary: [([UInt8], String)] = [
        ([0x40, 0, 0, 0, 0, 0, 0, 0] + Array("{\"__metadata__\":{}}".utf8), "a model (safetensors)"),
        ([0x93] + Array("NUMPY".utf8) + [1, 0], "a NumPy array (.npy)"),
        ([0x80, 4, 0x95, 1], "a Python pickle"),
        (Array("SQLite format 3\0".utf8), "a SQLite database"),
        ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "an HDF5 file"),
        (Array("RDX3\nX\n".utf8), "an R data file"), (Array("%PDF-1.7\n".utf8), "a PDF document"),
        ([UInt8](repeating: 0x61, count: 257) + Array("ustar\0".utf8), "a tar archive"),
        ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), "a PNG image"),
    ]

    @Test(arguments: binary)
    func namesBytes(_ bytes: [UInt8], _ name: String) {
        let error = #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE") }
        #expect(error?.problem == "A delimited text was expected, but the file is \(name).")
    }

    /// Files that are read as a whole table are not read row by row.
    @Test func rowsAreThoseOfDelimitedText() {
        let error = #expect(throws: TableError.self) {
            try RowReader(reading: Array("[{\"a\": 1}]".utf8), source: "FILE")
        }
        #expect(
            error?.description
                == "FILE: A delimited text was expected, but the file is JSON. Read it as a whole table.")
    }

    @Test func asksWhetherModelAndDataWereExchanged() {
        let bytes = [0x40, 0, 0, 0, 0, 0, 0, 0] + Array("{\"__metadata__\":{}}".utf8)
        let error = #expect(throws: TableError.self) { try Table(reading: bytes, source: "FILE") }
        #expect(error?.remedy == "Give the data here and the model in its own place: were they exchanged?")
    }

    @Test(arguments: [
        "<5,>6\n1,2\n", "[a],b\n1,2\n", "{a},b\n1,2\n", "RDX,b\n1,2\n", "version,b\n1,2\n", "@a,b\n1,2\n",
        "1 2:3\n4 x\n",
        "a:1 b:2\n1:1 2:2\n", "{,}\n1,2\n",
    ])
    func readsTextsThatBeginAlike(_ text: String) throws {
        #expect(try table(text).rowCount > 0)
    }
}
