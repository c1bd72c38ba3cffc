import Testing

@testable import Backprop

/// Networks made of the weights of other programs.
@Suite struct ImportedNetworkTests {
    private func tensor(_ name: String, _ shape: [Int], from first: Float = 0) -> SafetensorsFile.Tensor {
        let count = shape.reduce(1, *)
        return .init(name: name, shape: shape, values: (0..<count).map { first + Float($0) / 8 })
    }

    private func network(
        _ tensors: [SafetensorsFile.Tensor], _ layers: String = "dense 3 tanh, dense 2", input: Shape = [2]
    ) throws -> ImportedNetwork {
        try ImportedNetwork(
            weights: SafetensorsFile(tensors: tensors), network: Network(parsing: layers), input: input)
    }

    @Test func tensorsOfSequentialGoByName() throws {
        let imported = try network([
            tensor("2.bias", [2]), tensor("2.weight", [2, 3]), tensor("0.weight", [3, 2]),
            tensor("0.bias", [3]),
        ])
        #expect(imported.sources.allSatisfy { $0.name == $0.source })
        let model = try Model(imported, rows: ImportedRows(), source: "w.safetensors")
        // Weights of outputs × inputs become inputs × outputs.
        #expect(model.parameters.values(as: Float.self).prefix(6) == [0, 0.25, 0.5, 0.125, 0.375, 0.625])
        let hidden = [0.125, 0.75, 1.375].map { x in
            let power = PortableExponential.value(of: -2 * x)
            return (1 - power) / (1 + power)
        }
        let expected = (0..<2).map { unit in
            hidden.indices.reduce(Double(unit) / 8) { $0 + hidden[$1] * Double(unit * 3 + $1) / 8 }
        }
        let outputs = try model.outputs(for: [1, 1])
        #expect(zip(outputs, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(outputs) \(expected)")
    }

