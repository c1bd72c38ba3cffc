/// A form in which a model can be exported.
public enum ExportTarget: String, CaseIterable, Sendable {
    /// Source code in C.
    case c = "C"
    /// Source code in Swift.
    case swift = "Swift"
    /// A graph of operators in the format ONNX.
    case onnx = "ONNX"
    /// A pipeline in the format Core ML.
    case coreML = "Core ML"
    /// Weights for Keras, as a list of tensors without preprocessing.
    case keras = "Keras"
}

extension Model {
    /// Returns the reason why the model cannot be exported in a form, or `nil` if it can.
    public func exportError(to target: ExportTarget) -> ExportError? {
        switch target {
        case .c, .swift: exportError(as: .sourceCode)
        case .onnx: exportError(as: .graph)
        case .coreML: exportError(as: .pipeline)
        case .keras: kerasError
        }
    }

    private var kerasError: ExportError? {
        do {
            _ = try KerasWeights.tensors(self)
            return nil
        } catch {
            return error
        }
    }

    /// The forms in which the model can be exported or not, each with the reason if it cannot.
    public var exportErrors: [(target: ExportTarget, error: ExportError?)] {
        let (code, graph) = (exportError(as: .sourceCode), exportError(as: .graph))
        let (pipeline, keras) = (exportError(as: .pipeline), kerasError)
        return ExportTarget.allCases.map { target in
            switch target {
            case .c, .swift: (target, code)
            case .onnx: (target, graph)
            case .coreML: (target, pipeline)
            case .keras: (target, keras)
            }
        }
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
