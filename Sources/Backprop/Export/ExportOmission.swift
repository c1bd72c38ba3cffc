/// A part of a model's answers that an exported form leaves out.
///
/// The forms have everything else that decides a prediction: missing values, categories, scaling and its limits, averages,
/// the temperature, which is part of the weights, and the threshold between two classes.
public enum ExportOmission: String, CaseIterable, Sendable {
    /// The preparation of raw rows, and the way from outputs to classes and units.
    case preprocessing
    /// The threshold between two classes.
    case threshold
    /// The intervals of numbers, or the sets of possible classes, by the errors of held-out rows.
    case intervals
    /// The remarks on values that training did not see.
    case remarks
}

extension Model {
    /// Returns the parts of the model's answers that it does not have in a form.
    public func omissions(in target: ExportTarget) -> [ExportOmission] {
        ExportOmission.allCases.filter { part in
            switch part {
            case .preprocessing: target == .keras && input.task != nil
            case .threshold: target == .keras && threshold != nil
            case .intervals: heldOutErrors != nil
            case .remarks: preprocessor != nil
            }
        }
    }
}
