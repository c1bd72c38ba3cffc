import Backprop

/// Predictions as tensors: `prediction`, and `probabilities` if the model gives them.
struct PredictionTensors: Sendable {
    /// The values of a tensor, in row-major order.
    enum Values: Sendable {
        case texts([String])
        case numbers([Double])
    }

    /// A tensor.
    struct Tensor: Sendable {
        let name: String
        /// The number of values of a row.
        let width: Int
        let values: Values
    }

    let rowCount: Int
    let tensors: [Tensor]

    /// - Parameter predictions: The predictions, or `nil` for no rows.
    init(_ predictions: Predictions?) {
        guard let predictions else {
            (rowCount, tensors) = (0, [])
            return
        }
        rowCount = predictions.rowCount
        switch predictions.content {
        case .classes(let classes, let labels, let probabilities):
            let texts = Tensor(name: "prediction", width: 1, values: .texts(classes.map { labels[$0] }))
            tensors =
                [texts]
                + (probabilities.map {
                    [Tensor(name: "probabilities", width: labels.count, values: .numbers($0))]
                } ?? [])
        case .values(let values, let targets):
            tensors = [Tensor(name: "prediction", width: targets.count, values: .numbers(values))]
        case .multiLabel(let probabilities, let targets):
            let texts = (0..<predictions.rowCount).flatMap { predictions.texts(ofRow: $0) }
            tensors = [
                Tensor(name: "prediction", width: targets.count, values: .texts(texts)),
                Tensor(name: "probabilities", width: targets.count, values: .numbers(probabilities)),
            ]
        }
    }
}

extension PredictionTensors.Tensor {
    /// The type in the Open Inference Protocol.
    var dataType: String {
        switch values {
        case .texts: "BYTES"
        case .numbers: "FP64"
        }
    }

    /// The values as a list in JSON.
    var json: JSONValue {
        switch values {
        case .texts(let texts): JSONValue(texts.map { JSONValue($0) })
        case .numbers(let numbers): JSONValue(numbers.map { JSONValue($0) })
        }
    }

    /// The values in binary form: little-endian numbers, or texts with their length before them.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        switch values {
        case .texts(let texts):
            for text in texts {
                withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { bytes += $0 }
                bytes += text.utf8
            }
        case .numbers(let numbers):
            for number in numbers {
                withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes += $0 }
            }
        }
        return bytes
    }
}

extension PredictionTensors {
    /// The predictions as MLflow returns them: values for one target, or lists for several.
    var scores: JSONValue {
        guard let tensor = tensors.first else { return [] }
        let values = tensor.json.array ?? []
        if tensor.width == 1 { return JSONValue(values) }
        return JSONValue(
            (0..<rowCount).map { row in
                JSONValue(Array(values[(row * tensor.width)..<((row + 1) * tensor.width)]))
            })
    }
}
