import Testing

@testable import Backprop

@Suite struct WordSplitterTests {
    @Test(arguments: [
        ("The soup was cold, 3 times!", ["the", "soup", "was", "cold", "3", "times"]),
        ("don't re-heat_it", ["don", "t", "re", "heat", "it"]),
        ("ÄRGER mit der Straße № 5½", ["ärger", "mit", "der", "straße", "5½"]),
        ("ОЧЕНЬ вкусно; κρύα σούπα", ["очень", "вкусно", "κρύα", "σούπα"]),
        ("很好吃 good", ["很", "好", "吃", "good"]),
        ("बहुत अच्छा", ["बहुत", "अच्छा"]),
        ("cafe\u{301} caf\u{E9}", ["café", "café"]),
        ("🙂 … — !", []),
        ("", []),
        ("\u{301}x", ["x"]),
    ])
    func wordsAreRunsOfLettersAndDigits(_ text: String, _ words: [String]) {
        #expect(WordSplitter.words(of: text) == words)
    }

    @Test func theWorkForATextIsBounded() {
        let many = String(repeating: "a ", count: 5000)
        #expect(WordSplitter.words(of: many) == Array(repeating: "a", count: 1000))
        #expect(
            WordSplitter.words(of: String(repeating: "ab", count: 5000)) == [
                String(repeating: "ab", count: 20)
            ])
        #expect(WordSplitter.words(of: String(repeating: "好", count: 5000)).count == 1000)
    }
}
