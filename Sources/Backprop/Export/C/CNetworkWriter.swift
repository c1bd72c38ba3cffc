/// The writer of one network in C.
struct CNetworkWriter: SourceNetworkWriter {
    let network: PortableNetwork
    /// The number of the network, from 1.
    let index: Int
    let columns: [PortableColumn]
    /// The names of the columns.
    let fields: [String]
    /// The type of a row.
    let row: String
    /// The functions that the network needs.
    var needed: Set<SourceFunctions.Reference> = []
    /// The constant tables of the network.
    private(set) var tables: [String] = []

    init(network: PortableNetwork, index: Int, columns: [PortableColumn], fields: [String], row: String) {
        (self.network, self.index, self.columns) = (network, index, columns)
        (self.fields, self.row) = (fields, row)
    }

    var real: String { network.precision == .float32 ? "float" : "double" }

    /// Adds a constant table, and returns its name.
    mutating func table(_ name: String, _ type: String, _ elements: [String]) -> String {
        let name = "network_\(index)_\(name)"
        tables.append(
            "static const \(type) \(name)[\(elements.count)] = {\n\(SourceNumber.lines(elements, indent: 4))};"
        )
        return name
    }

    func tensor(_ index: Int) -> String {
        let tensor = network.tensors[index]
        return "network_\(self.index)_\(tensor.name)"
    }

    /// Returns the function that computes the outputs of a row.
    mutating func text() -> String {
        for tensor in network.tensors {
            _ = table(tensor.name, real, tensor.values.map { SourceNumber.c($0, network.precision) })
        }
        let plan = BufferPlan(network)
        var lines = plan.counts.enumerated().map { index, count in
            "\(real) v\(index)[\(count)]\(index == 0 ? " = {0}" : "");"
        }
        lines += emptyRowLines
        for encoding in network.encodings { lines += self.lines(of: encoding) }
        for step in network.steps { lines += self.lines(of: step, plan) }
        lines += outputLines("v\(plan.buffers[network.outputValue])") + ["return 0;"]
        return """
            /* Network \(index). */
            static int network_\(index)(const \(row) *row, double *outputs)
            {
            \(lines.map { $0.isEmpty ? $0 : "    " + $0 }.joined(separator: "\n"))
            }
            """
    }

    /// The test for a row without any value.
    private var emptyRowLines: [String] {
        mutating get {
            guard network.refusesEmptyRows else { return [] }
            let tests = network.encodings.map { encoding -> String in
                let field = "row->\(fields[encoding.column])"
                guard columns[encoding.column].kind == .category else { return "\(field) != \(field)" }
                return "(\(field) == NULL || \(function("is_blank", isPrecise: false))(\(field)))"
            }
            return ["if (\(tests.joined(separator: "\n        && ")))", "    return -1;"]
        }
    }

    private mutating func outputLines(_ value: String) -> [String] {
        if network.isBinary {
            return ["outputs[0] = 1 - (double)\(value)[0];", "outputs[1] = (double)\(value)[0];"]
        }
        if network.targetScales.isEmpty {
            let count = network.valueCounts[network.outputValue]
            return ["for (int k = 0; k < \(count); k++)", "    outputs[k] = (double)\(value)[k];"]
        }
        return network.targetScales.enumerated().map { index, scale in
            let number = SourceNumber.unscaled("(double)\(value)[\(index)]", scale)
            guard let logarithm = scale.logarithm else { return "outputs[\(index)] = \(number);" }
            let name = function("number_of_logarithm", isPrecise: false)
            let range = logarithm.range
            let arguments = [range.lowerBound, range.upperBound, logarithm.unit].map(SourceNumber.decimal)
            return
                "outputs[\(index)] = \(name)(\(number), \(arguments.joined(separator: ", ")), \(logarithm.isSigned ? 1 : 0));"
        }
    }
}

extension SourceNumber {
    /// Returns the expression of a number that was centered and divided.
    static func unscaled(_ value: String, _ scale: FittedScale) -> String {
        "\(value) * \(operand(scale.scale)) + \(operand(scale.center))"
    }

    /// Returns a number as an operand: a negative one in parentheses.
    static func operand(_ value: Double) -> String {
        value.sign == .minus ? "(\(decimal(value)))" : decimal(value)
    }
}
