import Testing

@testable import Backprop

/// Runs that continue a model.
@Suite struct ContinuingTests {
    private func trained(
        _ model: Model, _ continuation: Continuation? = nil, options: RecipeOptions = RecipeOptions(),
        on text: String = ContinuedRows.text(60..<120), threads: Int = 1
    ) throws -> TrainingResult {
        let table = try ContinuedRows.table(text)
        let recipe = try options.recipe(continuing: model, continuation, on: table)
        return try Trainer(recipe, continuing: model, threads: threads).train(on: table)
    }

    @Test func networkPreprocessingAndClassesAreThoseOfTheModel() throws {
        let model = try ContinuedRows.model()
        let result = try trained(model)
        #expect(result.model.preprocessor == model.preprocessor)
        #expect(result.model.network == model.network)
        #expect(result.model.parameters != model.parameters)
        var recipe = model.recipe
        recipe.continuation = model.continuation()
        #expect(result.model.recipe == recipe)
        #expect(result.model.provenance.source == "new.csv")
        #expect(result.model.provenance.rows == 48)
    }

    /// The first step begins at the model's parameters: a run of a tiny learning rate hardly changes them.
    @Test(arguments: [false, true]) func theRunBeginsWithTheParametersOfTheModel(isRegression: Bool) throws {
        let model = try ContinuedRows.model(isRegression: isRegression)
        var options = RecipeOptions()
        options.learningRate = 1e-12
        options.epochs = 1
        let result = try trained(
            model, options: options, on: ContinuedRows.text(60..<120, isRegression: isRegression))
        let (before, after): ([Float], [Float]) = (
            model.parameters.values(), result.model.parameters.values()
        )
        #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(result.continuation?.before?.metrics.map(\.value) != nil)
        #expect(result.history.count == 1)
        #expect(result.model.recipe.epochs == 1)
    }

    @Test func aModelIsContinuedWithTheSameBits() throws {
        let model = try ContinuedRows.model()
        let bytes = try trained(model).model.safetensors().serialized()
        #expect(try trained(model, threads: 3).model.safetensors().serialized() == bytes)
        #expect(try trained(Model(SafetensorsFile(bytes: bytes), source: "m")).model.network == model.network)
        var options = RecipeOptions()
        options.seed = 2
        #expect(try trained(model, options: options).model.safetensors().serialized() != bytes)
    }

    /// Without rows held out, a run of the preprocessed rows from the same parameters gives the same model.
    @Test func aContinuedRunIsARunFromOtherInitialParameters() throws {
        let model = try ContinuedRows.model()
        let table = try ContinuedRows.table(ContinuedRows.text(60..<120))
        let continued = try model.continued(on: table)
        var recipe = model.recipe
        recipe.members = 1
        let rows: Dataset<Float> = try model.preprocessor!.dataset(from: table, as: Float.self)
        let start: [Float] = model.parameters.values()
        let expected = try Trainer(recipe).train(on: rows, parameters: start).model
        #expect(continued.parameters == expected.parameters)
        #expect(continued.recipe.continuation == model.continuation(heldOutShare: 0))
    }

    @Test func heldOutRowsAreNotTrainedOn() throws {
        let model = try ContinuedRows.model()
        let text = ContinuedRows.text(60..<120)
        let result = try trained(model, on: text)
        let scores = try #require(result.continuation)
        #expect(scores.rowCount == 12)
        let table = try ContinuedRows.table(text)
        let data = try TableData(table, continuing: model)
        let constraints = data.constraints(of: data.rowsWithTargets)
        let fold = try constraints.folds(
            constraints.holdOut(0.2), rowCount: 60, seed: model.recipe.seed)[0]
        let rows = table.selectingRows(fold.test)
        #expect(try scores.before == model.evaluate(rows))
        #expect(try scores.after == result.model.evaluate(rows))
        // The rows held out are no part of the run.
        let rest = try trained(
            model, model.continuation(heldOutShare: 0),
            on: ContinuedRows.lines(text, rows: fold.training))
        #expect(rest.continuation == nil)
        #expect(rest.model.parameters == result.model.parameters)
    }

