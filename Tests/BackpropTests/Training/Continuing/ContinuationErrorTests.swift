import Testing

@testable import Backprop

/// Tables and recipes that do not fit the model that a run is to continue.
@Suite struct ContinuationErrorTests {
    private func error(
        _ text: String, _ model: Model? = nil, _ continuation: (Model) -> Continuation? = { _ in nil },
        _ change: (inout RecipeOptions) throws -> Void = { _ in }
    ) throws -> String? {
        let model = try model ?? ContinuedRows.model()
        return ContinuedRows.error {
            var options = RecipeOptions()
            try change(&options)
            let table = try ContinuedRows.table(text)
            let recipe = try options.recipe(continuing: model, continuation(model), on: table)
            _ = try Trainer(recipe, continuing: model).train(on: table)
        }
    }

    private static let rows = ContinuedRows.text(60..<90)

    @Test func namesTheMissingColumn() throws {
        #expect(
            try error("kind,target\na,no\nb,yes\n") == """
                new.csv: Column "size" is missing. The columns there are "kind" and "target". Add it, or rename the \
                column that holds it.
                """)
        #expect(
            try error("size,kind\n1,a\n2,b\n") == """
                new.csv: There is no column "target", which the model predicts. The columns are "size" and "kind". Add it.
                """)
    }

    @Test func namesTheColumnOfAnotherType() throws {
        #expect(
            try error("size,kind,target\n1,a,no\nbig,b,yes\n") == """
                new.csv, line 3, column "size": Expected a number, since the column is taken as numeric, and found "big". \
                Correct the value, or give the column another role.
                """)
        #expect(
            try error("size,kind,target\n1,1.5,no\n2,2.5,yes\n") == """
                new.csv, line 2, column "kind": No value of the column is a category that the model knows; the first is \
                "1.5". The model knows "a", "b" and "c". Give the column that it was trained on.
                """)
    }

    @Test func namesTheUnknownClass() throws {
        #expect(
            try error("size,kind,target\n1,a,no\n2,b,maybe\n") == """
                new.csv, line 3, column "target": The model does not know the class "maybe". It knows "no" and "yes". \
                Leave such rows out, or replace the last layer to learn the classes of these rows.
                """)
        #expect(
            try error("size,kind,target\n1,a,no\n2,b,3\n", ContinuedRows.model(isRegression: true)) == """
                new.csv, line 2, column "target": Expected a number, since the column is the target of a regression, and \
                found "no". Correct the value, or give the column another role.
                """)
    }

    @Test func namesTheOtherInputs() throws {
        let text = ContinuedRows.text(60..<90, kinds: ["a", "b", "d"])
        #expect(
            try error(text, nil, { $0.continuation(refits: true) }) == """
                new.csv: Fitted again, the preprocessing gives other inputs than the model has: without "kind=c", and with \
                "kind=d". Keep the model's preprocessing, or train a new model.
                """)
        #expect(try error(text) == nil)
    }

    @Test func refusesToFitTextsAnew() throws {
        let words = ["red old car", "blue new car", "old bus", "new red bus", "blue bike"]
        let rows = (0..<60).map { "\(words[$0 % 5]) \(words[$0 % 4]) n\($0),\($0 % 2 == 0 ? "no" : "yes")" }
        let text = (["words,target"] + rows).joined(separator: "\n") + "\n"
        var options = try ContinuedRows.options()
        options.columns.text = [.name("words")]
        let model = try Model.fit(ContinuedRows.table(text), target: "target", options: options)
        #expect(
            try error(text, model, { $0.continuation(refits: true) }) == """
                The inputs of the text column "words" have another meaning after each fit, so that the preprocessing \
                cannot be fitted again. Keep the model's preprocessing.
                """)
        #expect(try error(text, model) == nil)
    }

    @Test func refusesSettingsThatBelongToTheModel() throws {
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.hiddenLayers = try Network(parsing: "dense 5") }
                == """
                the hidden layers must be "dense 6 tanh", as in the model that the run continues, not "dense 5"
                """)
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.members = 3 }
                == "the number of networks must be left out if a run continues a model, not \"3\"")
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.precision = .float64 }
                == "the precision must be \"float32\", as in the model that the run continues, not \"float64\""
        )
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.quality = .best }
                == "the quality must be left out if a run continues a model, not \"best\"")
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.preprocessing.scaling = .robust } == """
                the preprocessing must be that of the model that the run continues, not another one; leave it out
                """)
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.columns.targets = ["kind"] } == """
                the choice of columns must be that of the model that the run continues, not another one; leave it out
                """)
        #expect(
            try error(Self.rows, nil, { _ in nil }) { $0.hiddenLayers = try Network(parsing: "dense 6 tanh") }
                == nil)
    }

    @Test func needsTheModelThatTheRecipeNames() throws {
        let model = try ContinuedRows.model()
        let table = try ContinuedRows.table(Self.rows)
        let recipe = try RecipeOptions().recipe(continuing: model, on: table)
        #expect(
            ContinuedRows.error { _ = try Trainer(recipe).train(on: table) } == """
                The recipe continues the model whose file has the SHA-256 \(model.sha256), and no model is given. Train \
                with that model.
                """)
        let other = try ContinuedRows.model(isRegression: true)
        #expect(
            ContinuedRows.error { _ = try Trainer(recipe, continuing: other) } == """
                The recipe continues the model whose file has the SHA-256 \(model.sha256), but that of the given model is \
                \(other.sha256). Give the other model, or a recipe without it.
                """)
        var options = RecipeOptions()
        options.continuation = model.continuation()
        let schema = try Schema(inferring: table)
        #expect(throws: ContinuationError.noModel(sha256: model.sha256)) {
            try options.recipe(for: schema, rows: 30)
        }
    }

    @Test func refusesAnAverageOfSeveralRuns() throws {
        let average = try Model(averaging: [
            ContinuedRows.model(), ContinuedRows.model(ContinuedRows.options("dense 3")),
        ])
        #expect(
            try error(Self.rows, average) == """
                The model averages 2 networks of several runs, which have no recipe in common. Continue each of them, and \
                average the results.
                """)
    }

    @Test func refusesRowsOfAnotherKind() throws {
        let model = try ContinuedRows.model()
        let images = ImageSet(bytes: [1, 2, 3, 4], shape: [1, 2, 1], labels: ["a", "b"])
        #expect(throws: ModelError.notTrainedOnImages) {
            try RecipeOptions().recipe(continuing: model, on: images)
        }
        let numbers = Dataset<Float>(
            inputShape: [2], targetCount: 1, features: [1, 2, 3, 4], targets: [0, 1])
        let recipe = Recipe(network: try Network(parsing: "dense 1"), loss: MeanSquaredError(), epochs: 1)
        let ofNumbers = try Trainer(recipe).train(on: numbers).model
        #expect(throws: ModelError.trainedOnNumbers) {
            try RecipeOptions().recipe(continuing: ofNumbers, on: ContinuedRows.table(Self.rows))
        }
        // Numbers continue a model of numbers, if they have its shape.
        let again = try Trainer(recipe, continuing: ofNumbers).train(on: numbers)
        #expect(again.model.parameters != ofNumbers.parameters)
        let wide = Dataset<Float>(inputShape: [4], targetCount: 1, features: [1, 2, 3, 4], targets: [0])
        #expect(throws: ContinuationError.otherShape(expected: [2], found: [4])) {
            try Trainer(recipe, continuing: ofNumbers).train(on: wide)
        }
    }

    @Test func theWayToContinueIsWrittenAsText() throws {
        let digest = String(repeating: "0af9", count: 16)
        let texts: [(Continuation, String)] = [
            (Continuation(of: digest), "\(digest), hold-out 0.2"),
            (Continuation(of: digest, heldOutShare: 0), digest),
            (
                Continuation(of: digest, refits: true, replacesLastLayer: true, heldOutShare: 0.5),
                "\(digest), refit, new-head, hold-out 0.5"
            ),
        ]
        for (continuation, text) in texts {
            #expect("\(continuation)" == text)
            #expect(Continuation(parsing: text) == continuation)
            #expect(try JSONValue(encoding: continuation).decode(Continuation.self) == continuation)
        }
        for text in ["", "abc", digest + "0", digest.uppercased(), digest + ", hold-out 1", digest + ", new"]
        {
            #expect(Continuation(parsing: text) == nil, "\(text)")
        }
    }
}
