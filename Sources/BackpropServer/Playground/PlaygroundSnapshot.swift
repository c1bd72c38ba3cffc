import Backprop

/// The state of a run as JSON, after an update.
struct PlaygroundSnapshot {
    let run: PlaygroundRun
    private let training: RowMeasurement?
    private let validation: RowMeasurement?

    init(_ run: PlaygroundRun) throws {
        self.run = run
        training = try run[.training].measure?()
        validation = try run[.validation].measure?()
    }

    /// The largest number of points of a loss curve.
    private static let historyLimit = 400
    /// The largest number of wrong rows that are listed.
    private static let wrongLimit = 30

    var json: JSONValue {
        let state = run.run.state
        return [
            "epoch": JSONValue(state.epoch), "step": JSONValue(state.step), "batch": JSONValue(state.batch),
            "rate": JSONValue(state.learningRate), "isOver": JSONValue(run.run.isOver),
            "best": state.best.map { JSONValue($0.epoch) } ?? .null,
            "failure": run.run.failure.map { JSONValue(sentence($0)) } ?? .null,
            "history": JSONValue(history), "loss": numbers { $0.loss }, "scores": scores,
            "confusion": confusion, "layers": JSONValue(layers), "maps": JSONValue(maps),
            "wrong": wrong,
        ]
    }

    private func sentence(_ error: TrainingError) -> String {
        "Diverged at step \(run.run.state.step + 1): \(error.description)."
    }

    private func numbers(_ value: (RowMeasurement) -> Double?) -> JSONValue {
        func json(_ part: RowMeasurement?) -> JSONValue { part.flatMap(value).map { .number($0) } ?? .null }
        return ["training": json(training), "validation": json(validation)]
    }

    private var history: [JSONValue] {
        let all = run.run.history
        let step = max(1, (all.count + Self.historyLimit - 1) / Self.historyLimit)
        return all.enumerated().filter { $0.offset % step == 0 || $0.offset == all.count - 1 }.map { entry in
            let report = entry.element
            return [
                JSONValue(report.epoch), .number(report.loss),
                report.validationLoss.map { .number($0) } ?? .null,
            ]
        }
    }

    /// The accuracy of classes, or the root mean squared error in the units of the file.
    private var scores: JSONValue {
        numbers { part in
            switch part.evaluation {
            case .classification(let evaluation): evaluation.accuracy
            case .regression(let evaluation): evaluation.overall.metrics.first { $0.metric == .rmse }?.value
            default: nil
            }
        }
    }

    /// The confusion matrix of the held-out rows, or of the training rows if none are held out.
    private var confusion: JSONValue {
        guard case .classification(let evaluation)? = (validation ?? training)?.evaluation else {
            return .null
        }
        return [
            "counts": .numbers(evaluation.confusionMatrix.counts), "isHeldOut": JSONValue(validation != nil),
        ]
    }
}

/// The layers and their pictures.
extension PlaygroundSnapshot {
    private var layers: [JSONValue] {
        let outputs = run.rowOutputs
        let parameters = run.run.parameters
        let gradients = run.run.state.step > 0 ? run.run.gradients : nil
        let earlier = run.run.earlierParameters
        return run.run.recipe.network.layers.indices.map { index in
            let entries = run.run.layout.entries.filter { $0.layer == index }
            func size(_ values: [Double]?, minus others: [Double]? = nil) -> JSONValue {
                guard let values, !entries.isEmpty else { return .null }
                return .number(Self.size(entries.flatMap(\.range), of: values, minus: others))
            }
            var json: JSONValue = [
                "gradient": size(gradients),
                "update": earlier == nil ? .null : size(parameters, minus: earlier),
                "weight": size(parameters),
                "dead": JSONValue(deadUnits(index, outputs).map { JSONValue($0) }),
            ]
            if run.isDrawn {
                json["tensors"] = JSONValue(
                    entries.map { entry in
                        [
                            "name": JSONValue(entry.name),
                            "shape": JSONValue(entry.parameter.extents.map { JSONValue($0) }),
                            "values": .numbers(Array(parameters[entry.range])),
                        ]
                    })
            }
            return json
        }
    }

