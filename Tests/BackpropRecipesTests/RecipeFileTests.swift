import Backprop
import BackpropRecipes
import Testing

@Suite struct RecipeFileTests {
    @Test func readsAFewKeys() throws {
        let file = try RecipeFile(
            parsing: """
                data: iris.csv
                columns: {target: species}
                network: {layers: [dense 16 relu, dropout 0.2], output: softmax}
                training:
                  optimizer: {rule: sgd, momentum: 0.9}
                  epochs: 5
                """)
        #expect(file.data == "iris.csv")
        #expect(file.options.columns.targets == [.name("species")])
        #expect(file.options.hiddenLayers?.text == "dense 16 relu, dropout 0.2")
        #expect(file.options.optimizer as? SGD == SGD(momentum: 0.9))
        #expect(file.options.epochs == 5)
    }
}
