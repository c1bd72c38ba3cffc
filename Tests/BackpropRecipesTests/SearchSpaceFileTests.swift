import BackpropRecipes
import Testing

@testable import Backprop

/// Search spaces in files.
@Suite struct SearchSpaceFileTests {
    private static let text = """
        network:
          depth: [1, 2]
          width: {from: 16, to: 256, scale: log}
          activation: [relu, "leaky-relu(0.2)"]
          dropout: {from: 0.0, to: 0.5}

        preprocessing:
          scale: standard
          class-weight: [none, {no: 1.0, yes: 2}]

        training:
          optimizer:
            - {rule: adamw, learning-rate: {from: 0.002, to: 0.05, scale: log}, weight-decay: [0.1, 0.3]}
            - {rule: sgd, momentum: 0.9, nesterov: true, learning-rate: {from: 0.005, to: 0.2, scale: log}}
            - rprop
          schedule: [cosine, "warm-up:2:cosine", {rule: step, every: 10, factor: 0.5}]
          batch-size: [16, full]
          epochs: {from: 10, to: 90}

        regularization:
          label-smoothing: {from: 0.0, to: 0.2}

        """

    /// The recipes of trials of a space for a small table, without training them.
    private func recipes(_ space: SearchSpace, trials: Range<Int>) throws -> [Recipe] {
        let table = try table()
        let schema = try Schema(inferring: table)
        let defaultRecipe = try RecipeOptions().recipe(for: schema, rows: 24).recipe
        return try trials.map { trial in
            try space.recipe(
                space.settings(ofTrial: trial, seed: 1), RecipeOptions(), defaultRecipe: defaultRecipe,
                schema,
                rows: 24)
        }
    }

    private func table() throws -> Table {
        let rows = (0..<24).map { "\($0 * 7 % 24),\($0 * 5 % 11),\($0 % 3 == 0 ? "yes" : "no")\n" }
        return try Table(reading: Array(("width,length,kind\n" + rows.joined()).utf8), source: "rows")
    }

