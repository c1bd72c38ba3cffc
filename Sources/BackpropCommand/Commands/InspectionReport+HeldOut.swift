import Backprop

extension InspectionReport {
    /// The lines about intervals and a threshold.
    var answerLines: [String] {
        var lines: [String] = []
        if let errors = model.heldOutErrors {
            let option = model.input.task == .regression ? "predict --interval 90" : "predict --sets 95"
            lines.append("Held out:  the errors of \(errors.rowCount) rows, for \(option)")
        }
        if let threshold = model.threshold {
            lines.append(
                "Threshold: \(quoted(threshold.label)) is predicted from a probability of "
                    + NumberText.short(threshold.probability))
        }
        return lines
    }

    /// Adds the number of held-out rows and the threshold.
    func addAnswers(to object: inout JSONValue) {
        object["heldOutRows"] = model.heldOutErrors.map { JSONValue($0.rowCount) }
        object["threshold"] = model.threshold.map {
            ["label": JSONValue($0.label), "probability": JSONValue($0.probability)]
        }
    }
}
