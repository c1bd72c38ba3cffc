import Backprop
import BackpropRecipes
import Testing

/// Errors about recipes that cannot be followed.
@Suite struct RecipeFileErrorTests {
    static let cases: [(text: String, error: String)] = [
        ("", "1, column 1: there is nothing in the file; begin with data: FILE.csv"),
        ("# only a comment\n", "1, column 1: there is nothing in the file; begin with data: FILE.csv"),
        ("---\n", "1, column 1: there is nothing in the file; begin with data: FILE.csv"),
        (
            "- data: a.csv\n",
            "1, column 1: a recipe is a mapping of keys to values, such as data: FILE.csv, not a list"
        ),
        (
            "wheat",
            "1, column 1: a recipe is a mapping of keys to values, such as data: FILE.csv, not \"wheat\""
        ),
        (
            "data: a.csv\ndta: b.csv\n",
            "2, column 1: there is no key \"dta\" in a recipe; did you mean \"data\"?"
        ),
        (
            "training:\n  epoch: 3\n",
            "2, column 3: there is no key \"epoch\" in training; did you mean \"epochs\"?"
        ),
        ("epochs: 3\n", "1, column 1: there is no key \"epochs\" in a recipe; it belongs in training"),
        (
            "network:\n  units: 3\n",
            "2, column 3: there is no key \"units\" in network; there are: layers, search-layers, output, initializer"
        ),
        ("data: a\ndata: b\n", "1, column 1: the key \"data\" occurs twice; keep one of them"),
        (
            "training: {epochs: 3, epochs: 4}\n",
            "1, column 12: the key \"epochs\" occurs twice; keep one of them"
        ),
        ("training: 3\n", "1, column 11: training must be a mapping of keys to values, not \"3\""),
        (
            "training:\n",
            "1, column 10: training must be a mapping of keys to values, not empty; leave the key out to have it chosen"
        ),
        ("? [a]\n: 1\n", "1, column 3: a key is a word, not a list"),
        (
            "training:\n  epochs: many\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not \"many\""
        ),
        (
            "training:\n  epochs: 2.5\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not \"2.5\""
        ),
        (
            "training:\n  epochs: 0\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not \"0\""
        ),
        (
            "training:\n  epochs: \"5\"\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not the text \"5\""
        ),
        (
            "training:\n  epochs: [1, 2]\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not a list"
        ),
        (
            "training:\n  epochs: 99999999999999999999\n",
            "2, column 11: epochs must be a whole number from 1 to 1000000000, not \"99999999999999999999\""
        ),
        (
            "training:\n  epochs:\n",
            "2, column 10: epochs must be a whole number from 1 to 1000000000, not empty; leave the key out to have it chosen"
        ),
        (
            "images:\n  shape: 8by8\n",
            "2, column 10: shape must be a height, a width and, if need be, channels, such as 28x28, not \"8by8\""
        ),
        (
            "images:\n  resize: 8\n",
            "2, column 11: resize must be a height and a width, such as 32x32, not \"8\""
        ),
        (
            "training:\n  augment: twist 3\n",
            "2, column 12: the augmentation must be one of shift, rotate, scale, elastic, flip, noise, cutout, not \"twist\""
        ),
        ("training:\n  seed: -1\n", "2, column 9: seed must be a whole number of at least 0, not \"-1\""),
        ("training:\n  shuffle: maybe\n", "2, column 12: shuffle must be true or false, not \"maybe\""),
        (
            "training:\n  batch-size: all\n",
            "2, column 15: batch-size must be a whole number of at least 1, or full, not \"all\""
        ),
        (
            "training:\n  precision: float16\n",
            "2, column 14: there is no precision \"float16\"; did you mean \"float32\"?"
        ),
        (
            "training:\n  optimizer: adma\n",
            "2, column 14: there is no optimizer \"adma\"; did you mean \"adam\"?"
        ),
        (
            "training:\n  optimizer: {rule: adam, beta3: 0.5}\n",
            "2, column 27: there is no key \"beta3\" for adam; did you mean \"beta1\"?"
        ),
        (
            "training:\n  optimizer: {rule: sgd, momentum: 1}\n",
            "2, column 36: momentum must be a number from 0 to below 1, not \"1\""
        ),
        (
            "training:\n  optimizer: {rule: sgd, learning-rate: nan}\n",
            "2, column 41: learning-rate must be a number above 0, not \"nan\""
        ),
        (
            "training:\n  optimizer: {momentum: 0.9}\n",
            "2, column 15: there is no key \"momentum\" in an optimizer without a rule; there are: learning-rate, weight-decay"
        ),
        (
            "training:\n  schedule: {every: 3}\n",
            "2, column 13: schedule: the key \"rule\" is missing; it names the schedule, such as constant"
        ),
        (
            "training:\n  schedule: {rule: step, every: -3}\n",
            "2, column 33: every must be a whole number of at least 0, not \"-3\""
        ),
        (
            "training:\n  loss: {rule: cross-entropy, delta: 1}\n",
            "2, column 31: there is no key \"delta\" for cross-entropy; it has none"
        ),
        (
            "training:\n  loss: {rule: huber, delta: 0}\n",
            "2, column 30: delta must be a number above 0, not \"0\""
        ),
        (
            "network:\n  layers: dense 16 rleu\n",
            "2, column 20: \"rleu\" does not belong to the layer \"dense\"; did you mean \"relu\"?"
        ),
        (
            "network:\n  layers:\n    - dense 16 relu\n    - dropout 2\n",
            "4, column 15: a dropout rate is at least 0 and below 1, not \"2\""
        ),
        (
            "network:\n  output: sofmax\n",
            "2, column 11: there is no activation \"sofmax\"; did you mean \"softmax\"?"
        ),
        (
            "columns:\n  numeric: [a, {b: c}]\n",
            "2, column 16: numeric must be a column's name or number, not a mapping of keys to values"
        ),
        (
            "columns:\n  task: clasification\n",
            "2, column 9: there is no task \"clasification\"; did you mean \"classification\"?"
        ),
        (
            "preprocessing:\n  scale: standart\n",
            "2, column 10: there is no scaling \"standart\"; did you mean \"standard\"?"
        ),
        (
            "preprocessing:\n  class-weight: {yes: -1}\n",
            "2, column 23: the weight of yes must be a number of at least 0, not \"-1\""
        ),
        (
            "reading:\n  delimiter: comm\n",
            "2, column 14: there is no delimiter \"comm\"; did you mean \"comma\"?"
        ),
        ("data: [a.csv]\n", "1, column 7: data must be a text, not a list"),
        ("data: *x\n", "1, column 7: this is not YAML: found undefined alias"),
        (
            "data: \"a.csv\n",
            "2, column 1: this is not YAML: found unexpected end of stream while scanning a quoted scalar"
        ),
        (
            "training:\n\tepochs: 3\n",
            "2, column 1: this is not YAML: found character that cannot start any token while scanning for the next token"
        ),
        (
            "training: {epochs: 3\n",
            "2, column 1: this is not YAML: did not find expected ',' or '}' while parsing a flow mapping"
        ),
        ("data: a\n---\ndata: b\n", "2, column 1: a second document begins here; a recipe is one document"),
        ("data: a\u{1}b\n", "1, column 8: this is not YAML: control characters are not allowed"),
        (
            "data: &a [x]\n" + String(repeating: "- *a\n", count: 17),
            "18, column 3: a recipe has at most 16 aliases; write the values out"
        ),
    ]

