import Backprop
import Testing

@Suite struct ShapeTests {
    @Test func countIsTheProductOfTheExtents() {
        #expect(Shape([28, 28, 3]).count == 2352)
    }

    @Test func describesItselfWithTimesSigns() {
        #expect("\(Shape([28, 28, 1]))" == "28×28×1")
    }
}
