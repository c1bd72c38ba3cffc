import Backprop
import Testing

@Suite struct RandomStreamTests {
    /// The numbers are part of what makes old results repeatable: none may ever change.
    @Test func purposesKeepTheirNumbers() {
        let numbers = RandomStream.allCases.map { "\($0) \($0.rawValue)" }
        #expect(
            numbers == [
                "initialization 1", "shuffle 2", "dropout 3", "split 4", "validation 5",
                "augmentation 6", "noise 7", "search 8", "resampling 9",
                "permutation 10", "checking 11", "member 12", "explanation 13",
            ])
    }

    @Test(
        arguments: [
            (RandomStream.initialization, 0, 0, 0x0100_0000_0000_0000),
            (.shuffle, 499, 0, 0x0200_0000_0000_01f3),
            (.dropout, RandomStream.stepLimit - 1, 0, 0x0300_00ff_ffff_ffff),
            (.dropout, 0, RandomStream.layerLimit - 1, 0x03ff_ff00_0000_0000),
            (.noise, 0x12, 0x34, 0x0700_3400_0000_0012),
        ] as [(RandomStream, Int, Int, UInt64)])
    func layoutIsAsDocumented(purpose: RandomStream, step: Int, layer: Int, number: UInt64) {
        #expect(purpose.number(step: step, layer: layer) == number)
    }

    @Test func noTwoShareANumber() {
        let extremes = [0, 1, RandomStream.layerLimit - 1]
        let steps = [0, 1, RandomStream.layerLimit, RandomStream.stepLimit - 1]
        var numbers: Set<UInt64> = []
        for purpose in RandomStream.allCases {
            for layer in extremes {
                for step in steps { numbers.insert(purpose.number(step: step, layer: layer)) }
            }
        }
        #expect(numbers.count == RandomStream.allCases.count * extremes.count * steps.count)
    }

    @Test func generatorsTakeAPurpose() {
        let named = Philox(seed: 4, .dropout, step: 17, layer: 2)
        #expect(named == Philox(seed: 4, stream: RandomStream.dropout.number(step: 17, layer: 2)))
    }
}
