import Backprop

/// The facts about a model that its users should know: its training data, scores and network.
struct ModelCard {
    private let model: Model

    init(_ model: Model) { self.model = model }

    /// The card as JSON.
    var json: JSONValue {
        let provenance = model.provenance
        var card: JSONValue = [
            "source": JSONValue(provenance.source), "rows": JSONValue(provenance.rows),
            "epochs": JSONValue(provenance.epochs), "seed": JSONValue("\(model.recipe.seed)"),
            "parameters": JSONValue(model.members.reduce(0) { $0 + $1.layout.count }),
            "networks": JSONValue(model.members.count),
            "layers": JSONValue(model.network.layers.map { JSONValue($0.text) }),
            "targets": JSONValue((model.preprocessor?.targetNames ?? []).map { JSONValue($0) }),
            "scores": JSONValue(scores), "scoredRows": JSONValue(scoredRows),
        ]
        if let errors = model.heldOutErrors { card["heldOutRows"] = JSONValue(errors.rowCount) }
        if let threshold = model.threshold {
            card["threshold"] = [
                "label": JSONValue(threshold.label), "probability": JSONValue(threshold.probability),
            ]
        }
        return card
    }

    /// The main scores with their titles.
    private var scores: [JSONValue] {
        Metric.main(of: model.input.task ?? .regression).prefix(5).compactMap { metric in
            model.provenance.metrics[metric.rawValue].map { value in
                ["title": JSONValue(metric.title), "value": JSONValue(metric.text(value))]
            }
        }
    }

    /// The rows that the scores are of.
    private var scoredRows: String {
        let shares = [model.recipe.continuation?.heldOutShare, model.recipe.stopping.early?.share]
        let trained = shares.reduce(1) { $0 * (1 - ($1 ?? 0)) }
        guard trained < 1 else { return "the rows it was trained on" }
        return "all rows, \(trained > 0.5 ? "most" : "some") of which it was trained on"
    }
}