    @Test func otherNamesGoByShapeAndNaturalOrder() throws {
        let imported = try network(
            [
                tensor("fc10.weight", [2, 2], from: 9), tensor("fc10.bias", [2]),
                tensor("fc2.weight", [2, 2]),
                tensor("fc2.bias", [2]), tensor("bn.weight", [2]), tensor("bn.bias", [2]),
                tensor("bn.running_mean", [2]), tensor("bn.running_var", [2], from: 1),
                tensor("bn.num_batches_tracked", []),
            ], "dense 2, batchnorm, dense 2")
        #expect(
            imported.sources.map(\.source) == [
                "fc2.weight", "fc2.bias", "bn.weight", "bn.bias", "fc10.weight", "fc10.bias",
                "bn.running_mean", "bn.running_var",
            ])
    }

    @Test func mismatchesNameTensorAndShapes() {
        let first = [tensor("a.weight", [3, 2]), tensor("a.bias", [3])]
        #expect {
            _ = try network(first + [tensor("b.weight", [2, 4]), tensor("b.bias", [2])])
        } throws: { error in
            "\(error)" == """
                The tensor "b.weight" has the shape [2, 4], but layer 2, "dense 2", needs [2, 3]. \
                Change the layers or the inputs, so that both agree.
                """
        }
        #expect {
            _ = try network(first + [tensor("b.weight", [2, 3])])
        } throws: { error in
            "\(error)" == """
                Layer 2, "dense 2", needs a tensor "bias" of the shape [2], but "b" in the file has none. \
                Change the layers.
                """
        }
        #expect {
            _ = try network(first)
        } throws: { error in
            "\(error)" == """
                Layer 2, "dense 2", needs a tensor "weight" of the shape [2, 3], but the file has no more tensors. \
                Change the layers.
                """
        }
        #expect {
            _ = try network(
                first + [tensor("b.weight", [2, 3]), tensor("b.bias", [2]), tensor("c.weight", [1])])
        } throws: { error in
            "\(error)" == """
                The tensor "c.weight" of the shape [1] belongs to no layer. \
                Add its layer, or save a file without it.
                """
        }
    }

    @Test func numbersThatAreNotFiniteAreRefused() throws {
        var tensors = [tensor("a.weight", [1, 2]), tensor("a.bias", [1])]
        tensors[1] = .init(name: "a.bias", shape: [1], values: [Double(1e300)])
        let imported = try network(tensors, "dense 1")
        #expect(throws: ImportError.notFinite(tensor: "a.bias")) {
            _ = try Model(imported, rows: ImportedRows(), source: "")
        }
        _ = try Model(imported, rows: ImportedRows(precision: .float64), source: "")
    }

    @Test func rowsHaveNamesScalesAndClasses() throws {
        let imported = try network([tensor("0.weight", [2, 2]), tensor("0.bias", [2])], "dense 2 softmax")
        let rows = ImportedRows(
            columns: ["width", "class"], classes: ["no", "yes"], centers: [1, 2], scales: [2, 4])
        let model = try Model(imported, rows: rows, source: "w.safetensors")
        let again = try Model(SafetensorsFile(bytes: model.safetensors().serialized()), source: "")
        #expect(again.preprocessor?.targetNames == ["class_"])
        let table = try Table(reading: Array("width,class\n3,6\n,2\n".utf8), source: "t.csv")
        let values = try again.predict(table)
        guard case .classes(let classes, let labels, let probabilities?) = values.content else {
            Issue.record("classes are predicted")
            return
        }
        // Scaled to 1 and 1: z = [1/8, 3/8 + 2/8 + 1/8].
        let share = 1 / (1 + PortableExponential.value(of: -0.625))
        #expect(labels == ["no", "yes"] && classes[0] == 1 && abs(probabilities[1] - share) < 1e-6)
        #expect(try model.outputs(for: [0, 0]) == Array(probabilities[2...]))
    }

    @Test func rowsThatDoNotFitAreRefused() throws {
        let imported = try network([tensor("0.weight", [2, 2]), tensor("0.bias", [2])], "dense 2")
        func refused(_ rows: ImportedRows, _ error: ImportError) {
            #expect(throws: error) { _ = try Model(imported, rows: rows, source: "") }
        }
        refused(ImportedRows(columns: ["a"]), .columnCount(found: 1, inputs: 2))
        refused(ImportedRows(columns: ["a", "a"]), .repeatedColumn("a"))
        refused(ImportedRows(classes: ["a", "b", "c"]), .classCount(found: 3, outputs: 2))
        refused(ImportedRows(classes: ["a", "a"]), .repeatedClass)
        refused(ImportedRows(targets: ["a"]), .targetCount(found: 1, outputs: 2))
        refused(ImportedRows(scales: [1, 2, 3]), .numberCount(name: "scales", found: 3, expected: 2))
        refused(ImportedRows(scales: [0]), .badScale)
        let single = try network([tensor("0.weight", [1, 2]), tensor("0.bias", [1])], "dense 1")
        #expect(throws: ImportError.needsSigmoid(.linear)) {
            _ = try Model(single, rows: ImportedRows(classes: ["a", "b"]), source: "")
        }
        var probable = single
        try probable.activateOutputs(.sigmoid)
        let model = try Model(probable, rows: ImportedRows(classes: ["a", "b"]), source: "")
        #expect(model.network.text == "dense 1 sigmoid")
        #expect(throws: ImportError.endsInActivation(.sigmoid)) { try probable.activateOutputs(.softmax) }
    }

    @Test func imagesHaveClassesOrAreRows() throws {
        let tensors = [tensor("0.weight", [2, 8]), tensor("0.bias", [2])]
        let imported = try network(
            tensors.map { tensor in
                SafetensorsFile.Tensor(
                    name: tensor.name, shape: tensor.shape, values: (try? tensor.floats()) ?? [])
            }, "flatten, dense 2 softmax", input: [2, 2, 2])
        let model = try Model(imported, rows: ImportedRows(scales: [255]), source: "")
        #expect(model.images?.classLabels == ["0", "1"] && model.images?.scales == [255, 255])
        let rows = try Model(
            imported, rows: ImportedRows(centers: [1, 2], scales: [3], areTableRows: true), source: "")
        #expect(rows.network.text == "reshape 2x2x2, flatten, dense 2 softmax")
        let centers = rows.preprocessor?.columns.compactMap { $0.numeric?.scale.center }
        #expect(centers == [1, 1, 1, 1, 2, 2, 2, 2])
    }

    @Test func numbersInNamesCount() {
        #expect(NaturalOrder.precedes("fc2", "fc10") && !NaturalOrder.precedes("fc10", "fc2"))
        #expect(NaturalOrder.precedes("a.1", "a.1.b") && NaturalOrder.precedes("conv", "fc"))
        #expect(!NaturalOrder.precedes("a", "a"))
    }
}
