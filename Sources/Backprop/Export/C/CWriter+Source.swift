extension CWriter {
    /// The text of the source file.
    var source: String {
        let fields = fields
        let networks = WrittenNetworks(model.networks) { network, index in
            CNetworkWriter(
                network: network, index: index, columns: model.columns, fields: fields, row: prefix + "_row")
        }
        let functions = CFunctions.all.texts(of: networks.needed)
        return """
            \(beginning("The prediction of a model for one row, in C99."))
            #include <float.h>
            #include <math.h>
            #include <stddef.h>
            #include <stdint.h>

            #include \(SourceText.include(headerName))

            /* The bits of a prediction need every operation as it is written. */
            #if defined(__FAST_MATH__)
            #error "Compile this file without -ffast-math."
            #endif
            #if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16 /* half precision is not used */
            #error "Compile this file for a processor without extended precision, such as with -msse2 -mfpmath=sse."
            #endif
            #if defined(__clang__) || defined(_MSC_VER)
            #pragma STDC FP_CONTRACT OFF
            #elif defined(__GNUC__)
            #pragma GCC optimize("fp-contract=off")
            #endif

            \((functions + networks.tables + networks.texts + [predictFunction]).joined(separator: "\n\n"))

            """
    }

    private var predictFunction: String {
        let count = model.output.count
        let isAverage = model.networks.count > 1
        var lines = ["double outputs[\(count)]\(isAverage ? ", mean[\(count)] = {0}" : "");", "int status;"]
        for (index, network) in model.networks.enumerated() {
            lines += [
                "status = network_\(index + 1)(row, outputs);", "if (status != 0)", "    return status;",
            ]
            if isAverage {
                lines +=
                    normalization(network) + [
                        "for (int k = 0; k < \(count); k++)", "    mean[k] += outputs[k];",
                    ]
            }
        }
        if isAverage {
            lines += [
                "for (int k = 0; k < \(count); k++)", "    outputs[k] = mean[k] / \(model.networks.count);",
            ]
        }
        lines += result(isAverage: isAverage) + ["return 0;"]
        return """
            \(classes)int \(prefix)_predict(const \(prefix)_row *row, \(prefix)_prediction *prediction)
            {
            \(lines.map { "    " + $0 }.joined(separator: "\n"))
            }
            """
    }

    private var classes: String {
        guard case .classes(let labels, _) = model.output else { return "" }
        let list = SourceNumber.lines(labels.map(SourceText.c), indent: 4)
        return "const char *const \(prefix)_classes[\(labels.count)] = {\n\(list)};\n\n"
    }

    /// The lines that divide outputs by their sum.
    private func normalization(_ network: PortableNetwork) -> [String] {
        guard case .classes(let labels, _) = model.output, network.normalizes else { return [] }
        return [
            "{", "    double sum = 0;", "    for (int k = 0; k < \(labels.count); k++)",
            "        sum += outputs[k];",
            "    for (int k = 0; k < \(labels.count); k++)",
            "        outputs[k] = sum > 0 ? outputs[k] / sum : 1.0 / \(labels.count);", "}",
        ]
    }

    private func decision(_ threshold: PortableThreshold) -> String {
        let index = threshold.classIndex
        let probability = SourceNumber.c(threshold.probability, .float64)
        return "prediction->class_index = outputs[\(index)] >= \(probability) ? \(index) : \(1 - index);"
    }

    private func mostProbable(_ count: Int) -> [String] {
        [
            "prediction->class_index = 0;", "for (int k = 1; k < \(count); k++)",
            "    if (outputs[k] > outputs[prediction->class_index])",
            "        prediction->class_index = k;",
        ]
    }

    private func result(isAverage: Bool) -> [String] {
        switch model.output {
        case .binary(let targets): return binaryLines(targets)
        case .numbers:
            return targetFields.enumerated().map { "prediction->\($1) = outputs[\($0)];" }
        case .classes(let labels, let hasProbabilities):
            let field = hasProbabilities ? "probabilities" : "scores"
            let shares = isAverage ? [] : normalization(model.networks[0])
            // The order of classes is that before the division by their sum; a threshold is one of the shares.
            let decision =
                model.threshold.map { shares + [self.decision($0)] }
                ?? mostProbable(labels.count) + shares
            return decision + [
                "for (int k = 0; k < \(labels.count); k++)", "    prediction->\(field)[k] = outputs[k];",
            ]
        }
    }
}

extension SourceText {
    /// Returns the name of a header for an `#include`.
    fileprivate static func include(_ name: String) -> String { "\"\(name)\"" }
}