    @Test func fewRowsAreAllTrainedOn() throws {
        let result = try trained(ContinuedRows.model(), on: ContinuedRows.text(60..<69))
        #expect(result.continuation == nil)
        #expect(result.model.provenance.rows == 9)
    }

    @Test func continuingAdaptsToAnotherRelation() throws {
        let model = try ContinuedRows.model()
        // The labels change places.
        var options = RecipeOptions()
        (options.epochs, options.learningRate) = (60, 0.05)
        let result = try trained(
            model, options: options, on: ContinuedRows.text(60..<160, labels: ["yes", "no"]))
        let scores = try #require(result.continuation)
        let (before, after) = (try #require(scores.before?[.accuracy]), try #require(scores.after[.accuracy]))
        #expect(before < 0.3 && after > 0.7)
        #expect(scores.comparison?.sentence.hasPrefix("Better than the model before: accuracy ") == true)
    }

    @Test func theComparisonHasTheIntervalOfThePairedRows() throws {
        let model = try ContinuedRows.model()
        var options = RecipeOptions()
        (options.epochs, options.learningRate) = (60, 0.05)
        let result = try trained(
            model, options: options, on: ContinuedRows.text(60..<160, labels: ["yes", "no"]))
        let comparison = try #require(result.continuation?.comparison)
        let gain = try #require(comparison.gain)
        #expect(comparison.verdict == .better && gain.lower > 0)
        #expect(abs((gain.lower + gain.upper) / 2 - (comparison.score - comparison.otherScore)) < 1e-12)
        #expect(comparison.sentence.hasSuffix(" (95 % interval)."))
        var tiny = RecipeOptions()
        (tiny.learningRate, tiny.epochs) = (1e-12, 1)
        let same = try #require(try trained(model, options: tiny).continuation?.comparison)
        #expect(same.verdict == .unclear)
        #expect(same.sentence.hasPrefix("No clear difference from the model before: accuracy "))
    }

    @Test func rowsOfOneGroupAreAllTrainedOn() throws {
        var options = try ContinuedRows.options()
        options.columns.group = "place"
        let lines = ContinuedRows.text(0..<60).split(separator: "\n")
        func table(_ place: (Int) -> String) throws -> Table {
            let rows = lines.enumerated().map { "\($0 == 0 ? "place" : place($0)),\($1)" }
            return try ContinuedRows.table(rows.joined(separator: "\n") + "\n")
        }
        let model = try Model.fit(table { "p\($0 % 5)" }, target: "target", options: options)
        let rows = try table { _ in "north" }
        let recipe = try RecipeOptions().recipe(continuing: model, on: rows)
        let result = try Trainer(recipe, continuing: model).train(on: rows)
        #expect(result.continuation == nil && result.model.provenance.rows == 60)
        #expect(result.model.recipe.continuation?.heldOutShare == 0)
        #expect(
            result.notices.contains(
                "All rows are of one group, so that none is held out to score the model before and after."))
    }

    @Test func theDigestIsThatOfTheFile() throws {
        let folder = ModelsTestFolder()
        let path = folder.file("m.safetensors")
        let model = try ContinuedRows.model()
        try model.write(to: path)
        let read = try Model(contentsOf: path)
        #expect(read.sha256 == SHA256.text(of: try WholeFile.read(path, limit: 1 << 20)))
        // The same content, written by a program that orders metadata in another way.
        var file = try SafetensorsFile(contentsOf: path)
        file.tensors.reverse()
        try file.write(to: path)
        let reordered = try Model(contentsOf: path)
        #expect(reordered.sha256 == SHA256.text(of: try WholeFile.read(path, limit: 1 << 20)))
        #expect(reordered.sha256 != read.sha256)
        let scores = try model.evaluate(ContinuedRows.table(ContinuedRows.text(0..<60)))
        #expect(reordered.addingMetrics(scores).sha256 != reordered.sha256)
    }

    /// New rows may lack some of the classes, and have one alone.
    @Test func rowsOfOneClassAreEnough() throws {
        let model = try ContinuedRows.model()
        let result = try trained(
            model, model.continuation(heldOutShare: 0), on: ContinuedRows.text(60..<90, labels: ["yes"]))
        #expect(result.model.preprocessor?.classLabels == ["no", "yes"])
    }

