import Backprop
import Testing

/// The command that makes models of networks from other programs.
@Suite struct ImportCommandTests {
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        let tensors = [("fc1", [2, 3]), ("fc2", [2, 2])].flatMap { name, shape in
            [
                SafetensorsFile.Tensor(
                    name: "\(name).weight", shape: shape,
                    values: (0..<(shape[0] * shape[1])).map { Float($0) / 4 }),
                SafetensorsFile.Tensor(name: "\(name).bias", shape: [2], values: [Float(0.5), -0.5]),
            ]
        }
        let bytes = try SafetensorsFile(tensors: tensors).serialized()
        try AtomicFile.write(bytes, to: folder.folder["weights.safetensors"].path)
        return folder
    }

    @Test func weightsBecomeAModelThatPredicts() throws {
        let folder = try prepared()
        let result = try folder.run(
            "import", "weights.safetensors", "--layers", "dense 2 relu, dense 2", "--inputs", "3",
            "--columns",
            "a, b,c", "--classes", "no,yes", "--activate-output", "softmax", "-o", "m.safetensors")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        #expect(
            result.output == """
                Layers:    dense 2 relu, dense 2 softmax
                Input:     3, 14 parameters
                Predicts:  no, yes

                Tensors, and their names in the file:
                  0.weight  fc1.weight
                  0.bias    fc1.bias
                  2.weight  fc2.weight
                  2.bias    fc2.bias

                Model saved to m.safetensors

                """, "\(result.output)")
        try folder.write("a,b,c\n1,2,3\n", to: "rows.csv")
        let predicted = try folder.run("predict", "m.safetensors", "rows.csv", "--keep", "none")
        #expect(predicted.status == 0 && predicted.output.contains("\nyes"), "\(predicted)")
    }

    @Test func aTensorThatDoesNotFitIsNamed() throws {
        let folder = try prepared()
        let result = try folder.run(
            "import", "weights.safetensors", "--layers", "dense 2 relu, dense 4", "--inputs", "3", "-o",
            "m.safetensors")
        #expect(result.status == 65)
        #expect(
            result.errors == """
                error: The tensor "fc2.weight" has the shape [2, 2], but layer 2, "dense 4", needs [4, 2]. \
                Change the layers or the inputs, so that both agree.

                """, "\(result.errors)")
        #expect(folder.names == ["weights.safetensors"])
    }

    @Test func weightsWithoutLayersNeedThem() throws {
        let folder = try prepared()
        let result = try folder.run("import", "weights.safetensors", "-o", "m.safetensors")
        #expect(result.status == 64)
        #expect(
            result.errors
                == "error: weights.safetensors has weights without layers; describe them by --layers and --inputs\n"
        )
        let unshaped = try folder.run(
            "import", "weights.safetensors", "--layers", "dense 1", "-o", "m.safetensors")
        #expect(
            unshaped.status == 64
                && unshaped.errors.contains("--layers needs the shape of one example, such as --inputs 4"))
    }

    @Test func anExportedNetworkComesBack() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        for arguments in [
            [
                "train", "iris.csv", "--epochs", "3", "--layers", "dense 4 gelu", "--bins", "0", "--scale",
                "none", "-o", "a.safetensors",
            ],
            ["export", "a.safetensors", "--bare", "-o", "a.onnx"],
            [
                "import", "a.onnx", "--columns", "sepal_length,sepal_width,petal_length,petal_width",
                "--target",
                "species", "-o", "b.safetensors",
            ],
        ] {
            let result = try folder.run(all: arguments)
            try #require(result.status == 0, "\(result.errors)")
        }
        let predictions = try ["a", "b"].map {
            try folder.run(
                "predict", "\($0).safetensors", "iris.csv", "--keep", "none", "--no-outside-training"
            ).output
        }
        #expect(predictions[0] == predictions[1] && predictions[0].count > 1000)
        let refused = try folder.run("import", "iris.csv", "-o", "c.safetensors")
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "error: The file is not an ONNX file: its bytes are not those of a model. Export the model again.\n"
        )
    }

    @Test func weightsForKerasAreWritten() throws {
        let folder = try prepared()
        _ = try folder.run(
            "import", "weights.safetensors", "--layers", "dense 2 relu, dense 2", "--inputs", "3", "-o",
            "m.safetensors")
        for _ in 0..<2 {
            let result = try folder.run("export", "m.safetensors", "--keras", "keras.safetensors")
            #expect(result.output == "Wrote keras.safetensors\n" && result.errors == "", "\(result.errors)")
        }
        let file = try SafetensorsFile(contentsOf: folder.folder["keras.safetensors"].path)
        #expect(file.tensors.map(\.shape) == [[3, 2], [2], [2, 2], [2]])
        #expect(try file.tensors[0].floats() == [0, 0.75, 0.25, 1, 0.5, 1.25])
    }
}