    /// Returns the root of the mean square of values, or of differences.
    private static func size(_ range: [Int], of values: [Double], minus others: [Double]?) -> Double {
        let sum = range.reduce(0.0) { sum, index in
            let value = values[index] - (others?[index] ?? 0)
            return sum + value * value
        }
        return (sum / Double(max(1, range.count))).squareRoot()
    }

    /// Returns the units of a hidden layer whose output is the same for all training rows shown.
    private func deadUnits(_ layer: Int, _ outputs: [[Double]]) -> [Int] {
        let rows = run[.training].rows.count
        guard layer < outputs.count - 1, rows > 1 else { return [] }
        let width = outputs[layer].count / rows
        return (0..<width).filter { unit in
            let first = outputs[layer][unit]
            return (1..<rows).allSatisfy { outputs[layer][$0 * width + unit] == first }
        }
    }

    /// The outputs of each unit over the plane: one byte a point, from the least to the largest value.
    private var maps: [JSONValue] {
        guard let outputs = run.gridOutputs else { return [] }
        let points = PlaygroundPlane.side * PlaygroundPlane.side
        return outputs.map { values in
            let width = values.count / points
            return JSONValue(
                (0..<width).map { unit in
                    let map = HeatMap(values, unit: unit, of: width)
                    return [.number(map.least), .number(map.largest), JSONValue(Base64.text(map.bytes))]
                })
        }
    }
}

/// The rows that are predicted wrongly.
extension PlaygroundSnapshot {
    private var wrong: JSONValue {
        let isRegression = run.schema.task == .regression
        var all: [(row: Int, error: Double, part: SteppedPart, output: [Double], target: [Double])] = []
        for (part, measurement) in [(SteppedPart.training, training), (.validation, validation)] {
            guard let measurement else { continue }
            let width = measurement.columns
            for (index, row) in run[part].rows.enumerated()
            where (index + 1) * width <= measurement.outputs.count {
                let output = Array(measurement.outputs[(index * width)..<((index + 1) * width)])
                let target = Array(measurement.targets[(index * width)..<((index + 1) * width)])
                let error = zip(output, target).reduce(0) { $0 + abs($1.0 - $1.1) }
                if isRegression || Self.isWrong(output, target) {
                    all.append((row, error, part, output, target))
                }
            }
        }
        let worst = all.sorted { $0.error > $1.error }.prefix(Self.wrongLimit)
        return [
            "count": JSONValue(all.count),
            "rows": JSONValue(
                worst.map { item in
                    [
                        "row": JSONValue(item.row), "part": JSONValue(item.part.rawValue),
                        "output": .numbers(item.output), "target": .numbers(item.target),
                    ]
                }),
        ]
    }

    private static func isWrong(_ output: [Double], _ target: [Double]) -> Bool {
        func label(_ values: [Double]) -> Int {
            values.count == 1
                ? (values[0] > 0.5 ? 1 : 0) : values.indices.max { values[$0] < values[$1] } ?? 0
        }
        return label(output) != label(target)
    }
}

/// The outputs of one unit over the plane as bytes.
private struct HeatMap {
    let least: Double
    let largest: Double
    let bytes: [UInt8]

    init(_ values: [Double], unit: Int, of width: Int) {
        let own = stride(from: unit, to: values.count, by: width).map { values[$0].isFinite ? values[$0] : 0 }
        let (least, largest) = (own.min() ?? 0, own.max() ?? 0)
        let scale = largest > least ? 255 / (largest - least) : 0
        (self.least, self.largest) = (least, largest)
        bytes = own.map { UInt8(min(255, max(0, (($0 - least) * scale).rounded()))) }
    }
}

extension JSONValue {
    /// A number, or null if it is not finite.
    static func number(_ value: Double) -> JSONValue { value.isFinite ? JSONValue(value) : .null }

    static func numbers(_ values: [Double]) -> JSONValue { JSONValue(values.map { .number($0) }) }

    static func texts(_ values: [String]) -> JSONValue { JSONValue(values.map { JSONValue($0) }) }
}
