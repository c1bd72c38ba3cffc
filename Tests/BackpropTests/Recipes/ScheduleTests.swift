import Testing

@testable import Backprop

@Suite struct ScheduleTests {
    static let golden = GoldenValues(ScheduleGoldenValues.text)

    /// Functions of the place in the run; eight epochs of three steps, learning rate 0.5.
    static let placed: [(name: String, schedule: Schedule)] = [
        ("constant", .constant),
        ("step", .step(every: 3, factor: 0.5)),
        ("exponential", .exponential(factor: 0.8)),
        ("polynomial", .polynomial(power: 1)),
        ("polynomial 2.5", .polynomial(power: 2.5)),
        ("cosine", .cosine(floor: 0)),
        ("cosine floor", .cosine(floor: 0.1)),
        ("cosine-restarts", .cosineRestarts(period: 3, growth: 1, floor: 0)),
        ("cosine-restarts growth", .cosineRestarts(period: 1, growth: 2, floor: 0.2)),
        ("one-cycle", .oneCycle(rise: 0.3, first: 0.04, last: 0.000004)),
        ("one-cycle rise", .oneCycle(rise: 0.45, first: 0.1, last: 0.001)),
        ("warm-up cosine", .warmUp(epochs: 2, then: .cosine(floor: 0))),
    ]

    static let plateaus: [(name: String, schedule: Schedule)] = [
        ("plateau", .reduceOnPlateau(factor: 0.5, patience: 2)),
        (
            "plateau cooldown",
            .reduceOnPlateau(factor: 0.1, patience: 1, minimumImprovement: 0.03, cooldown: 2, floor: 0.02)
        ),
        ("plateau impatient", .reduceOnPlateau(factor: 0.7, patience: 0)),
    ]

    @Test func everyGoldenCaseIsTried() {
        let tried = Set((Self.placed + Self.plateaus).map(\.name)).union(["losses"])
        #expect(tried == Set(Self.golden.names))
    }

    @Test(arguments: placed.indices) func givesTheRatesOfPyTorch(index: Int) {
        let (name, schedule) = Self.placed[index]
        let rates = (0..<24).map { step in
            let point = SchedulePoint(epoch: step / 3, step: step, stepsPerEpoch: 3, totalSteps: 24)
            return 0.5 * schedule.factor(at: point)
        }
        #expect(mismatch(rates, Self.golden[name, "rates"], floor: 1e-14) == nil)
    }

