/// Names of columns and targets as identifiers of source code.
struct SourceIdentifiers {
    /// The words that cannot be identifiers.
    let keywords: Set<String>
    /// Whether words are joined by underscores, as in C, or by capital letters, as in Swift.
    let usesUnderscores: Bool
    /// The word that stands for a name without any letter or digit, or before a digit.
    let fallback: String

    /// Returns an identifier for each name, each of them once.
    func unique(_ names: [String], reserved: Set<String> = []) -> [String] {
        var taken = keywords.union(reserved)
        return names.enumerated().map { index, name in
            let words = Self.words(name)
            var base = joined(words.isEmpty ? [fallback, "\(index + 1)"] : words)
            if base.first?.isNumber == true { base = joined([fallback] + words) }
            var identifier = base
            var number = 2
            while !taken.insert(identifier).inserted {
                identifier = "\(base)\(usesUnderscores ? "_" : "")\(number)"
                if !usesUnderscores, base.last?.isNumber == true { identifier = "\(base)_\(number)" }
                number += 1
            }
            return identifier
        }
    }

    /// Returns one name as an identifier of a type or a prefix, or `nil` if it has no letter or digit.
    func name(_ text: String) -> String? {
        Self.words(text).isEmpty ? nil : unique([text])[0]
    }

    private func joined(_ words: [String]) -> String {
        if usesUnderscores { return words.joined(separator: "_").asciiLowercased }
        return words.enumerated().map { index, word in
            let isShout = word.allSatisfy { !$0.isLowercase }
            let rest = isShout ? word.dropFirst().description.asciiLowercased : String(word.dropFirst())
            return (index == 0 ? word.prefix(1).description.asciiLowercased : word.prefix(1).uppercased())
                + rest
        }.joined()
    }

    /// Splits a name at everything but Latin letters, without accents, and digits.
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in name.unicodeScalars {
            let letters = latin(scalar)
            if let letters {
                word += letters
            } else if !word.isEmpty, !scalar.properties.isDiacritic {
                words.append(word)
                word = ""
            }
        }
        return word.isEmpty ? words : words + [word]
    }

    /// Returns a scalar in ASCII letters and digits, or `nil` if it has no such form.
    private static func latin(_ scalar: Unicode.Scalar) -> String? {
        if scalar.isASCII {
            return Character(scalar).isLetter || Character(scalar).isNumber ? String(scalar) : nil
        }
        if let special = specialLetters[scalar] { return special }
        guard let name = scalar.properties.name, name.hasPrefix("LATIN "),
            let letter = name.split(separator: " ").dropFirst(3).first, letter.utf8.count <= 2
        else { return nil }
        return scalar.properties.isLowercase ? String(letter).asciiLowercased : String(letter)
    }

    private static let specialLetters: [Unicode.Scalar: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "æ": "ae", "ø": "o",
        "Ø": "O", "å": "a", "Å": "A", "°": "deg", "µ": "u", "²": "2", "³": "3",
    ]
}

extension String {
    /// The text with small letters in place of the capital ones of ASCII.
    fileprivate var asciiLowercased: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 },
            as: UTF8.self)
    }
}

extension SourceIdentifiers {
    /// Those of C, without the words of C++, which may include the header.
    static let c = SourceIdentifiers(
        keywords: Set(
            """
            alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl complex concept const
            constexpr continue decltype default delete do double dynamic_cast else enum errno explicit export extern false
            float for friend goto if imaginary inline int long main mutable namespace new noexcept not not_eq nullptr
            operator or or_eq private protected public register reinterpret_cast requires restrict return short signed
            sizeof static static_assert static_cast stdin stdout stderr struct switch template this thread_local throw true
            try typedef typeid typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq linux
            unix i386 arm
            """.split { $0 == " " || $0 == "\n" }.map(String.init)),
        usesUnderscores: true, fallback: "column")

    /// Those of Swift.
    static let swift = SourceIdentifiers(
        keywords: Set(
            """
            as associatedtype await async break case catch class continue default defer deinit do else enum extension
            fallthrough false fileprivate for func guard if import in init inout internal is let nil operator precedencegroup
            private protocol public repeat rethrows return self static struct subscript super switch throw throws true try
            typealias var while any some actor
            """.split { $0 == " " || $0 == "\n" }.map(String.init) + ["where"]),
        usesUnderscores: false, fallback: "column")
}

/// Texts within source code.
enum SourceText {
    /// Returns a text for a comment: without line ends, control characters and marks that end or begin a comment.
    static func comment(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
                result += " "
            default:
                if let last = result.unicodeScalars.last, "*/?".unicodeScalars.contains(scalar),
                    "*/?".unicodeScalars.contains(last)
                {
                    result += " "
                }
                result.unicodeScalars.append(scalar)
            }
        }
        return result.hasSuffix("\\") ? result + " " : result
    }

    /// Returns a string literal of C in ASCII.
    static func c(_ text: String) -> String {
        var result = "\""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
                result += "\\" + String(UnicodeScalar(byte))
            case 0x20..<0x7F: result += String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 8)
                result += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
            }
        }
        return result + "\""
    }

    /// Returns a string literal of Swift.
    static func swift(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case " "..<"\u{7F}": result.unicodeScalars.append(scalar)
            default:
                if scalar.properties.isAlphabetic {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{\(String(scalar.value, radix: 16))}"
                }
            }
        }
        return result + "\""
    }
}
