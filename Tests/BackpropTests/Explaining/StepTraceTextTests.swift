import Testing

@testable import Backprop

@Suite struct StepTraceTextTests {
    @Test func tellsTheStepLayerByLayer() throws {
        var trace = try StepTraceTests.article()
        trace.inputNames = ["x1", "x2"]
        trace.outputNames = ["no", "yes"]
        #expect(
            trace.text() == """
                Network:  dense 1 sigmoid, dense 2 sigmoid (7 parameters)
                Step:     sgd, learning rate 0.5, float64, seed 1
                Loss:     squared-error 0.257508 before the step

                input  as the network sees it
                x1                          1
                x2                          0

                output  expected
                no             0
                yes            1

                layer 1: dense 1 sigmoid, 2 → 1
                unit  weighted sum    output       delta
                1         0.898139  0.710567  0.00271180

                unit  from    weight    gradient  new weight
                1     x1    0.134364  0.00271180    0.133008
                1     x2    0.847434           0    0.847434
                1     bias  0.763775  0.00271180    0.762419

                layer 2: dense 2 sigmoid, 1 → 2
                unit  weighted sum    output       delta
                no        0.676679  0.662997    0.148135
                yes       0.970986  0.725316  -0.0547260

                unit  from    weight    gradient  new weight
                no    1     0.255069    0.105260    0.202439
                no    bias  0.495435    0.148135    0.421368
                yes   1     0.449491  -0.0388865    0.468934
                yes   bias  0.651593  -0.0547260    0.678956

                delta: how fast the loss grows with the weighted sum (with the output, for layers without sums).
                gradient: how fast it grows with the parameter, as the optimizer was given it.

                """)
    }

    @Test func cutsWhatIsLong() throws {
        let recipe = Recipe(network: Network([Dense(100), Dense(1)]), loss: SquaredError())
        let trace = try StepTrace(recipe, data: Dataset<Double>([[1, 2]], targets: [[3]]))
        #expect(trace.text().contains("\n… 80 more\n"))
        #expect(trace.text().contains("\n… 280 more\n"))
        #expect(!trace.text(full: true).contains("…"))
        #expect(trace.text(full: true).split(separator: "\n").count > 500)
    }
}
