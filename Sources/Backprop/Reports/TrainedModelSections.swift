extension Model {
    /// The section about the network, or about each of several, layer by layer.
    var networkSection: HTMLSection {
        guard isAverage else { return HTMLSection("Network", networkParts) }
        let sentence =
            "Predictions are the means of those of \(members.count) networks, each trained by itself."
        return HTMLSection("Networks", [.paragraph(sentence)] + members.flatMap(\.networkParts))
    }

    /// The predicting networks, in words.
    var networkWords: String {
        isAverage
            ? "the mean of \(members.count) networks: \(members.map(\.network.text).joined(separator: "; "))"
            : "the network \(network.text)"
    }

    private var networkParts: [HTMLElement] {
        let drawing = NetworkDiagram(self)
        return [
            .paragraph(
                "\(network.text): \(counted(layout.count, "parameter", "parameters")) in \(parameters.precision.rawValue). Trained for \(counted(provenance.epochs, "epoch", "epochs")) on \(counted(provenance.rows, "row", "rows")) of \(provenance.source)."
            ), .charts((drawing.isSmall ? [drawing.chart] : []) + [NetworkOutline(self).chart]),
        ]
    }
}

extension TrainingResult {
    /// The section about the course of training.
    var section: HTMLSection {
        var best: Int?
        let sentence: String
        let count = counted(history.count, "epoch", "epochs")
        switch ending {
        case .completed: sentence = "All \(count) were run."
        case .bestEpoch(let epoch, let total):
            best = epoch
            sentence = "Of \(total) epochs run, epoch \(epoch) was the best; its parameters are kept."
        case .converged: sentence = "The optimizer ended by itself after \(count)."
        case .interrupted: sentence = "The run was interrupted after \(count)."
        case .failed(let error): sentence = "Training failed after \(count): \(error)."
        }
        let charts = TrainingCharts([history], recipe: model.recipe, bestEpoch: best).charts
        return HTMLSection("Training", [.paragraph(sentence), .charts(charts)])
    }
}
