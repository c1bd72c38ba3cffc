extension ParameterLayout {
    /// Whether PyTorch counts batches under that name, next to statistics of ours; nothing here depends on it.
    fileprivate func counts(_ name: String) -> Bool {
        let suffix = "num_batches_tracked"
        return name.hasSuffix(suffix) && self[name.dropLast(suffix.count) + "running_mean"] != nil
    }
}

extension ModelMetadata {
    /// Refuses a file whose parts, each sound in itself, do not belong together.
    func checkAgreement(
        with layout: ParameterLayout, of file: SafetensorsFile, source: String
    ) throws(ModelFileError) {
        if let stray = file.tensors.first(where: { layout[$0.name] == nil && !layout.counts($0.name) }) {
            throw .inconsistent(
                source: source, reason: "the tensor \"\(stray.name)\" belongs to no layer of the network")
        }
        switch input {
        case .numbers: break
        case .table(let preprocessor): try check(preprocessor, source: source)
        case .images(let preprocessor): try check(preprocessor, source: source)
        }
    }

    private func check(_ preprocessor: Preprocessor, source: String) throws(ModelFileError) {
        guard preprocessor.inputCount == inputShape.count else {
            throw .inconsistent(
                source: source,
                reason:
                    "the columns make \(preprocessor.inputCount) inputs, but the network takes \(inputShape)")
        }
        let outputs = (try? recipe.network.shapes(for: inputShape).last?.count) ?? 0
        guard preprocessor.targetCount == outputs else {
            throw .inconsistent(
                source: source,
                reason:
                    "the target needs \(preprocessor.targetCount) outputs, but the network gives \(outputs)")
        }
    }

    private func check(_ images: ImagePreprocessor, source: String) throws(ModelFileError) {
        guard images.shape == inputShape || [images.shape.count] == inputShape else {
            throw .inconsistent(
                source: source,
                reason: "the images are \(images.shape), but the network takes \(inputShape)")
        }
        let outputs = (try? recipe.network.shapes(for: inputShape).last?.count) ?? 0
        guard images.targetCount == outputs else {
            throw .inconsistent(
                source: source,
                reason: "the classes need \(images.targetCount) outputs, but the network gives \(outputs)")
        }
    }
}
