import Testing

@testable import Backprop

/// Labels of images are classes by the rule of a table.
@Suite struct ImageLabelTests {
    private func images(_ labels: [String]) -> ImageSet {
        ImageSet(bytes: labels.indices.map { UInt8($0) }, shape: [1, 1, 1], labels: labels)
    }

    @Test func spellingsOfANumberAreOneClass() throws {
        let set = images(["1", "1.0", "2", "10", "1"])
        #expect(set.classLabels == ["1", "2", "10"])
        #expect(set.classes == [0, 0, 1, 2, 0])
        let table = try ModelSupport.table("x,y\n1,1\n2,1.0\n3,2\n4,10\n5,1\n")
        let schema = try Schema(inferring: table, selection: ColumnSelection(task: .classification))
        #expect(schema.classLabels == set.classLabels)
    }

    @Test func aModelKnowsOtherSpellings() throws {
        let preprocessor = try ImagePreprocessor(fitting: images(["1", "2", "1"]))
        #expect(try preprocessor.classIndices(of: images(["2.0", "1.0"])) == [1, 0])
    }

    @Test func codesAndTextsStayAsTheyAre() {
        #expect(images(["007", "7", "07"]).classLabels == ["007", "07", "7"])
        #expect(images(["1", "1.0", "a"]).classLabels == ["1", "1.0", "a"])
    }
}