    @Test(arguments: plateaus.indices) func reducesAsPyTorchDoes(index: Int) throws {
        let (name, schedule) = Self.plateaus[index]
        var state = PlateauState()
        var rates: [Double] = []
        for loss in Self.golden["losses", "values"] {
            state.observe(loss, try #require(schedule.plateauRule))
            state = try JSONValue(encoding: state).decode(PlateauState.self)
            rates.append(0.5 * state.factor)
        }
        #expect(mismatch(rates, Self.golden[name, "rates"]) == nil)
    }

    @Test func aRunTakesTheRatesOfItsSchedule() throws {
        let data = Dataset<Double>((0..<9).map { [Double($0) / 9] }, targets: (0..<9).map { [Double($0)] })
        func rates(_ schedule: Schedule) throws -> [Double] {
            let recipe = Recipe(
                network: Network([Dense(1)]), loss: MeanSquaredError(), optimizer: SGD(learningRate: 0.5),
                schedule: schedule, epochs: 8, batchSize: .rows(3), precision: .float64)
            return try Trainer(recipe).train(on: data).history.map(\.learningRate)
        }
        for (name, schedule) in Self.placed {
            let golden = Self.golden[name, "rates"]
            let lastOfEpochs = stride(from: 2, to: 24, by: 3).map { golden[$0] }
            #expect(try mismatch(rates(schedule), lastOfEpochs, floor: 1e-14) == nil, "\(name)")
        }
        let reduced = try rates(.reduceOnPlateau(factor: 0.5, patience: 0, minimumImprovement: 0.9))
        #expect(reduced == [0.5, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125])
    }

    @Test(arguments: placed.indices) func isReadBackAsWritten(index: Int) throws {
        for schedule in [
            Self.placed[index].schedule, .warmUp(epochs: 0.5, from: 0, then: .exponential(factor: 0.9)),
        ] {
            #expect(try JSONValue(encoding: schedule).decode(Schedule.self) == schedule)
            #expect(try Schedule(parsing: schedule.description) == schedule)
        }
    }

    @Test(arguments: plateaus.indices) func plateausAreReadBack(index: Int) throws {
        let schedule = Self.plateaus[index].schedule
        #expect(try JSONValue(encoding: schedule).decode(Schedule.self) == schedule)
        #expect(try Schedule(parsing: schedule.description) == schedule)
        #expect(try Schedule(parsing: "plateau:2:0.5") == .reduceOnPlateau(factor: 0.5, patience: 2))
    }

    @Test(arguments: [
        (
            "cosin",
            "there is no schedule \"cosin\"; did you mean \"cosine\"?"
        ),
        ("step:30", "the schedule must be written step:EVERY:FACTOR, not \"step:30\""),
        ("step:2.5:0.5", "the schedule must be written step:EVERY:FACTOR, not \"step:2.5:0.5\""),
        ("step:0:2", "the schedule's number of epochs must be at least 1, not 0"),
        ("exponential:1.5", "the schedule's factor must be above 0 and at most 1, not 1.5"),
        ("polynomial:0", "the schedule's power must be a number above 0, not 0.0"),
        ("cosine:nan", "the schedule's floor must be from 0 to 1, not nan"),
        ("warm-up:3", "the schedule must be written warm-up:EPOCHS[:FROM]:SCHEDULE, not \"warm-up:3\""),
        (
            "warm-up:-1:cosine",
            "the schedule's warm-up must be a number of epochs above 0 and below a million, not -1.0"
        ),
        (
            "warm-up:1:warm-up:1:cosine",
            "the schedule after a warm-up must be of another kind, not another warm-up"
        ),
        (
            "step 30",
            "the schedule must be a name and pairs of key and value, such as \"step every 30, factor 0.5\", not \"step 30\""
        ),
        ("step every 2.5", "the number \"every\" of step must be a whole number, not \"2.5\""),
        ("step evry 2", "there is no number of step \"evry\"; did you mean \"every\"?"),
        ("constant factor 1", "there is no number of constant \"factor\"; it has none"),
        ("cosine floor 2", "the number \"floor\" of cosine must be a number from 0 to below 1, not \"2\""),
        (
            "warm-up epochs 3",
            "the schedule must be a warm-up and the schedule after it, such as \"warm-up epochs 2, then cosine\", not \"warm-up epochs 3\""
        ),
        (
            "warm-up epochs 1, then warm-up epochs 1, then cosine",
            "the schedule after a warm-up must be of another kind, not another warm-up"
        ),
        ("warm-up epoch 1, then cosine", "there is no number of warm-up \"epoch\"; did you mean \"epochs\"?"),
        ("plateau:2:1", "the schedule's factor must be between 0 and 1, not 1.0"),
    ]) func namesTheFault(text: String, message: String) {
        let error = #expect(throws: SettingError.self) { try Schedule(parsing: text) }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        ("step every 1e2, factor 50%", "step every 100, factor 0.5"), ("cosine", "cosine"),
        ("cosine floor 0.1", "cosine floor 0.1"), ("polynomial", "polynomial power 1.0"),
        ("step:30:0.5", "step every 30, factor 0.5"),
        ("warm-up:2:cosine", "warm-up epochs 2.0, from 0.1, then cosine"),
        (
            "warm-up epochs 2, then step every 3",
            "warm-up epochs 2.0, from 0.1, then step every 3, factor 0.5"
        ),
    ]) func writesOneSpelling(text: String, spelling: String) throws {
        #expect(try Schedule(parsing: text).description == spelling)
    }

    @Test func powersAgreeWithTheirDefinition() {
        #expect(abs(PortableMath.power(0.25, real: 0.5) - 0.5) < 1e-15)
        #expect(PortableMath.power(0, real: 0.5) == 0)
        #expect(PortableMath.power(0.7, real: 3) == 0.7 * 0.7 * 0.7)
    }

    @Test func cosinesAgreeWithTheirDefinition() {
        // cos(π/3) = 1/2 and cos(3π/4) = −√½.
        #expect(abs(PortableMath.cosine(ofPiTimes: 1 / 3.0) - 0.5) < 1e-15)
        #expect(abs(PortableMath.cosine(ofPiTimes: 0.75) + 0.5.squareRoot()) < 1e-15)
    }
}
