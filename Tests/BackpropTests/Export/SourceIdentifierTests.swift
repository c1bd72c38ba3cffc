import Testing

@testable import Backprop

/// Names, texts and numbers of source code.
@Suite struct SourceIdentifierTests {
    @Test func namesBecomeIdentifiers() {
        let names = [
            "sepal length", "Sepal-Length", "class", "1st", "größe", "年齢", "", "İstanbul é", "HTTPServer",
            "a b 2", "a b",
            "a-b",
        ]
        #expect(
            SourceIdentifiers.c.unique(names) == [
                "sepal_length", "sepal_length_2", "class_2", "column_1st", "groesse", "column_6", "column_7",
                "istanbul_e", "httpserver", "a_b_2", "a_b", "a_b_3",
            ])
        #expect(
            SourceIdentifiers.swift.unique(names) == [
                "sepalLength", "sepalLength2", "class2", "column1st", "groesse", "column6", "column7",
                "istanbulE", "hTTPServer", "aB2", "aB", "aB3",
            ])
        #expect(SourceIdentifiers.c.name("年齢") == nil && SourceIdentifiers.c.name("my model") == "my_model")
    }

    @Test func textsAreEscaped() {
        #expect(SourceText.c("a\"b\\c\n??/é") == #""a\"b\\c\012\?\?/\303\251""#)
        #expect(SourceText.swift("a\"b\\(c)\n\u{202E}é") == #""a\"b\\(c)\u{a}\u{202e}é""#)
        #expect(SourceText.comment("a */ b ?" + "?/ c\n\u{202E}d\\") == "a * / b ? ? / c  d\\ ")
    }

    @Test func numbersAreExact() {
        #expect(SourceNumber.hexadecimal(1) == "0x1p0")
        #expect(SourceNumber.hexadecimal(-0.1) == "-0x1.999999999999ap-4")
        #expect(SourceNumber.hexadecimal(.leastNonzeroMagnitude) == "0x0.0000000000001p-1022")
        #expect(SourceNumber.hexadecimal(-0.0) == "-0x0p0")
        for value in [Double.pi, .leastNormalMagnitude / 3, 1e308, -2.5, 0.1] {
            #expect(Double(SourceNumber.hexadecimal(value)) == value)
        }
    }

    @Test func hashesAreThoseOfTheStandard() {
        #expect(
            SHA256.text(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256.text(of: Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            SHA256.text(of: Array(repeating: UInt8(ascii: "a"), count: 1000))
                == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
    }
}

/// The functions of source code.
@Suite struct SourceFunctionTests {
    @Test(arguments: [CFunctions.all, SwiftFunctions.all])
    func eachFollowsThoseThatItNames(functions: SourceFunctions) {
        var known: Set<String> = []
        for function in functions.all {
            known.insert(function.name)
            for reference in SourceTemplate(function.text).names {
                #expect(known.contains(reference.name), "\(function.name) names \(reference.name)")
            }
        }
        #expect(known.count > 50)
    }
}
