import Backprop
import Testing

/// Python's and NumPy's own numbers: Tests/Conformance/random/golden.py prints them.
@Suite struct MersenneTwisterTests {
    @Test(
        arguments: [
            (0, [0.8444218515250481, 0.7579544029403025, 0.420571580830845]),
            (1, [0.13436424411240122, 0.8474337369372327, 0.763774618976614]),
            (-1, [0.13436424411240122, 0.8474337369372327, 0.763774618976614]),
            (42, [0.6394267984578837, 0.025010755222666936, 0.27502931836911926]),
            (4_294_967_301, [0.15727238718789782, 0.2824866316461999, 0.6044540318498407]),
            (.min, [0.5534639983914199, 0.9406144709090462, 0.24199432111690833]),
        ] as [(Int, [Double])])
    func seedsAsPythonDoes(seed: Int, expected: [Double]) {
        var generator = MersenneTwister(seed: seed)
        #expect((0..<3).map { _ in generator.random() } == expected)
    }

    @Test func seedsFromAnyIntegerType() {
        var largest = MersenneTwister(seed: UInt64.max)
        #expect(largest.random() == 0.021825695401270107)
        #expect(MersenneTwister(seed: Int8(-1)) == MersenneTwister(seed: UInt32(1)))
    }

    /// 2^100 + 12345, and a number of 700 words 1, 2, 3, …: more words than the state has.
    @Test func seedsFromNumbersOfAnySize() {
        var long = MersenneTwister(seedWords: [12345, 0, 0, 16, 0])
        #expect(long.random() == 0.44487310994347073)
        var longer = MersenneTwister(seedWords: (1...700).map { UInt32($0) })
        let expected = [0.33391811713206, 0.4611953719884133, 0.7677522513957108]
        #expect((0..<3).map { _ in longer.random() } == expected)
        #expect(MersenneTwister(seedWords: []) == MersenneTwister(seed: 0))
    }

    @Test func staysInStepOverManyTurnsOfTheState() {
        var generator = MersenneTwister(seed: 1)
        for _ in 0..<9999 { _ = generator.random() }
        #expect(generator.random() == 0.9874776281441546)
    }

    @Test func drawsBitsAsPythonDoes() {
        var generator = MersenneTwister(seed: 1)
        let drawn = [1, 8, 31, 32, 33, 53, 63, 64].map { generator.randomBits($0) }
        let expected: [UInt64] = [
            0, 145, 1_819_850_095, 3_445_702_192, 3_280_387_012, 1_062_116_443_042_876,
            7_018_639_715_332_314_491, 8_711_387_064_946_514_083,
        ]
        #expect(drawn == expected)
        let before = generator
        #expect(generator.randomBits(0) == 0)
        #expect(generator == before)
    }

    @Test func isAGeneratorOfSixtyFourBits() {
        var generator = MersenneTwister(seed: 1)
        var same = generator
        #expect(generator.next() == same.randomBits(64))
    }

    @Test func drawsBelowAsPythonDoes() {
        var generator = MersenneTwister(seed: 1)
        let bounds = [1, 2, 3, 10, 42, 210, 1 << 31, 1 << 32, 1 << 32 + 1, 1 << 62 + 1]
        let expected = [
            0, 0, 1, 1, 31, 194, 1_930_549_411, 901_749_037, 2_095_328_386, 3_991_571_645_403_398_797,
        ]
        #expect(bounds.map { generator.below($0) } == expected)
    }

    @Test func shufflesAsPythonDoes() {
        var generator = MersenneTwister(seed: 1)
        var cards = Array(0..<10)
        generator.shuffle(&cards)
        #expect(cards == [6, 8, 9, 7, 5, 3, 0, 4, 1, 2])
    }

    @Test(
        arguments: [
            (
                0, [0.5488135039273248, 0.7151893663724195],
                [
                    0.9787379841057392, 2.240893199201458, 1.8675579901499675, -0.977277879876411,
                    0.9500884175255894,
                ]
            ),
            (
                1, [0.417022004702574, 0.7203244934421581],
                [
                    -0.5281717522634557, -1.0729686221561705, 0.8654076293246785, -2.3015386968802827,
                    1.74481176421648,
                ]
            ),
            (
                .max, [0.0976320289940138, 0.9123828453026218],
                [
                    0.6484086742306527, 0.6693235306338161, -1.0805437227474493, 0.2845010447986309,
                    0.11388773652167104,
                ]
            ),
        ] as [(UInt32, [Double], [Double])])
    func agreesWithNumPy(seed: UInt32, units: [Double], normals: [Double]) {
        var generator = MersenneTwister(numPySeed: seed)
        #expect(units.indices.map { _ in generator.random() } == units)
        for expected in normals {
            #expect(abs(generator.standardNormal() - expected) <= 2 * expected.ulp)
        }
    }

    @Test func normalsStayInStepWithNumPy() {
        var generator = MersenneTwister(numPySeed: 0)
        for _ in 0..<10_000 { _ = generator.standardNormal() }
        let expected = -0.20211702713566235
        #expect(abs(generator.standardNormal() - expected) <= 2 * expected.ulp)
    }
}
