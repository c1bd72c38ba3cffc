@testable import Backprop
@testable import BackpropInterchange

/// ONNX files. The bytes are a file behind a byte that chooses the output and the shape of an example.
enum GraphInput {
    /// Imports a graph, and predicts rows. A model that is written and read again must predict the same.
    static func read(_ bytes: [UInt8]) throws {
        guard let bits = bytes.first else { return }
        let shape: [Int]? = [nil, nil, [8], [1, 4, 4]][Int(bits & 3)]
        let output = bits & 4 == 0 ? nil : ["label", "outputs", "probabilities"][Int(bits >> 3) % 3]
        let imported = try ONNXImport(Array(bytes.dropFirst()), output: output, shape: shape)
        guard imported.network.inputShape.count < 1 << 10 else { return }
        let model = try Model(imported.network, rows: imported.rows, source: "F")
        let names = model.preprocessor?.columns.dropLast().map(\.name) ?? []
        let row = names.indices.map { "\($0 % 5).25" }
        let text = [names, row].map { $0.joined(separator: ",") + "\n" }.joined()
        try ModelInputs.use(model, Array(text.utf8))
    }

    /// Returns files that the library writes: networks of layers of all kinds.
    static func seeds() throws -> [[UInt8]] {
        let origin = SourceOrigin(file: "m", bytes: [], program: "p 1")
        let models =
            try [
                "dense 3 gelu, batchnorm, dense 4 mish, layernorm, residual(dense 4 selu), dense 3 elu",
                "scaling, parametric silu, dense 3 leaky-relu, parallel(dense 2 softplus | dense 3 sigmoid)",
                "reshape 2x2x2, conv 4 2x2 relu padding same, depthwise 3 padding same, maxpool 2, globalavgpool",
            ].map { layers in
                try Model.fit(table, target: "kind", options: Seeds.options(layers))
            } + [Seeds.imageModel()]
        return try models.map { [0] + (try ONNXFile(networkOf: $0, origin: origin).bytes) }
            + [[0] + ONNXFile(models[3], origin: origin).bytes]
    }

    /// A table of eight numbers and a class.
    private static var table: Table {
        get throws {
            let lines = (0..<24).map { row in
                (0..<8).map { "\((row * 37 + $0 * 11) % 23).\(row % 7)" }.joined(separator: ",")
                    + (row % 3 == 0 ? ",up\n" : ",down\n")
            }
            return try Table(reading: Array(("a,b,c,d,e,f,g,h,kind\n" + lines.joined()).utf8), source: "T")
        }
    }
}