    @Test func aWrittenFileReadsAsTheSame() throws {
        let file = try SearchSpaceFile(parsing: Self.text)
        let again = try SearchSpaceFile(parsing: file.text)
        #expect(again.text == file.text)
        #expect(
            file.space.dimensions.map(\.name) == again.space.dimensions.map(\.name)
                && file.space.dimensions.map(\.values) == again.space.dimensions.map(\.values))
        for trial in 1...100 {
            #expect(
                file.space.settings(ofTrial: trial, seed: 1) == again.space.settings(ofTrial: trial, seed: 1))
        }
    }

    @Test func theStandardSpaceReadsAsTheSame() throws {
        let table = try table()
        let schema = try Schema(inferring: table)
        let space = try SearchSpace.standard(for: schema, rows: 24)
        let again = try SearchSpaceFile(parsing: SearchSpaceFile(space).text).space
        let drawn = try recipes(space, trials: 1..<40)
        #expect(try drawn == recipes(again, trials: 1..<40))
        #expect(Set(drawn.map(\.network.text)).count > 20)
    }

    @Test func valuesReachTheRecipe() throws {
        let space = try SearchSpaceFile(
            parsing: """
                network: {layers: ["dense 2 tanh", "dense 3 relu, dropout 0.1"]}
                training:
                  optimizer: [{rule: sgd, momentum: [0.5, 0.9]}, adam]
                  epochs: [1, 2]
                  batch-size: [8, full]
                preprocessing: {class-weight: [balanced, {no: 1, yes: 3}]}
                regularization: {l2: {from: 0.001, to: 0.1, scale: log}}
                """
        ).space
        let recipes = try recipes(space, trials: 2..<41)
        func values<Value: Hashable>(_ value: (Recipe) -> Value) -> Set<Value> { Set(recipes.map(value)) }
        #expect(
            values(\.network.text)
                == ["dense 2 tanh, dense 2 softmax", "dense 3 relu, dropout 0.1, dense 2 softmax"])
        #expect(values { ($0.optimizer as? SGD)?.momentum } == [0.5, 0.9, nil])
        #expect(values { $0.optimizer is Adam } == [true, false])
        #expect(values(\.epochs) == [1, 2])
        #expect(values(\.batchSize) == [.rows(8), .full])
        #expect(
            values(\.preprocessing.classWeighting) == [.balanced, .explicit(["no": 1, "yes": 3])])
        #expect(values(\.regularization.l2).allSatisfy { (0.001...0.1).contains($0) })
        #expect(values(\.regularization.l2).count > 30)
    }

    static let errors: [(text: String, error: String)] = [
        ("", "1, column 1: there is nothing in the file; begin with training: {batch-size: [16, 32]}"),
        (
            "[1, 2]",
            "1, column 1: a search space is a mapping of keys to values, such as training: {batch-size: [16, 32]}, not a list"
        ),
        ("{}", "1, column 1: the search space is empty; name at least one key to search"),
        ("training: {}\n", "1, column 1: the search space is empty; name at least one key to search"),
        (
            "trainin:\n  epochs: 3\n",
            "1, column 1: there is no key \"trainin\" in a search space; did you mean \"training\"?"
        ),
        ("epochs: 3\n", "1, column 1: there is no key \"epochs\" in a search space; it belongs in training"),
        (
            "columns:\n  target: [a, b]\n",
            "1, column 1: columns is the same for all trials; set it in a recipe or as an option"
        ),
        (
            "training:\n  batch-sise: [16]\n",
            "2, column 3: there is no key \"batch-sise\" in training; did you mean \"batch-size\"?"
        ),
        (
            "network:\n  widht: [16]\n",
            "2, column 3: there is no key \"widht\" in network; did you mean \"width\"?"
        ),
        (
            "training:\n  seed: [1, 2]\n",
            "2, column 3: seed is the same for all trials; set it in a recipe or as an option"
        ),
        ("training: 3\n", "1, column 11: training must be a mapping of keys to values, not \"3\""),
        ("training:\n  epochs: []\n", "2, column 11: training.epochs: there are no values to choose from"),
        ("network:\n  width: []\n", "2, column 10: network.width: there are no values to choose from"),
        (
            "training:\n  optimizer: []\n",
            "2, column 14: training.optimizer: there are no values to choose from"
        ),
        (
            "training:\n  epochs: [10, many]\n",
            "2, column 16: epochs must be a whole number from 1 to 1000000000, not \"many\""
        ),
        (
            "network:\n  width: [16, 0]\n",
            "2, column 15: width must be a whole number from 1 to 1000000, not \"0\""
        ),
        (
            "network:\n  dropout: {from: 0, to: 1}\n",
            "2, column 26: dropout must be a number from 0 to below 1, not \"1\""
        ),
        (
            "network:\n  activation: [rely]\n",
            "2, column 16: there is no activation \"rely\"; did you mean \"relu\"?"
        ),
        (
            "network:\n  depth: 2\n  layers: dense 3\n",
            "3, column 3: layers are all of the hidden layers; they do not go with depth"
        ),
        (
            "training:\n  epochs: {from: 90, to: 10}\n",
            "2, column 11: training.epochs: the range from 90 to 10 is empty; exchange its ends"
        ),
        (
            "regularization:\n  l2: {from: 0, to: 0.1, scale: log}\n",
            "2, column 7: regularization.l2: a range on a logarithmic scale begins above 0, not at 0"
        ),
        (
            "training:\n  epochs: {from: 10}\n",
            "2, column 11: training.epochs: a range has two ends, from and to; \"to\" is missing"
        ),
        (
            "training:\n  epochs: {from: 10, to: 20, scal: log}\n",
            "2, column 30: training.epochs: there is no key \"scal\" in a range; did you mean \"scale\"?"
        ),
        (
            "training:\n  epochs: {from: 10, to: 20, scale: lock}\n",
            "2, column 37: there is no scale \"lock\"; there are: linear, log"
        ),
        (
            "training:\n  epochs: {from: 0.5, to: 20}\n",
            "2, column 18: epochs must be a whole number from 1 to 1000000000, not \"0.5\""
        ),
        (
            "preprocessing:\n  scale: {from: standard, to: robust}\n",
            "2, column 17: preprocessing.scale: a range is of numbers; list the values as [a, b]"
        ),
        (
            "preprocessing:\n  scale: [standard, standard]\n",
            "2, column 10: preprocessing.scale: a value occurs twice; keep one of them"
        ),
        (
            "training:\n  optimizer: [adam, adamm]\n",
            "2, column 21: there is no optimizer \"adamm\"; did you mean \"adam\"?"
        ),
        (
            "training:\n  optimizer: [adam, {rule: adam, learning-rate: [0.1]}]\n",
            "2, column 21: training.optimizer: adam occurs twice; keep one of them, or give each a number of its own"
        ),
        (
            "training:\n  optimizer: {rule: adam, beta1: [0.8, 0.9]}\n",
            "2, column 34: training.optimizer.beta1 cannot be searched; give it one value, or list the optimizers"
        ),
        (
            "training:\n  optimizer: {rule: rprop, weight-decay: [0.1]}\n",
            "2, column 28: there is no key \"weight-decay\" for rprop; there are: learning-rate, decrease, increase, smallest-step, largest-step"
        ),
        (
            "training:\n  optimizer: {rule: adam, learning-rate: {from: 0, to: 1}}\n",
            "2, column 49: learning-rate must be a number above 0, not \"0\""
        ),
    ]

    @Test(arguments: errors.indices)
    func anUnsearchableKeyIsRefusedWithItsLine(index: Int) throws {
        let (text, expected) = Self.errors[index]
        let error = #expect(throws: RecipeFileError.self) {
            try SearchSpaceFile(parsing: text, source: "space.yaml")
        }
        #expect(error?.description == "space.yaml, line " + expected)
    }
}
