import Testing

@testable import Backprop

/// Values of words and word parts, compared with scikit-learn's.
@Suite struct TextTermsTests {
    private static let texts = TextGoldenValues.texts.map(WordSplitter.words)

    @Test(arguments: [
        (TermKind.word, TextGoldenValues.words), (.part, TextGoldenValues.parts),
    ])
    func valuesAreThoseOfScikitLearn(_ kind: TermKind, _ expected: [[String: Double]]) {
        let fitted = TextTerms(kind, of: Self.texts, weights: nil)
        #expect(Set(fitted.terms) == Set(expected.flatMap(\.keys)))
        var lookup = TermLookup(kind, fitted, textCount: Double(Self.texts.count))
        for (words, row) in zip(Self.texts, expected) {
            let values = lookup.values(of: words)
            #expect(values.count == row.count)
            for (term, value) in values {
                #expect(abs(value - row[fitted.terms[term], default: .nan]) < 1e-12)
            }
        }
    }

    @Test func wordsComeInPairsAndPartsHaveEnds() {
        #expect(TermKind.word.terms(of: ["a", "b", "c"]) == ["a", "b", "c", "a b", "b c"])
        #expect(TermKind.part.terms(of: ["abc"]) == [" ab", "abc", "bc ", " abc", "abc "])
        #expect(TermKind.part.terms(of: ["a"]) == [" a "])
    }

    @Test func theMostFrequentTermsAreKept() {
        let texts = (0..<2000).map { ["word\($0)", "word\($0 + 1)", "all"] }
        let fitted = TextTerms(.word, of: texts, weights: nil)
        #expect(fitted.terms.count == 1500)
        #expect(Array(fitted.terms.prefix(2)) == ["all", "word1"])
        #expect(Array(fitted.frequencies.prefix(2)) == [2000, 2])
    }

    @Test func aWeightOfTwoCountsATextTwice() {
        let twice = TextTerms(.word, of: [["a"], ["a"], ["b"], ["b"]], weights: nil)
        #expect(TextTerms(.word, of: [["a"], ["b"]], weights: [2, 2]) == twice)
        #expect(TextTerms(.word, of: [["a"], ["b"]], weights: [1, 2]).terms == ["b"])
    }
}
