/// The words of a text: runs of letters, digits and the marks that belong to them, in any script, in lower case.
///
/// Scripts without blanks between words, such as Chinese, have one word for each ideograph. The work for a text is
/// bounded: further words are not read, and longer ones are cut.
struct WordSplitter {
    /// The maximum number of words of a text.
    static let wordLimit = 1000
    /// The maximum number of characters of a word.
    static let lengthLimit = 40

    private var words: [String] = []
    private var word = String.UnicodeScalarView()

    /// Returns the words of a text, in order.
    static func words(of text: String) -> [String] {
        var splitter = WordSplitter()
        for scalar in text.unicodeScalars {
            if splitter.words.count == wordLimit { return splitter.words }
            splitter.add(scalar)
        }
        splitter.endWord()
        return splitter.words
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
        if scalar.properties.isIdeographic {
            endWord()
            word.append(scalar)
            endWord()
        } else if Self.isWordStart(scalar) || !word.isEmpty && Self.isMark(scalar) {
            word.append(scalar)
        } else {
            endWord()
        }
    }

    private mutating func endWord() {
        guard !word.isEmpty, words.count < Self.wordLimit else { return }
        words.append(String(String(word).lowercased().prefix(Self.lengthLimit)))
        word = String.UnicodeScalarView()
    }

    private static func isWordStart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let byte = UInt8(scalar.value)
            return (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }
}
