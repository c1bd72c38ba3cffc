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
        do {
            switch target {
            case .c, .swift: _ = try PortableModel(self)
            case .onnx: _ = try PortableModel(self, as: .graph)
            }
            return nil
        } catch {
            return error
        }
    }
}
