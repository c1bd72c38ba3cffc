import Testing

@testable import Backprop

/// The schedules of networks for tables.
@Suite struct WaveScheduleTests {
    private static func factors(_ schedule: Schedule) -> [Double] {
        (0...20).map {
            schedule.factor(at: SchedulePoint(epoch: $0, step: $0, stepsPerEpoch: 1, totalSteps: 20))
        }
    }

    // The numbers are NumPy 2.4.6's, with t = np.arange(21) / 20:
    //
    //     (1 - np.cos(2 * np.pi * np.log2(1 + 15 * t))) / 2, and with 3 * t
    //     s = .5; np.where(t < s, 1, (1 + np.cos(np.pi * (np.maximum(t, s) - s) / (1 - s))) / 2), and with s = .25
    private static let cases: [(Schedule, [Double])] = [
        (
            .cosineLog(waves: 4),
            [
                0, 0.32368900422887203, 0.7183546884620604, 0.6531941051542431, 0, 0.49348927546479743,
                0.9838444269228755, 0.8092849201065461, 0.32368900422887104, 0.020563690960599068,
                0.07361893418585597, 0.37399244279784527, 0.7183546884620602, 0.9472930369148214,
                0.9945307335869031, 0.8756577310807727, 0.6531941051542426, 0.4021168098299436,
                0.18620080012567708, 0.04660505115767233, 0,
            ]
        ),
        (
            .cosineLog(waves: 2),
            [
                0, 0.35038126160131144, 0.8612675668238922, 0.9872261376946962, 0.7183546884620606,
                0.32368900422887203, 0.05308010697081106, 0.01247294335377358, 0.17528439375066263,
                0.4456348547961729, 0.7183546884620604, 0.9152845825529805, 0.9979053835193245,
                0.9640567120768299, 0.8370444787213004, 0.6531941051542431, 0.4512736125398325,
                0.26514981346405075, 0.11974546206808373, 0.02971044022832625, 0,
            ]
        ),
        (
            .flatCosine(flat: 0.5),
            [
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.9755282581475768, 0.9045084971874737, 0.7938926261462365,
                0.6545084971874738, 0.5, 0.3454915028125262, 0.2061073738537635, 0.09549150281252633,
                0.02447174185242329, 0,
            ]
        ),
        (
            .flatCosine(flat: 0.25),
            [
                1, 1, 1, 1, 1, 1, 0.9890738003669028, 0.9567727288213005, 0.9045084971874737,
                0.8345653031794291, 0.75, 0.6545084971874736, 0.5522642316338268, 0.44773576836617335,
                0.34549150281252644, 0.2500000000000001, 0.16543469682057088, 0.09549150281252633,
                0.04322727117869962, 0.010926199633097156, 0,
            ]
        ),
    ]

    @Test(arguments: cases.indices) func agreesWithNumPy(_ index: Int) {
        let (schedule, expected) = Self.cases[index]
        for (found, expected) in zip(Self.factors(schedule), expected) {
            #expect(abs(found - expected) < 1e-14)
        }
    }

    @Test func allFlatIsConstant() {
        #expect(Self.factors(.flatCosine(flat: 1)).allSatisfy { $0 == 1 })
    }

    @Test func areReadFromText() throws {
        for (text, schedule) in [
            ("cosine-log", .cosineLog(waves: 4)), ("cosine-log waves 2", .cosineLog(waves: 2)),
            ("flat-cosine", .flatCosine(flat: 0.5)), ("flat-cosine flat 0.25", .flatCosine(flat: 0.25)),
            (
                "warm-up epochs 2.0, from 0.1, then flat-cosine flat 0.5",
                .warmUp(epochs: 2, then: .flatCosine(flat: 0.5))
            ),
        ] as [(String, Schedule)] {
            let read = try Schedule(parsing: text)
            #expect(read == schedule)
            #expect(try Schedule(parsing: read.description) == schedule)
        }
        for (text, problem) in [
            ("cosine-log waves 0", "the schedule's number of waves must be from 1 to 30, not 0"),
            ("cosine-log waves 31", "the schedule's number of waves must be from 1 to 30, not 31"),
            ("flat-cosine flat 1.5", "the schedule's flat share must be from 0 to 1, not 1.5"),
        ] {
            #expect {
                try Schedule(parsing: text)
            } throws: { "\($0)" == problem }
        }
    }
}
