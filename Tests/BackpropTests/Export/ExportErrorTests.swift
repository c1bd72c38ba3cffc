import Testing

@testable import Backprop

/// The models that source code cannot hold.
@Suite struct ExportErrorTests {
    private func refusal(_ model: Model, named name: String = "m") -> String {
        let origin = SourceOrigin(file: "m", bytes: [], program: "p")
        do {
            _ = try CSource(model, named: name, headerName: "m.h", origin: origin)
            return "exported"
        } catch {
            do {
                _ = try SwiftSource(model, named: name, origin: origin)
                return "exported to Swift alone"
            } catch let other {
                #expect(other == error)
            }
            return error.description
        }
    }

    @Test func numbersAndImagesAreRefused() throws {
        let recipe = Recipe(
            network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(), epochs: 1)
        let numbers = try Model(
            recipe: recipe, inputShape: [2], parameters: .float32([1, 2, 3]),
            provenance: Provenance(source: "", rows: 1))
        #expect(
            refusal(numbers)
                == "The model was trained on numbers alone, and an exported model needs the names of columns. Train it on a table."
        )
        #expect(
            ExportError.trainedOnImages.description
                == "The model was trained on images, which source code cannot read yet. Export it as ONNX, or predict with the model file."
        )
    }

    @Test func layersThatAreNotCarriedAreNamed() throws {
        let text =
            "a,b,c,d,kind\n"
            + (0..<12).map { "\($0),\($0 % 5),\($0 % 3),\($0 % 7),\($0 % 2 == 0 ? "x" : "y")\n" }.joined()
        let model = try ModelSupport.model(text, layers: "reshape 2x2x1, conv-transpose 2 2, flatten") {
            $0.columns.numeric = ["a", "b", "c", "d"]
        }
        #expect(
            refusal(model)
                == "Layer 2, \"conv-transpose 2 2x2\", is not one that an exported model can compute. Train with another layer in its place, or predict with the model file."
        )
    }

    @Test func columnsThatAreNotCarriedAreNamed() throws {
        let words = ["red sky", "blue sea", "green hill", "dark wood", "red wood", "blue hill"]
        let text =
            "note,n,kind\n"
            + (0..<30).map {
                "\(words[$0 % 6]) and \(words[$0 * 7 % 5]) no \($0 % 11),\($0),\($0 % 2 == 0 ? "x" : "y")\n"
            }
            .joined()
        let model = try ModelSupport.model(text) { $0.columns.text = ["note"] }
        #expect(
            refusal(model)
                == "The column \"note\" holds sentences, whose topics an exported model cannot compute yet. Train without this column, or predict with the model file."
        )
    }

    @Test func kindsAndNamesAreChecked() throws {
        let first = try ModelSupport.model()
        let second = try ModelSupport.model { $0.columns.categorical = ["width", "colour"] }
        #expect(
            refusal(try Model(averaging: [first, second]))
                == "The column \"width\" has values of different kinds in the networks of this average. Export the networks one by one."
        )
        #expect(
            refusal(first, named: "年齢")
                == "\"年齢\" has no letter or digit to name functions by. Choose a file name with a letter.")
        #expect(
            ExportError.tooLarge(parameters: 20_000_000, limit: PortableForm.sourceCode.parameterLimit)
                .description
                == "The model has 20000000 parameters, and a model in this form holds at most 16777216. Train a smaller network, or predict with the model file."
        )
        #expect(
            ExportError.earlierRows(column: "price (1 before)").description
                == "The model computes the column \"price (1 before)\" from earlier rows, which an exported model does not know. Train without features of earlier rows, or predict with the model file."
        )
    }
}
