import Backprop

/// The parts of a run that updates do not change, as JSON.
struct PlaygroundSetup {
    let run: PlaygroundRun
    /// The recipe as a YAML file.
    let recipe: String

    var json: JSONValue {
        let (schema, settings) = (run.schema, run.settings)
        return [
            "name": JSONValue(run.data.name), "rows": JSONValue(run.data.table.rowCount),
            "task": JSONValue(schema.task.rawValue), "settings": settings.json,
            "target": .texts(schema.targets.map { schema.columns[$0].name }),
            "classes": .texts(run.run.input.classLabels), "outputs": .texts(run.run.input.outputNames),
            "inputs": inputs, "numeric": .texts(numericColumns),
            "columns": .texts(run.data.table.columns.map(\.name)),
            "network": network, "stepsPerEpoch": JSONValue(run.run.stepsPerEpoch),
            "epochs": JSONValue(run.run.epochLimit), "parameters": JSONValue(run.run.layout.vectorCount),
            "loss": JSONValue(type(of: run.run.recipe.loss).typeName), "plane": plane,
            "points": ["training": points(.training), "validation": points(.validation)],
            "recipe": JSONValue(recipe), "command": JSONValue(settings.command(file: run.data.name)),
            "isDrawn": JSONValue(run.isDrawn), "notices": .texts(notices),
        ]
    }

    private var notices: [String] {
        var notices = run.data.table.notices.map { "\($0)" } + run.schema.notices
        for part in [SteppedPart.training, .validation] where run[part].rows.count < run[part].count {
            let name = part == .training ? "training" : "held-out"
            let (drawn, all) = (run[part].rows.count, run[part].count)
            notices.append("\(drawn) of \(all) \(name) rows are drawn and measured, evenly spaced.")
        }
        if run.plane == nil {
            notices.append("There is no plane to draw, which needs two columns of plain numbers.")
        }
        if !run.isDrawn {
            let limit = PlaygroundRun.unitLimit
            notices.append("The network has more than \(limit) units, too many to draw one by one.")
        }
        return notices
    }

    private var numericColumns: [String] {
        run.schema.features.map { run.schema.columns[$0] }.filter { $0.role == .numeric }.map(\.name)
    }

    private var inputs: JSONValue {
        let names = run.run.input.inputNames
        return .texts(names.count == run.run.inputShape.count ? names : [])
    }

    private var network: JSONValue {
        let layers = run.run.recipe.network.layers
        return JSONValue(
            zip(layers, run.shapes).map { layer, shape in
                ["text": JSONValue(layer.text), "units": JSONValue(shape.count)]
            })
    }

    private var plane: JSONValue {
        guard let plane = run.plane else { return .null }
        func axis(_ axis: PlaygroundPlane.Axis) -> JSONValue {
            [
                "name": JSONValue(axis.name),
                "range": .numbers([axis.range.lowerBound, axis.range.upperBound]),
            ]
        }
        return [
            "x": axis(plane.x), "y": axis(plane.y), "side": JSONValue(PlaygroundPlane.side),
            "held": JSONValue(plane.held.map { ["name": JSONValue($0.name), "value": JSONValue($0.value)] }),
        ]
    }

    /// The rows that are drawn, with their line, their coordinates and their targets as numbers.
    private func points(_ part: SteppedPart) -> JSONValue {
        let rows = run[part].rows
        let targets = (try? run[part].measure?())?.map { ($0.targets, $0.columns) }
        return [
            "count": JSONValue(run[part].count), "baseline": run[part].baseline.map { .number($0) } ?? .null,
            "rows": JSONValue(
                rows.enumerated().map { index, row in
                    let target = targets.map { Array($0.0[(index * $0.1)..<((index + 1) * $0.1)]) } ?? []
                    func coordinate(_ axis: PlaygroundPlane.Axis?) -> JSONValue {
                        axis?.values[row].map { .number($0) } ?? .null
                    }
                    return [
                        JSONValue(row), JSONValue(run.data.table.line(ofRow: row)), coordinate(run.plane?.x),
                        coordinate(run.plane?.y), .numbers(target),
                    ]
                }),
        ]
    }
}

extension PlaygroundSettings {
    /// The settings as the page sends them.
    var json: JSONValue {
        var json: JSONValue = [
            "rows": JSONValue(rows), "noise": JSONValue(noise), "sampleSeed": JSONValue(sampleSeed),
            "heldOut": JSONValue(heldOut), "axes": .texts(axes),
            "startsAsTutorial": JSONValue(startsAsTutorial),
            "options": JSONValue(JSONObject(options.map { ($0.name, JSONValue($0.value)) })),
        ]
        if let sample { json["sample"] = JSONValue(sample.rawValue) }
        if let target { json["target"] = JSONValue(target) }
        return json
    }
}
