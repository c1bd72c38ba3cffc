/// The constants of the mathematical functions in source code, those of the kernels: made by
/// Tests/Conformance/vector-math/polynomials.py. All are exact in their precision.
package enum FunctionConstants {
    /// Returns the constants of a precision by their names in the kernels.
    package static func values(_ precision: Precision) -> [(name: String, values: [Double])] {
        precision == .float32 ? single : double
    }

    /// Returns the words of a precision that all languages write alike: the layout of its numbers, and the arguments
    /// beyond which functions are constant.
    static func words(_ precision: Precision) -> [(word: String, text: String)] {
        let isSingle = precision == .float32
        return [
            ("BIAS", isSingle ? "127" : "1023"), ("MANTISSA", isSingle ? "23" : "52"),
            ("TINY", isSingle ? "(-112)" : "(-760)"), ("HUGE_ONE", isSingle ? "89" : "710"),
            ("TANH_IS_ONE", isSingle ? "10" : "20"), ("SOFTMAX_LOW", isSingle ? "-200" : "-1000"),
            ("GELU_BOUND", isSingle ? "14.8" : "38.8"),
        ]
    }

    /// Returns the factors of the series of the sine, from the last one on.
    static func sineTerms(_ precision: Precision) -> [Double] {
        [420.0, 342, 272, 210, 156, 110, 72, 42, 20, 6].map { number in
            precision == .float32 ? Double(Float(1 / number)) : 1 / number
        }
    }

    /// Numerator and denominator of each quotient of the normal distribution's inverse.
    static var normalTerms: [[[Double]]] {
        [NormalQuantile.central, NormalQuantile.tail, NormalQuantile.farTail].map { quotient in
            [quotient.numerator, quotient.denominator].map { terms in (0..<8).map { terms[$0] } }
        }
    }

    private static let single: [(name: String, values: [Double])] = [
        (
            "exp_terms",
            [
                0x1.000000p-1, 0x1.555552p-3, 0x1.5554e4p-5, 0x1.1115bep-7, 0x1.6d51bcp-10, 0x1.9a8720p-13,
            ]
        ),
        (
            "log_terms",
            [
                -0x1.fffffep-2, 0x1.55555ap-2, -0x1.00010cp-2, 0x1.9998eap-3, -0x1.54fdcep-3, 0x1.2421e2p-3,
                -0x1.0552a4p-3, 0x1.e44516p-4, -0x1.796e12p-4, 0x1.345c72p-5,
            ]
        ),
        (
            "gelu_center",
            [
                0x1.988454p-2, -0x1.105838p-4, 0x1.46d06cp-7, -0x1.374470p-10, 0x1.e4756cp-14,
                -0x1.3c5962p-17,
                0x1.3a999ep-21,
            ]
        ),
        ("gelu_center_low", [-0x1.85a09ap-27]),
        (
            "gelu_tail",
            [
                0x1.82b4bcp-2, 0x1.2dda04p-4, -0x1.c41d6cp-4, 0x1.9adc4ep-4, -0x1.024df8p-4, 0x1.b101cep-6,
                -0x1.6914dep-8, -0x1.e6b20ap-11, 0x1.ccc0e8p-11, -0x1.2bb1b8p-15, -0x1.b279e0p-14,
            ]
        ),
        ("gelu_tail_low", [-0x1.cda1c6p-28]),
        ("log2_e", [0x1.715476p+0]),
        ("ln2_high", [0x1.62e430p-1]),
        ("ln2_low", [-0x1.05c610p-29]),
        ("ln2_short", [0x1.62e000p-1]),
        ("ln2_rest", [0x1.0bfbe8p-15]),
        ("inverse_root_2pi_high", [0x1.988454p-2]),
        ("inverse_root_2pi_low", [-0x1.857936p-27]),
        ("gelu_linear_high", [0x1.988454p+0]),
        ("gelu_linear_low", [-0x1.857936p-25]),
        ("gelu_cubic_high", [0x1.2444f2p-4]),
        ("gelu_cubic_low", [0x1.49b16ap-29]),
        ("selu_scale", [0x1.0cfabep+0]),
        ("selu_alpha_scale_high", [0x1.c212ccp+0]),
        ("selu_alpha_scale_low", [0x1.903c0cp-26]),
    ]

    private static let double: [(name: String, values: [Double])] = [
        (
            "exp_terms",
            [
                0x1.000000p-1, 0x1.555555555555cp-3, 0x1.5555555555540p-5, 0x1.111111110e9ecp-7,
                0x1.6c16c16c2016ap-10, 0x1.a01a01b44ec07p-13, 0x1.a01a0174ef442p-16, 0x1.71ddee50cd3e4p-19,
                0x1.27e544901baa0p-22, 0x1.af6ec8c240295p-26, 0x1.1ed460cd825e0p-29,
            ]
        ),
        (
            "log_terms",
            [
                -0x1.fffffffffffffp-2, 0x1.5555555555548p-2, -0x1.00000000002dep-2, 0x1.999999999cb9dp-3,
                -0x1.5555555512adap-3, 0x1.2492492275f3fp-3, -0x1.000000138b82bp-3, 0x1.c71c7329550b1p-4,
                -0x1.999994b724be2p-4, 0x1.745cd8e60ab36p-4, -0x1.55556d4c59548p-4, 0x1.3b19aa3b39735p-4,
                -0x1.249c589adb033p-4, 0x1.10c9d9e47854ap-4, -0x1.fdea2592aaa65p-5, 0x1.e328ffa031bc7p-5,
                -0x1.da37b7d2fa3aap-5, 0x1.cebae6be3ba9ap-5, -0x1.7e751a8396766p-5, 0x1.a9b863c98c014p-6,
                -0x1.c05c6bbdd7154p-8,
            ]
        ),
        (
            "gelu_center",
            [
                0x1.9884533d43651p-2, -0x1.1058377e2cee0p-4, 0x1.46d0429769144p-7, -0x1.37403f6b9b5f1p-10,
                0x1.e42b0d4e72c18p-14, -0x1.3ce8fa0ce8b61p-17, 0x1.6589f3feaebc5p-21, -0x1.621aa6cd823ffp-25,
                0x1.378e69bf78f82p-29, -0x1.cad5d5e0ec352p-34, -0x1.6acce2260c6a5p-39, 0x1.27ad521d68b9fp-38,
                -0x1.9ead3374585c5p-40, 0x1.f054048c29b1fp-43,
            ]
        ),
        ("gelu_center_low", [-0x1.cbc0d32207db6p-56]),
        (
            "gelu_tail",
            [
                0x1.82b4bb8c94dcep-2, 0x1.2dda040d62d0ep-4, -0x1.c41d6bcaf84cep-4, 0x1.9adc525a9020ep-4,
                -0x1.024df8efd4b49p-4, 0x1.b0ffe01dbbd41p-6, -0x1.691976f7f5e27p-8, -0x1.e4abd3e8c6c33p-11,
                0x1.ce76f5b4d3622p-11, -0x1.99feed2c28e60p-15, -0x1.e8a4abbe7e3bfp-14, 0x1.16ce89829c78cp-16,
                0x1.2cd4a106e9255p-16, -0x1.5d2be6dbb402dp-19, -0x1.b7b27c1699e75p-19, 0x1.a30e80ded28a9p-23,
                0x1.5cffb5adf1497p-21, 0x1.011108e113dc0p-24, -0x1.10ef1223aaeaap-23, -0x1.3c3bb9ee7b685p-25,
                0x1.a8b0c72da569bp-26, 0x1.43e22534eb37dp-27, -0x1.50c5adfecb3cap-28,
            ]
        ),
        ("gelu_tail_low", [-0x1.984b959d38e22p-57]),
        ("log2_e", [0x1.71547652b82fep+0]),
        ("ln2_high", [0x1.62e42fefa39efp-1]),
        ("ln2_low", [0x1.abc9e3b39803fp-56]),
        ("ln2_short", [0x1.62e42fefa3800p-1]),
        ("ln2_rest", [0x1.ef35793c76730p-45]),
        ("inverse_root_2pi_high", [0x1.9884533d43651p-2]),
        ("inverse_root_2pi_low", [-0x1.cbc0d30ebfd15p-56]),
        ("gelu_linear_high", [0x1.9884533d43651p+0]),
        ("gelu_linear_low", [-0x1.cbc0d30ebfd15p-54]),
        ("gelu_cubic_high", [0x1.2444f2a4d8b4bp-4]),
        ("gelu_cubic_low", [-0x1.6c843a29d1c70p-61]),
        ("selu_scale", [0x1.0cfabd6a91132p+0]),
        ("selu_alpha_scale_high", [0x1.c212cc640f031p+0]),
        ("selu_alpha_scale_low", [0x1.05161b045a1fep-56]),
    ]
}
