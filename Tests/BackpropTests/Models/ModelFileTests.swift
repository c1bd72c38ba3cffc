import Backprop
import Testing

/// Written models are read back, bit for bit.
@Suite struct ModelFileTests {
    static let layers =
        [
            "none", "dense 4 tanh no-bias", "dense 3 sigmoid, dropout 0.25, dense 2 relu",
            "dense 3, tanh, dense 2 silu no-bias",
        ]
        + Activation.allKinds.map { "dense 4 \($0.name)" } + ["dense 3 leaky-relu(0.2)", "dense 3 elu(0.5)"]

    @Test(arguments: layers, [Precision.float32, .float64])
    func readsWhatItWrote(layers: String, precision: Precision) throws {
        for text in [ModelSupport.flowers, ModelSupport.slope] {
            let model = try ModelSupport.model(
                text, layers: layers == "none" ? "linear" : layers, precision: precision
            ) { if layers == "none" { $0.hiddenLayers = Network([]) } }
            let copy = try ModelSupport.reread(model)
            let table = try ModelSupport.table(text)
            #expect(copy.recipe == model.recipe)
            #expect(copy.parameters == model.parameters)
            #expect(copy.preprocessor == model.preprocessor)
            #expect(copy.provenance == model.provenance)
            let bits = try ModelSupport.bits(model, table)
            #expect(!bits.isEmpty)
            #expect(try ModelSupport.bits(copy, table) == bits)
            #expect(try copy.safetensors().serialized() == model.safetensors().serialized())
        }
    }

    @Test func readsEveryPartOfARecipe() throws {
        let changes: [(inout RecipeOptions) -> Void] = [
            { $0.schedule = .step(every: 2, factor: 0.5) }, { $0.schedule = .cosine(floor: 0.1) },
            {
                $0.stopping = .onValidation(EarlyStopping(share: 0.25, patience: 2, minimumImprovement: 0.01))
            },
            { $0.stopping = .byCrossValidation(folds: 2) }, { $0.batchSize = .full },
            { $0.initializer = .normal(mean: 0, standardDeviation: 0.5) }, { $0.loss = SquaredError() },
            { $0.loss = Huber(delta: 0.5) }, { $0.optimizer = SGD(learningRate: 0.1, momentum: 0.9) },
            { $0.preprocessing.scaling = .minMax }, { $0.shuffles = false }, { $0.seed = .max },
        ]
        for change in changes {
            let model = try ModelSupport.model(layers: "dense 2 relu", change)
            #expect(try ModelSupport.reread(model).recipe == model.recipe)
        }
    }

    @Test func theSameRecipeGivesTheSameBytes() throws {
        for precision in [Precision.float32, .float64] {
            let files = try (0..<2).map { _ in
                try ModelSupport.model(precision: precision).safetensors().serialized()
            }
            #expect(files[0] == files[1])
            let other = try ModelSupport.model(precision: precision) { $0.seed = 2 }
            #expect(try other.safetensors().serialized() != files[0])
        }
    }

    @Test func namesAndShapesAreThoseOfPyTorch() throws {
        let model = try ModelSupport.model(layers: "dense 4 tanh, dropout 0.5, dense 2 no-bias")
        let tensors = model.safetensors().tensors.map { "\($0.name) \($0.shape)" }
        // 2 numbers, and 3 colours.
        #expect(
            tensors == ["0.weight [4, 5]", "0.bias [4]", "3.weight [2, 4]", "4.weight [3, 2]", "4.bias [3]"])
    }

    @Test func aKindFromOutsideComesBackThroughTheRegistry() throws {
        let model = try ModelSupport.model { $0.hiddenLayers = Network([Doubling(), Dense(2)]) }
        let table = try ModelSupport.table(ModelSupport.flowers)
        var registry = TypeRegistry.standard
        registry.add(Doubling.self)
        let copy = try ModelSupport.reread(model, registry: registry)
        #expect(try ModelSupport.bits(copy, table) == ModelSupport.bits(model, table))
        #expect {
            try ModelSupport.reread(model)
        } throws: { error in
            "\(error)".hasSuffix(
                "network[0]: there is no layer of the type \"doubling\"; add it to the type registry")
        }
    }

    @Test func manyThreadsGetEqualResultsFromOneModel() async throws {
        let model = try ModelSupport.model(layers: "dense 8 tanh, dense 4 relu")
        let table = try ModelSupport.table(ModelSupport.flowers)
        let expected = try ModelSupport.bits(model, table)
        let results = try await withThrowingTaskGroup(of: [UInt64].self) { group in
            for task in 0..<16 {
                group.addTask {
                    var bits: [UInt64] = []
                    for _ in 0..<10 { bits = try ModelSupport.bits(model, table, threads: 1 + task % 3) }
                    return bits
                }
            }
            return try await group.reduce(into: [[UInt64]]()) { $0.append($1) }
        }
        #expect(results.count == 16 && results.allSatisfy { $0 == expected })
    }

    @Test func anExistingFileStaysIfTheNewOneCannotBeWritten() throws {
        let folder = ModelsTestFolder()
        let model = try ModelSupport.model()
        try model.write(to: folder.file("m.safetensors"))
        #expect(throws: SafetensorsError.self) { try model.write(to: folder.file("none/m.safetensors")) }
        #expect(try Model(contentsOf: folder.file("m.safetensors")).parameters == model.parameters)
        #expect(folder.names == ["m.safetensors"])
    }
}

/// A layer that is none of the library's: y = 2x.
struct Doubling: Layer {
    static let typeName = "doubling"

    func outputShape(for input: Shape) throws(NetworkError) -> Shape { input }

    func parameters(for input: Shape) -> [ParameterDescription] { [] }

    func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        for index in 0..<(pass.rows * pass.inputShape.count) { pass.output[index] = 2 * pass.input[index] }
    }

    func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        guard let gradient = pass.inputGradient else { return }
        for index in 0..<(pass.rows * pass.inputShape.count) {
            gradient[index] = 2 * pass.outputGradient[index]
        }
    }
}