    @Test func columnsMayHaveAnotherOrderAndOthersBetween() throws {
        let model = try ContinuedRows.model()
        let text = ContinuedRows.text(60..<120).split(separator: "\n").enumerated().map { index, line in
            let cells = line.split(separator: ",")
            return "\(cells[2]),\(index == 0 ? "more" : "x\(index)"),\(cells[1]),\(cells[0])"
        }.joined(separator: "\n")
        let result = try trained(model, on: text + "\n")
        #expect(result.model.parameters == (try trained(model).model.parameters))
    }

    @Test func theTemperatureIsAppliedOnce() throws {
        var options = try ContinuedRows.options()
        options.temperature = 2
        options.precision = .float64
        let model = try ContinuedRows.model(options)
        options.temperature = 1
        let plain = try ContinuedRows.model(options)
        var tiny = RecipeOptions()
        (tiny.learningRate, tiny.epochs) = (1e-14, 1)
        let result = try trained(model, options: tiny).model
        let (before, after): ([Double], [Double]) = (model.parameters.values(), result.parameters.values())
        #expect(zip(before, after).allSatisfy { abs($0 - $1) < 1e-9 })
        // Training itself continues with the logits before the temperature.
        let recipe = try RecipeOptions().recipe(
            continuing: model, on: ContinuedRows.table(ContinuedRows.text(60..<120)))
        let start: [Double] = try model.initialParameters(for: recipe).values()
        let expected: [Double] = plain.parameters.values()
        #expect(zip(start, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func eachNetworkOfAnAverageContinues() throws {
        var options = try ContinuedRows.options()
        options.members = 2
        let model = try ContinuedRows.model(options)
        let result = try trained(model).model
        #expect(result.members.count == 2)
        #expect(result.members.map(\.preprocessor) == model.members.map(\.preprocessor))
        #expect(result.members[0].parameters != result.members[1].parameters)
        // The second network continues the second, not the first.
        var tiny = RecipeOptions()
        (tiny.learningRate, tiny.epochs) = (1e-12, 1)
        let unchanged = try trained(model, options: tiny).model
        for (before, after) in zip(model.members, unchanged.members) {
            let (first, second): ([Float], [Float]) = (before.parameters.values(), after.parameters.values())
            #expect(zip(first, second).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }

    @Test func frozenLayersOfAContinuedModelStay() throws {
        let model = try ContinuedRows.model(ContinuedRows.options("dense 6 tanh, dense 4 tanh"))
        var options = RecipeOptions()
        options.frozenLayers = FrozenLayers(1...2)
        let result = try trained(model, options: options).model
        let (before, after): ([Float], [Float]) = (model.parameters.values(), result.parameters.values())
        let frozen = model.layout.layerOffsets[2]
        #expect(before[..<frozen] == after[..<frozen])
        #expect(before[frozen...] != after[frozen...])
        // The setting stays in the recipe until it is taken back.
        #expect(try trained(result).model.recipe.frozenLayers == FrozenLayers(1...2))
        options.frozenLayers = FrozenLayers()
        #expect(try trained(result, options: options).model.recipe.frozenLayers == nil)
    }

    @Test func refittedPreprocessingIsThatOfTheNewRows() throws {
        let model = try ContinuedRows.model()
        let text = ContinuedRows.text(60..<120, shift: 50)
        let result = try trained(model, model.continuation(refits: true, heldOutShare: 0), on: text)
        let preprocessor = try #require(result.model.preprocessor)
        #expect(preprocessor.featureNames == model.preprocessor?.featureNames)
        #expect(preprocessor.columns[0].numeric!.minimum > 40)
        #expect(preprocessor.rowCount == 60)
        let kept = try trained(model, model.continuation(heldOutShare: 0), on: text)
        #expect(kept.model.preprocessor?.columns[0].numeric!.minimum ?? 99 < 10)
    }
}

extension ContinuedRows {
    /// Returns the header and some rows of a text.
    static func lines(_ text: String, rows: [Int]) -> String {
        let lines = text.split(separator: "\n")
        return ([lines[0]] + rows.map { lines[$0 + 1] }).joined(separator: "\n") + "\n"
    }
}
