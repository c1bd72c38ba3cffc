import Backprop

/// A short description of a set of images.
struct ImageReport {
    let images: ImageSet

    /// The file, the size and the classes.
    var lines: [String] {
        var lines = ["Data:     \(images.source): \(count) of \(images.shape)"]
        if let classes = images.classes { lines.append("Classes:  \(classTexts(classes))") }
        return lines
    }

    private var count: String { images.count == 1 ? "1 image" : "\(images.count) images" }

    private func classTexts(_ classes: [Int]) -> String {
        var counts = [Int](repeating: 0, count: images.classLabels.count)
        for index in classes { counts[index] += 1 }
        let shown = zip(images.classLabels, counts).prefix(10).map { "\($0) (\($1))" }
        let more = counts.count > 10 ? " and \(counts.count - 10) more" : ""
        return (counts.count == 1 ? "1 class" : "\(counts.count) classes") + ", "
            + shown.joined(separator: ", ") + more
    }

    /// The report as JSON.
    var json: JSONValue {
        var object: JSONValue = [
            "source": JSONValue(images.source), "images": JSONValue(images.count),
            "shape": JSONValue(images.shape.extents.map { JSONValue($0) }),
        ]
        if let classes = images.classes {
            var counts: JSONValue = [:]
            for (index, label) in images.classLabels.enumerated() {
                counts[label] = JSONValue(classes.count { $0 == index })
            }
            object["classes"] = counts
        }
        return object
    }
}