    @Test(arguments: cases.indices) func refuses(index: Int) {
        let (text, expected) = Self.cases[index]
        let error = #expect(throws: RecipeFileError.self) { try RecipeFile(parsing: text, source: "r.yaml") }
        #expect(error?.description == "r.yaml, line " + expected)
    }

    /// Lists in lists, as deep as anybody likes, and texts of any length.
    @Test(arguments: [10, 400, 999, 1001, 5000, 200_000]) func survivesNesting(depth: Int) {
        for text in [
            String(repeating: "[", count: depth), String(repeating: "- ", count: depth) + "a",
            String(repeating: "{a: ", count: depth),
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
            "data: \"" + String(repeating: "x", count: 10 * depth),
        ] {
            #expect(throws: RecipeFileError.self) { try RecipeFile(parsing: text) }
        }
    }

    /// Recipes that somebody mistyped in every thinkable way are read or refused, and never end the process.
    @Test func survivesMutations() throws {
        let table = try RecipeFileWritingTests.table()
        let texts = try [RecipeFileWritingTests.options(), RecipeOptions()].map { options in
            Array(try RecipeFileWritingTests.complete(options, table).file.text().unicodeScalars)
        }
        let pieces = "[]{}:,#&*!|>'\"%@`-? \n\t0159.eE~\u{0}\u{85}\u{2028}é".unicodeScalars.map { $0 }
        var generator = PhiloxGenerator(Philox(seed: 7, stream: 0))
        var read = 0
        for round in 0..<500 {
            var text = texts[round % 2]
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let position = Int.random(in: 0..<text.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: text.remove(at: position)
                case 1: text.insert(pieces.randomElement(using: &generator)!, at: position)
                case 2: text[position] = pieces.randomElement(using: &generator)!
                default:
                    text.insert(contentsOf: text[position..<min(text.count, position + 20)], at: position)
                }
            }
            var string = ""
            string.unicodeScalars.append(contentsOf: text)
            do {
                let file = try RecipeFile(parsing: string)
                // A recipe that was read can be written, and reads as the same again.
                let written = file.text()
                if !written.isEmpty { #expect(try RecipeFile(parsing: written).text() == written) }
                read += 1
            } catch is RecipeFileError {}
        }
        // Some mutations change only a value or a comment.
        #expect(read > 0 && read < 500)
    }
}
