import Backprop

extension InspectionReport {
    /// The forms in which the model can be exported, with what they leave out, or with the reason if it cannot.
    var exportJSON: JSONValue {
        JSONValue(
            JSONObject(
                model.exportErrors.map { target, error in
                    if let error {
                        return (target.rawValue, ["possible": false, "reason": JSONValue(error.description)])
                    }
                    let omissions = model.omissions(in: target).map { JSONValue($0.rawValue) }
                    return (target.rawValue, ["possible": true, "leftOut": JSONValue(omissions)])
                }))
    }

    /// The lines about the forms in which the model can be exported and what they leave out, and about each other form.
    var exportLines: [String] {
        let errors = model.exportErrors
        let possible = errors.filter { $0.error == nil }.map(\.target)
        var reasons = Groups()
        for (target, error) in errors {
            if let error { reasons.add(target, to: error.description) }
        }
        return line("Exports:   ", possible) + omissionLines(possible)
            + reasons.groups.map { "Not to \(names($0.targets)): \($0.text)" }
    }

    private func line(_ title: String, _ targets: [ExportTarget]) -> [String] {
        targets.isEmpty ? [] : [title + names(targets)]
    }

    private func names(_ targets: [ExportTarget]) -> String {
        targets.map(\.rawValue).joined(separator: ", ")
    }

    private func omissionLines(_ possible: [ExportTarget]) -> [String] {
        var omissions = Groups()
        for target in possible {
            let parts = model.omissions(in: target).map(title)
            if !parts.isEmpty { omissions.add(target, to: parts.joined(separator: ", ")) }
        }
        return omissions.groups.map { "Left out:  \($0.text) (\(names($0.targets)))" }
    }

    private func title(_ omission: ExportOmission) -> String {
        switch omission {
        case .preprocessing: "preprocessing"
        case .threshold: "the threshold"
        case .intervals: model.input.task == .regression ? "intervals" : "sets of classes"
        case .remarks: "remarks on values outside training"
        }
    }
}

/// Targets by a text that they have in common, in the order of the first.
private struct Groups {
    private(set) var groups: [(text: String, targets: [ExportTarget])] = []

    mutating func add(_ target: ExportTarget, to text: String) {
        if let index = groups.firstIndex(where: { $0.text == text }) {
            groups[index].targets.append(target)
        } else {
            groups.append((text, [target]))
        }
    }
}
