import Testing

@testable import Backprop

/// Values marked "golden" come from Tests/Conformance/random/golden.py.
@Suite struct PhiloxTests {
    /// The known answers of the Random123 distribution for philox4x32, 10 rounds.
    @Test(arguments: [
        (
            SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
            SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
        ),
        (
            SIMD4(repeating: UInt32.max), SIMD2(repeating: UInt32.max),
            SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
        ),
        (
            SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
            SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
            SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
        ),
    ])
    func agreesWithKnownAnswers(
        counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>
    ) {
        #expect(Philox.encrypt(counter, key: key) == expected)
        let philox = Philox(
            seed: UInt64(key[1]) << 32 | UInt64(key[0]),
            stream: UInt64(counter[3]) << 32 | UInt64(counter[2]))
        #expect(philox.block(at: UInt64(counter[1]) << 32 | UInt64(counter[0])) == expected)
    }

    private let sample = Philox(seed: 0x0123_4567_89AB_CDEF, stream: 0xFEDC_BA98_7654_3210)

    @Test func wordsAreGolden() {
        let indices: [UInt64] = [0, 1, 2, 3, 4, 1 << 33 + 5]
        let expected: [UInt32] = [
            0xaef2_adf7, 0xf69b_5950, 0x3ceb_44f4, 0x89b6_573a, 0xec2a_b39f, 0x0e60_573c,
        ]
        #expect(indices.map(sample.word(at:)) == expected)
    }

    @Test func bitsAreTwoWordsTheLowerFirst() {
        let expected: [UInt64] = [
            0xf69b_5950_aef2_adf7, 0x89b6_573a_3ceb_44f4, 0x4671_fd85_ec2a_b39f, 0x4b77_ec76_74de_cae0,
        ]
        #expect((0..<4).map { sample.bits(at: $0) } == expected)
    }

    @Test func unitsAreGolden() {
        let philox = Philox(seed: 0, stream: 0)
        let expected = [
            0.8805201978886142, 0.6054818538799213, 0.36209111566940344, 0.037094080749417335,
            0.3194457679100915,
        ]
        #expect((0..<5).map { philox.unit(at: $0) } == expected)
    }

    @Test func unitsSpanZeroToJustBelowOne() {
        #expect(Philox.unit(0) == 0)
        #expect(Philox.unit(.max) == (1.0).nextDown)
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 9])
    func fillingAgreesWithSingleElements(count: Int) {
        var words = [UInt32](repeating: 0, count: count)
        var units = [Double](repeating: 0, count: count)
        var normals = units
        words.withUnsafeMutableBufferPointer { sample.fillWords($0) }
        units.withUnsafeMutableBufferPointer { sample.fillUnit($0) }
        normals.withUnsafeMutableBufferPointer { sample.fillNormal($0) }
        let indices = 0..<UInt64(count)
        #expect(words == indices.map(sample.word(at:)))
        #expect(units == indices.map(sample.unit(at:)))
        #expect(normals == indices.map(sample.normal(at:)))
    }

    @Test func seedsAndStreamsDifferInEveryBit() {
        var drawn: Set<UInt64> = [Philox(seed: 0, stream: 0).bits(at: 0)]
        for bit in 0..<64 {
            drawn.insert(Philox(seed: 1 << bit, stream: 0).bits(at: 0))
            drawn.insert(Philox(seed: 0, stream: 1 << bit).bits(at: 0))
        }
        #expect(drawn.count == 129)
    }

    /// The mean of n uniform numbers has standard deviation 1/√(12n), each of 16 counts √(n·15)/16.
    @Test func unitsAreSpreadEvenly() {
        let count = 40_000
        var units = [Double](repeating: 0, count: count)
        units.withUnsafeMutableBufferPointer { Philox(seed: 11, stream: 5).fillUnit($0) }
        let mean = units.reduce(0, +) / Double(count)
        #expect(abs(mean - 0.5) < 4 / (12 * Double(count)).squareRoot())
        var counts = [Int](repeating: 0, count: 16)
        for unit in units { counts[Int(unit * 16)] += 1 }
        let bound = 4 * (Double(count) * 15).squareRoot() / 16
        #expect(counts.allSatisfy { abs(Double($0) - Double(count) / 16) < bound })
    }
}
