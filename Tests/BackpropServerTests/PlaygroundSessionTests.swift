import Backprop
import Testing

@testable import BackpropServer

/// The run behind the playground, without a server and a browser.
@Suite struct PlaygroundSessionTests {
    /// Settings of a small run.
    static func settings(
        _ sample: PlaygroundSample = .xor, heldOut: Double = 0.2, options: [String: String] = [:]
    ) -> PlaygroundSettings {
        var settings = PlaygroundSettings()
        (settings.sample, settings.heldOut, settings.rows) = (sample, heldOut, 60)
        let all = ["layers": "dense 3 tanh", "optimizer": "sgd", "learning-rate": "0.1", "epochs": "6"]
            .merging(options) { $1 }
        settings.options = PlaygroundSettings.optionNames.compactMap { name in
            all[name].map { PlaygroundSettings.Option(name: name, value: $0) }
        }
        return settings
    }

    static func run(_ settings: PlaygroundSettings) throws -> PlaygroundRun {
        try PlaygroundRun(settings, PlaygroundData(#require(settings.sample), settings))
    }

    /// Trains as the command `train` does.
    static func trained(_ settings: PlaygroundSettings) throws -> TrainingResult {
        let data = try PlaygroundData(#require(settings.sample), settings)
        let options = try settings.recipeOptions()
        let schema = try Schema(inferring: data.table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: data.table.rowCount).recipe
        return try Trainer(recipe).train(on: data.table, schema: schema)
    }

    @Test(arguments: [
        [:], ["optimizer": "adam", "batch-size": "7"], ["batch-size": "1", "loss": "squared-error"],
        ["optimizer": "lbfgs"], ["layers": "dense 4 relu, dropout 0.3", "precision": "float64"],
        ["schedule": "cosine", "l2": "0.01", "input-noise": "0.1"],
    ])
    func updatesAreThoseOfTraining(options: [String: String]) throws {
        for (sample, heldOut) in [(PlaygroundSample.xor, 0.2), (.spirals, 0), (.wave, 0.3)] {
            let settings = Self.settings(sample, heldOut: heldOut, options: options)
            let run = try Self.run(settings)
            while !run.run.isOver { try run.run.advance(updates: 3) }
            let result = try Self.trained(settings)
            #expect(try run.run.model().parameters == result.model.parameters)
            #expect(run.run.history == result.history)
            #expect(try run.run.model().provenance.epochs == result.model.provenance.epochs)
        }
    }

    @Test func goingBackBringsTheSameBits() throws {
        let run = try Self.run(Self.settings(options: ["batch-size": "10"]))
        try run.run.advance(updates: 2)
        let earlier = run.run.parameters
        try run.run.advance(updates: 1)
        #expect(run.run.parameters != earlier)
        #expect(run.run.earlierParameters == earlier)
        try run.goBack()
        #expect(run.run.parameters == earlier)
        #expect(run.run.state.step == 2)
        try run.reset()
        #expect(run.run.state.step == 0)
        #expect(run.run.earlierParameters == nil)
    }

    /// The errors that the tutorial prints, in its order.
    @Test func theTutorialHasItsErrors() throws {
        var settings = Self.settings(
            .tutorial, heldOut: 0,
            options: [
                "layers": "dense 2 sigmoid", "output": "sigmoid", "loss": "squared-error",
                "learning-rate": "0.5",
                "batch-size": "1", "epochs": "20", "precision": "float64", "scale": "none",
                "no-shuffle": "true",
            ])
        settings.startsAsTutorial = true
        let run = try Self.run(settings)
        #expect(run.run.parameters[0] == 0.13436424411240122)
        while !run.run.isOver { try run.run.advance(updates: 10) }
        let errors = run.run.history.map { NumberText.fixed($0.loss * 2 * 10, places: 3) }
        #expect(errors.first == "6.350")
        #expect(errors.last == "1.132")
        #expect(errors.count == 20)
    }

    /// The outputs that the tutorial prints for the row [1, 0].
    @Test func theTutorialsFirstRowHasItsOutputs() throws {
        var settings = Self.settings(
            .tutorialRow, heldOut: 0,
            options: [
                "layers": "dense 1 sigmoid", "output": "sigmoid", "loss": "squared-error",
                "learning-rate": "0.5",
                "batch-size": "1", "precision": "float64", "scale": "none", "no-shuffle": "true",
            ])
        settings.startsAsTutorial = true
        let trace = try Self.run(settings).trace(row: 0)
        #expect(trace.targets == [0, 1])
        #expect(trace.layers[0].outputs == [0.7105668883115941])
        #expect(trace.layers[1].outputs == [0.6629970129852887, 0.7253160725279747])
    }

    @Test func aStepIsThatOfTheTrace() throws {
        let run = try Self.run(Self.settings(.gaussians, heldOut: 0, options: ["batch-size": "full"]))
        try run.run.advance(updates: 2)
        let expected = try StepTrace(run.run.currentModel(), table: run.data.table, row: 4)
        #expect(try run.trace(row: 4) == expected)
        let error = #expect(throws: RequestError.self) { try run.trace(row: 60) }
        #expect(error?.message == "The row was expected to be from 1 to 60, but is 61.")
    }

    @Test func outputsOverThePlaneAreThoseOfTheModel() throws {
        let run = try Self.run(Self.settings())
        try run.run.advance(updates: 5)
        let plane = try #require(run.plane)
        let outputs = try #require(run.gridOutputs?.last)
        let predictions = try run.run.currentModel().predict(plane.grid)
        guard case .classes(_, _, let probabilities) = predictions.content else {
            Issue.record("the sample has classes")
            return
        }
        #expect(outputs == probabilities)
        #expect(plane.held.isEmpty)
    }

    @Test func divergenceIsNamedWithItsStep() throws {
        let settings = Self.settings(
            .plane, heldOut: 0,
            options: ["layers": "dense 8 linear", "learning-rate": "10", "epochs": "200", "batch-size": "10"])
        let run = try Self.run(settings)
        while !run.run.isOver { try run.run.advance(updates: 6) }
        let failure = try #require(run.run.failure)
        let snapshot = try PlaygroundSnapshot(run).json
        let sentence = try #require(snapshot["failure"]?.string)
        #expect(sentence == "Diverged at step \(run.run.state.step + 1): \(failure.description).")
        #expect(sentence.contains("the learning rate of 10 is probably too large"))
    }

    @Test func aUnitWithoutEffectIsDead() throws {
        let run = try Self.run(
            Self.settings(options: [
                "layers": "dense 3 relu", "init": "constant value -1", "scale": "minmax",
            ]))
        let layers = try #require(PlaygroundSnapshot(run).json["layers"]?.array)
        #expect(layers[0]["dead"]?.array?.compactMap(\.int) == [0, 1, 2])
    }

    @Test func samplesAreTheSameForASeed() {
        for sample in PlaygroundSample.allCases {
            let text = sample.csv(rows: 20, noise: 0.1, seed: 3)
            #expect(text == sample.csv(rows: 20, noise: 0.1, seed: 3))
            if sample == .tutorial || sample == .tutorialRow { continue }
            #expect(text != sample.csv(rows: 20, noise: 0.1, seed: 4))
            #expect(text.split(separator: "\n").count == 21)
        }
    }

    @Test func base64IsThatOfRFC4648() {
        let texts = [
            "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy",
        ]
        for (text, expected) in texts { #expect(Base64.text(Array(text.utf8)) == expected) }
        #expect(Base64.text([0xFB, 0xFF, 0xFE]) == "+//+")
    }

    @Test func baselinesAreTheLossOfTheMean() throws {
        let run = try Self.run(Self.settings(.gaussians, heldOut: 0))
        // Half of the rows are of either class: the entropy is log 2.
        #expect(abs(try #require(run[.training].baseline) - 0.6931471805599453) < 1e-6)
        #expect(run[.validation].baseline == nil)
    }
}

/// The settings that the page sends.
@Suite struct PlaygroundSettingsTests {
    @Test func settingsReturnUnchanged() throws {
        var settings = PlaygroundSessionTests.settings(options: ["schedule": "cosine"])
        (settings.axes, settings.target) = (["x2", "x1"], "class")
        #expect(try PlaygroundSettings(settings.json) == settings)
    }

    @Test func theCommandNamesEveryOption() {
        var settings = PlaygroundSessionTests.settings(options: ["no-shuffle": "true"])
        settings.target = "it's"
        #expect(
            settings.command(file: "my file.csv")
                == "backprop train 'my file.csv' --target 'it'\\''s' --no-selection --layers 'dense 3 tanh' --optimizer sgd "
                + "--learning-rate 0.1 --epochs 6 --no-shuffle --validation-split 0.2 --patience 6")
    }

    @Test(arguments: [
        ("[]", "The settings were expected to be an object."),
        (
            #"{"sample":"moons"}"#,
            "There is no sample \"moons\". The samples are circles, xor, gaussians, spirals, plane, wave, tutorial, tutorial-row."
        ),
        (#"{"rows":5}"#, "The number of rows was expected to be a number from 10 to 2000."),
        (#"{"options":{"members":"3"}}"#, "The playground has no option \"members\"."),
    ])
    func faultySettingsAreNamed(text: String, message: String) throws {
        let json = try JSONValue(parsing: Array(text.utf8))
        let error = #expect(throws: RequestError.self) { try PlaygroundSettings(json) }
        #expect(error?.message == message)
    }

    @Test(arguments: [
        ("learning-rate", "fast", "--learning-rate must be a number above 0, not \"fast\""),
        ("epochs", "0", "--epochs must be a whole number from 1 to 1000000000, not \"0\""),
    ])
    func faultyOptionsHaveTheSentenceOfTheTerminal(name: String, value: String, message: String) throws {
        let settings = PlaygroundSessionTests.settings(options: [name: value])
        let error = #expect(throws: SettingError.self) { try settings.recipeOptions() }
        #expect(error?.description == message)
    }
}
