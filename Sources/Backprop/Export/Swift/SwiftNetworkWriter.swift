/// The writer of one network in Swift.
struct SwiftNetworkWriter: SourceNetworkWriter {
    let network: PortableNetwork
    /// The number of the network, from 1.
    let index: Int
    let columns: [PortableColumn]
    /// The names of the columns' properties.
    let properties: [String]
    /// The type of a row.
    let type: String
    /// The functions that the network needs.
    var needed: Set<SourceFunctions.Reference> = []
    /// The constant tables of the network.
    private(set) var tables: [String] = []

    init(
        network: PortableNetwork, index: Int, columns: [PortableColumn], properties: [String], type: String
    ) {
        (self.network, self.index, self.columns) = (network, index, columns)
        (self.properties, self.type) = (properties, type)
    }

    var real: String { network.precision == .float32 ? "Float" : "Double" }

    /// Adds a constant, and returns its name.
    mutating func table(_ name: String, _ type: String, _ value: String) -> String {
        let name = "network\(index)_\(name)"
        tables.append("private static let \(name): \(type) = \(value)")
        return name
    }

    /// Adds constant numbers in double precision, and returns the name of their list.
    mutating func numbers(_ name: String, _ values: [Double]) -> String {
        needed.insert(SourceFunctions.Reference(name: "weights", precision: .float64))
        let decoder = SourceFunctions.name("weights", .float64)
        return table(name, "[Double]", Self.packed(values, .float64, decoder))
    }

    /// Returns the bits of numbers as one text, which compilers read faster than a list of numbers.
    private static func packed(_ values: [Double], _ precision: Precision, _ decoder: String) -> String {
        let size = precision == .float32 ? 8 : 16
        let perLine = 96 / size
        let lines = stride(from: 0, to: values.count, by: perLine).map { begin in
            values[begin..<min(begin + perLine, values.count)].map { value in
                let bits =
                    precision == .float32 ? UInt64(Float(value).bitPattern) : value.bitPattern
                let digits = String(bits, radix: 16)
                return String(repeating: "0", count: size - digits.count) + digits
            }.joined()
        }
        return "\(decoder)(\n    \"\"\"\n    \(lines.joined(separator: "\n    "))\n    \"\"\")"
    }

    /// Returns the address of a tensor within the network's numbers.
    func tensor(_ index: Int) -> String {
        let offset = network.tensors[..<index].reduce(0) { $0 + $1.values.count }
        return offset == 0 ? "w" : "w + \(offset)"
    }

    /// Returns the function that computes the outputs of a row.
    mutating func text() -> String {
        let plan = BufferPlan(network)
        var lines = emptyRowLines
        var offset = 0
        for (number, count) in plan.counts.enumerated() {
            lines.append("let v\(number) = memory.baseAddress!\(offset == 0 ? "" : " + \(offset)")")
            offset += count
        }
        for encoding in network.encodings { lines += self.lines(of: encoding) }
        for step in network.steps { lines += self.lines(of: step, plan) }
        lines += outputLines("v\(plan.buffers[network.outputValue])") + ["return 0"]
        let all = network.tensors.flatMap(\.values)
        let body: [String]
        if all.isEmpty {
            body = lines
        } else {
            let name = table("weights", "[\(real)]", Self.packed(all, network.precision, function("weights")))
            body =
                [
                    "return \(name).withUnsafeBufferPointer { weights -> Int in",
                    "    let w = weights.baseAddress!",
                ]
                + lines.map { "    " + $0 } + ["}"]
        }
        return """
            /// Network \(index): computes the outputs of a row. Returns 0, or a number for `check`.
            private static func network\(index)(_ row: \(type), _ outputs: inout [Double]) -> Int {
                withUnsafeTemporaryAllocation(of: \(real).self, capacity: \(offset)) { memory -> Int in
                    memory.initialize(repeating: 0)
            \(body.map { $0.isEmpty ? $0 : "        " + $0 }.joined(separator: "\n"))
                }
            }
            """
    }

    /// The test for a row without any value.
    private var emptyRowLines: [String] {
        mutating get {
            guard network.refusesEmptyRows else { return [] }
            let tests = network.encodings.map { encoding -> String in
                let property = "row.\(properties[encoding.column])"
                guard columns[encoding.column].kind == .category else { return "(\(property) ?? .nan).isNaN" }
                return "\(function("isBlank", isPrecise: false))(\(property) ?? \"\")"
            }
            return ["let isMissing: [Bool] = ["] + tests.map { "    \($0)," } + [
                "]", "if !isMissing.contains(false) { return -1 }",
            ]
        }
    }

    private mutating func outputLines(_ value: String) -> [String] {
        if network.isBinary {
            return ["outputs[0] = 1 - Double(\(value)[0])", "outputs[1] = Double(\(value)[0])"]
        }
        if network.targetScales.isEmpty {
            return [
                "for k in 0..<\(network.valueCounts[network.outputValue]) { outputs[k] = Double(\(value)[k]) }"
            ]
        }
        return network.targetScales.enumerated().map { index, scale in
            let number = SourceNumber.unscaled("Double(\(value)[\(index)])", scale)
            guard let logarithm = scale.logarithm else { return "outputs[\(index)] = \(number)" }
            let name = function("number_of_logarithm", isPrecise: false)
            let range = logarithm.range
            let arguments = [range.lowerBound, range.upperBound, logarithm.unit].map(SourceNumber.decimal)
            return
                "outputs[\(index)] = \(name)(\(number), \(arguments.joined(separator: ", ")), isSigned: \(logarithm.isSigned))"
        }
    }
}
