import Testing

@testable import Backprop
@testable import BackpropInterchange

/// The names of a graph's outputs.
@Suite struct OutputNamesTests {
    @Test func outputsAreNamedByTheirContent() {
        let classes = PortableOutput.classes(labels: ["a", "b"], hasProbabilities: true)
        #expect(OutputNames(classes, besides: ["x"]).all == ["probabilities", "label"])
        let scores = PortableOutput.classes(labels: ["a", "b"], hasProbabilities: false)
        #expect(OutputNames(scores, besides: ["x"]).all == ["scores", "label"])
        #expect(OutputNames(.numbers(targets: ["price"]), besides: ["x"]).values == ["prediction"])
        let target = BinaryTarget(name: "fever", positive: "yes", negative: "no")
        #expect(OutputNames(.binary(targets: [target]), besides: ["x"]).all == ["probabilities", "label"])
        #expect(OutputNames(.numbers(targets: ["price", "size"]), besides: []).values == ["price", "size"])
    }

    @Test func anInputKeepsItsName() {
        let classes = PortableOutput.classes(labels: ["a", "b"], hasProbabilities: true)
        let names = OutputNames(classes, besides: ["label", "label_2", "probabilities"])
        #expect(names.all == ["probabilities_2", "label_3"])
    }
}
