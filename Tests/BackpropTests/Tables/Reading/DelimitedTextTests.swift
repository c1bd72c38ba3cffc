import Backprop
import Testing

@Suite struct DelimitedTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("a\nb", "\"a\nb\""),
        ("a\r\nb", "\"a\r\nb\""), (" a", "\" a\""), ("a\t", "\"a\t\""), ("#a", "\"#a\""), ("a;b", "a;b"),
        ("\"\u{301}", "\"\"\"\u{301}\""),
    ])
    func escapesWhatNeedsIt(_ text: String, _ expected: String) {
        #expect(DelimitedText.escape(text) == expected)
    }

    @Test(arguments: Delimiter.allCases)
    func writesWhatIsReadBack(_ delimiter: Delimiter) throws {
        let rows = [
            ["#a", "b c"], ["1,5", "x;y"], ["\"", "\t"], ["a|b", "\r\n"], [" ", "e\u{301}\""], ["x", "-"],
            ["0x1", "\"\""],
        ]
        let text = rows.map { DelimitedText.row($0, delimiter: delimiter) }.joined()
        let options = ReadingOptions(delimiter: delimiter, hasHeader: false, missingTokens: [])
        // Blanks alone are not a text.
        let read = rows.map { $0.map { $0 == " " || $0 == "\t" ? "" : $0 } }
        #expect(try cells(table(text, options)) == read)
    }

    @Test func writesEmptyFields() throws {
        #expect(DelimitedText.row(["", "x", ""]) == ",x,\n")
        #expect(DelimitedText.row([""]) == "\"\"\n")
        #expect(DelimitedText.row(["", "x"], delimiter: .whitespace) == "\"\" x\n")
    }
}
