import Backprop
import Testing

/// Values marked "golden" come from Tests/Conformance/random/golden.py.
@Suite struct PhiloxGeneratorTests {
    private let source = Philox(seed: 5, stream: 9)

    @Test(arguments: [0, 1, 2, 7] as [UInt64])
    func readsTheStreamInOrderFromAnyPosition(start: UInt64) {
        var generator = PhiloxGenerator(source, position: start)
        for index in start..<start + 5 {
            #expect(generator.position == index)
            #expect(generator.next() == source.bits(at: index))
        }
    }

    @Test func givesUnitsAndNormalsOfTheSameElements() {
        var generator = PhiloxGenerator(source)
        #expect(generator.nextUnit() == source.unit(at: 0))
        #expect(generator.nextNormal() == source.normal(at: 1))
    }

    /// Golden. About half of all elements are passed over for this bound.
    @Test func passesOverElementsThatWouldBias() {
        var generator = PhiloxGenerator(Philox(seed: 3, stream: 0))
        let drawn = (0..<4).map { _ in generator.below(1 << 63 + 1) }
        let expected: [UInt64] = [
            1_077_525_687_646_561_979, 7_058_007_017_628_726_829, 7_243_572_295_369_238_327,
            1_434_740_167_045_608_204,
        ]
        #expect(drawn == expected)
        #expect(generator.position == 7)
    }

    @Test func belowOneIsZero() {
        var generator = PhiloxGenerator(source)
        #expect(generator.below(1) == 0)
    }

    @Test func belowReachesEveryNumber() {
        var generator = PhiloxGenerator(source)
        let drawn = Set((0..<200).map { _ in generator.below(7) })
        #expect(drawn == Set(0..<7))
    }

    /// Golden.
    @Test func permutationsAreGolden() {
        #expect(Philox(seed: 1, .shuffle).permutation(of: 10) == [0, 1, 2, 8, 6, 4, 3, 7, 9, 5])
        let permutations = (0..<3).map { Philox(seed: 7, stream: $0).permutation(of: 6) }
        #expect(permutations == [[1, 5, 2, 3, 0, 4], [0, 2, 4, 3, 5, 1], [3, 2, 4, 0, 1, 5]])
    }

    @Test(arguments: [0, 1, 2, 1000])
    func permutationsHoldEveryIndexOnce(count: Int) {
        #expect(source.permutation(of: count).sorted() == Array(0..<count))
    }

    @Test func fillingOverwritesWhatWasThere() {
        var indices = [Int](repeating: -1, count: 50)
        source.fillPermutation(&indices)
        #expect(indices == source.permutation(of: 50))
    }

    @Test func shufflingFollowsThePermutation() {
        var letters = Array("abcdefgh")
        letters.withUnsafeMutableBufferPointer { source.shuffle($0) }
        #expect(letters == source.permutation(of: 8).map { Array("abcdefgh")[$0] })
    }

    /// Each of the 24 orders of 4 comes n/24 times, with standard deviation √(n·23)/24.
    @Test func everyOrderIsEquallyLikely() {
        let count = 4_800
        var counts: [[Int]: Int] = [:]
        for stream in 0..<UInt64(count) {
            counts[Philox(seed: 2, stream: stream).permutation(of: 4), default: 0] += 1
        }
        let bound = 4 * (Double(count) * 23).squareRoot() / 24
        #expect(counts.count == 24)
        #expect(counts.values.allSatisfy { abs(Double($0) - Double(count) / 24) < bound })
    }
}
