import Testing

@testable import BackpropServer

/// The grammar of JSON, by cases of RFC 8259.
@Suite struct JSONScannerTests {
    private func fault(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        do {
            try bytes.withUnsafeBufferPointer { bytes in
                var scanner = JSONScanner(bytes)
                try scanner.value()
                try scanner.end()
            }
            return nil
        } catch {
            return RequestError(error).message
        }
    }

    @Test(arguments: [
        "0", "-0", "1.5e+3", "-12E0", "\"\"", "\"\\u00e9\\\"\\\\\\/\\b\"", "[]", "[ 1 , [ ] ]", "{}", "null",
        " true\n",
        "{\"a\":{\"b\":[false,null]},\"c\":\"é\"}",
    ]) func validTextIsTaken(_ text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: [
        ("", "a value was expected at byte 0, but the end of the body found."),
        ("01", "the end of the number was expected at byte 1, but '1' found."),
        ("1.", "a digit was expected at byte 2, but the end of the body found."),
        ("1e", "a digit was expected at byte 2, but the end of the body found."),
        ("-", "a digit was expected at byte 1, but the end of the body found."),
        ("+1", "a value was expected at byte 0, but '+' found."),
        (".5", "a value was expected at byte 0, but '.' found."),
        ("NaN", "a value was expected at byte 0, but 'N' found."),
        ("[1,]", "a value was expected at byte 3, but ']' found."),
        ("[1", "',' or ']' was expected at byte 2, but the end of the body found."),
        ("{\"a\" 1}", "':' was expected at byte 5, but '1' found."),
        ("{a:1}", "a key in double quotes was expected at byte 1, but 'a' found."),
        ("{\"a\":1,}", "a key in double quotes was expected at byte 7, but '}' found."),
        ("\"a", "'\"' was expected at byte 2, but the end of the body found."),
        ("\"\\x\"", "an escape was expected at byte 2, but 'x' found."),
        ("\"\\u12g4\"", "a hex digit was expected at byte 5, but 'g' found."),
        ("\"\t\"", "an escape was expected at byte 1, but the byte 0x09 found."),
        ("nul", "'null' was expected at byte 3, but the end of the body found."),
        ("1 2", "the end of the body was expected at byte 2, but '2' found."),
    ]) func invalidTextIsRefused(_ text: String, _ message: String) {
        #expect(fault(text) == "The body is not JSON: " + message)
    }

    @Test func depthIsLimited() {
        #expect(fault(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) == nil)
        #expect(
            fault(String(repeating: "[", count: 100_000))
                == "The body's lists and objects nest deeper than 64 levels.")
    }

    @Test func textIsUTF8() {
        let bytes: [UInt8] = Array("[\"é".utf8) + [0xFF]
        let error = #expect(throws: RequestError.self) {
            try bytes.withUnsafeBufferPointer { try JSONScanner.requireUTF8($0) }
        }
        #expect(error?.message == "UTF-8 was expected, but the body has another byte at offset 4.")
    }

    /// Bytes cut, doubled and changed: the scanner returns, whatever they are.
    @Test func damagedTextDoesNotTrap() {
        let text = Array("[{\"a\":-1.5e3,\"b\":\"x\\u00e9\",\"c\":[null,true]}]".utf8)
        var random = SplitMix(state: 3)
        for _ in 0..<20_000 {
            var bytes = text
            for _ in 0..<(1 + random.next() % 3) {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            bytes = Array(bytes.prefix(Int(random.next() % UInt64(bytes.count + 1))))
            bytes.withUnsafeBufferPointer { bytes in
                let columns = PlainColumns(["a", "b", "c"])
                guard let request = try? RowsRequest(bytes, columns: columns) else { return }
                #expect(request.plain == nil || request.plain?.rowCount == request.rows.count)
            }
        }
    }
}
