import Backprop
import Testing

/// Models whose predictions are the means of those of several models.
@Suite struct ModelAveragingTests {
    /// Members that differ in network, seed, preprocessing and precision.
    static func members(_ text: String) throws -> [Model] {
        try [
            ModelSupport.model(text),
            ModelSupport.model(text, layers: "dense 3 relu, dense 2 gelu", precision: .float64) {
                $0.seed = 2
                $0.preprocessing.scaling = .robust
                $0.preprocessing.categoricalEncoding = .ordinal
            },
            ModelSupport.model(text, layers: "dense 8 sigmoid") { $0.epochs = 20 },
        ]
    }

    private func numbers(_ predictions: Predictions) -> [Double] {
        switch predictions.content {
        case .classes(_, _, let probabilities): probabilities ?? []
        case .values(let values, _), .multiLabel(let values, _): values
        }
    }

    @Test(arguments: [ModelSupport.flowers, ModelSupport.slope])
    func predictsTheMeans(text: String) throws {
        let table = try ModelSupport.table(text)
        let members = try Self.members(text)
        let predictions = try Model(averaging: members).predict(table)
        let parts = try members.map { numbers(try $0.predict(table)) }
        let means = parts[0].indices.map { (parts[0][$0] + parts[1][$0] + parts[2][$0]) / 3 }
        #expect(numbers(predictions) == means)
        #expect(Set(parts).count == 3 && predictions.rowCount == table.rowCount)
        guard case .classes(let classes, let labels, _) = predictions.content else { return }
        for (row, found) in classes.enumerated() {
            let shares = means[(row * labels.count)..<((row + 1) * labels.count)]
            #expect(shares.max() == shares[shares.startIndex + found])
        }
    }

    @Test(arguments: [ModelSupport.flowers, ModelSupport.slope])
    func losesNoMoreThanItsMembersDoOnAverage(text: String) throws {
        let table = try ModelSupport.table(text)
        let members = try Self.members(text)
        func loss(_ model: Model) throws -> Double {
            let scores = try model.evaluate(table)
            return try scores[.logLoss] ?? #require(scores[.rmse].map { $0 * $0 })
        }
        let mean = try members.map(loss).reduce(0, +) / 3
        #expect(try loss(Model(averaging: members)) <= mean)
    }

    @Test func oneMemberIsItself() throws {
        let model = try ModelSupport.model()
        let same = try Model(averaging: [model])
        #expect(!same.isAverage)
        #expect(same.safetensors() == model.safetensors())
    }

    @Test func twiceTheSameIsTheSame() throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try ModelSupport.model()
        let twice = try Model(averaging: [model, model])
        #expect(try ModelSupport.bits(twice, table) == ModelSupport.bits(model, table))
        #expect(try twice.importance(on: table) == model.importance(on: table))
    }

    @Test func anAverageBringsItsMembers() throws {
        let members = try Self.members(ModelSupport.slope)
        let nested = try Model(averaging: [Model(averaging: [members[0], members[1]]), members[2]])
        #expect(nested.members.map(\.recipe) == members.map(\.recipe))
        #expect(nested.members.allSatisfy { !$0.isAverage })
        #expect(
            try nested.safetensors().serialized()
                == Model(averaging: members).safetensors().serialized())
    }

    @Test(arguments: [1, 3]) func importanceIsThatOfTheMeans(threads: Int) throws {
        let table = try ModelSupport.table(ModelSupport.flowers)
        let model = try Model(averaging: Self.members(ModelSupport.flowers))
        let importance = try model.importance(
            on: table, PermutationSettings(metric: .logLoss), threads: threads)
        #expect(importance.score == (try model.evaluate(table)[.logLoss]))
        #expect(importance.columns.map(\.name) == ["width", "length", "colour"])
        #expect(importance.columns.allSatisfy { $0.drops.contains { $0 != 0 } })
        #expect(try model.importance(on: table, PermutationSettings(metric: .logLoss)) == importance)
    }

    @Test func numbersAloneAreOfOneNetwork() throws {
        let model = try Model(averaging: Self.members(ModelSupport.slope))
        let message =
            "the model averages 3 networks, each with its own preprocessing; give it tables or images, or use its members one by one"
        #expect(throws: ModelError.averages(members: 3)) { _ = try model.outputs(for: [1]) }
        #expect(throws: ModelError.averages(members: 3)) { _ = try Predictor<Float>(model) }
        #expect("\(ModelError.averages(members: 3))" == message)
        #expect(try model.members[0].outputs(for: [1]).count == 1)
    }

    /// Members that do not go with a model of flowers, and the error.
    @Test func refusesWhatCannotBeAveraged() throws {
        let flowers = try ModelSupport.model()
        let incompatible = try [
            ModelSupport.model(ModelSupport.slope),
            ModelSupport.model(ModelSupport.flowers.replacing("tulip", with: "iris")),
            ModelSupport.model { ($0.output, $0.loss) = (.linear, SquaredError()) },
        ]
        let known = "the classes lily, rose and tulip of kind"
        let reasons = [
            "it predicts numbers of y, but the first predicts \(known)",
            "it predicts the classes iris, lily and rose of kind, but the first predicts \(known)",
            "it gives no probabilities, since its network ends in neither softmax nor sigmoid",
        ]
        for (other, reason) in zip(incompatible, reasons) {
            let error = ModelError.cannotAverage(member: 2, reason: reason)
            #expect(throws: error) { _ = try Model(averaging: [flowers, other]) }
            // The models to average are counted, not their members.
            let two = try Model(averaging: [flowers, flowers])
            #expect(throws: error) { _ = try Model(averaging: [two, other]) }
            #expect("\(error)" == "model 2 cannot be averaged with the first: \(reason)")
        }
        #expect(throws: ModelError.cannotAverage(member: 1, reason: reasons[2])) {
            _ = try Model(averaging: [incompatible[2], incompatible[2]])
        }
        #expect(throws: ModelError.nothingToAverage) { _ = try Model(averaging: []) }
        #expect("\(ModelError.nothingToAverage)" == "an average needs at least one model, but there is none")
    }
}
