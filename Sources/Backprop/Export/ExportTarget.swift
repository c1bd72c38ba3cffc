/// A form in which a model can be exported.
public enum ExportTarget: String, CaseIterable, Sendable {
    /// Source code in C.
    case c = "C"
    /// Source code in Swift.
    case swift = "Swift"
    /// A graph of operators in the format ONNX.
    case onnx = "ONNX"
}

extension Model {
    /// Returns the reason why the model cannot be exported in a form, or `nil` if it can.
    public func exportError(to target: ExportTarget) -> ExportError? {
        exportError(as: target == .onnx ? .graph : .sourceCode)
    }

    /// The forms in which the model can be exported or not, each with the reason if it cannot.
    public var exportErrors: [(target: ExportTarget, error: ExportError?)] {
        let (code, graph) = (exportError(as: .sourceCode), exportError(as: .graph))
        return ExportTarget.allCases.map { ($0, $0 == .onnx ? graph : code) }
    }

    private func exportError(as form: PortableForm) -> ExportError? {
        do {
            _ = try PortableModel(self, as: form)
            return nil
        } catch {
            return error
        }
    }
}
