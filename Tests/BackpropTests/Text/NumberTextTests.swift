import Testing

@testable import Backprop

@Suite struct RoundedNumberTextTests {
    @Test(arguments: [
        (0.998993992805481, "0.998994"), (86.0, "86"), (-0.5, "-0.5"), (0, "0"), (-0.0, "0"),
        (1_234_567.8, "1234568"), (123_456_789_012_345.6, "123456789012346"), (1e15, "1e+15"),
        (2.5e-7, "2.5e-07"), (0.00012345678, "0.000123457"), (0.9999999, "1"), (-1e-300, "-1e-300"),
        (99_999.95, "100000"),
    ]) func sixDigits(_ value: Double, _ text: String) {
        #expect(NumberText.rounded(value, digits: 6) == text)
    }
}
