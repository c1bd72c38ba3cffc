extension ImportedNetwork {
    /// Reads the weights of a network from a safetensors file, such as a state dict of PyTorch.
    ///
    /// Tensors with the names of `torch.nn.Sequential`, such as `0.weight`, go by their names. Otherwise the tensors of
    /// one module, such as `fc1.weight` and `fc1.bias`, go to a layer that needs these tensors with these shapes. If there
    /// are several, they follow in the order of the names, in which `fc2` is before `fc10`. Types of floating-point
    /// elements are converted.
    ///
    /// - Throws: ``NetworkError`` if the layers do not take the shape, ``ImportError`` if a tensor does not fit, and
    ///   ``SafetensorsError`` if its elements are not floating-point numbers.
    public init(weights file: SafetensorsFile, network: Network, input: Shape) throws {
        let layout = try ParameterLayout(network, input: input)
        let needed = layout.tensors
        let found = file.tensors.filter { !$0.name.hasSuffix("num_batches_tracked") }
        let isNamed = Set(needed.map(\.name)) == Set(found.map(\.name))
        let sources =
            try isNamed
            ? WeightMatching.byName(needed, found, network)
            : WeightMatching(needed, found, network).sources()
        try self.init(network, input: input, tensors: try needed.map { try sources[$0.name]!.doubles() })
        self.sources = needed.map { ($0.name, sources[$0.name]!.name) }
    }
}

/// The search for the modules of a file that fit the layers of a network.
private struct WeightMatching {
    typealias Tensor = SafetensorsFile.Tensor
    typealias Entry = ParameterLayout.Entry

    let network: Network
    /// The tensors that each layer needs, by the module's name in the layout, in the order of layers.
    private let needed: [(module: String, entries: [Entry])]
    /// The tensors of each module of the file, in the natural order of names.
    private let found: [(module: String, tensors: [Tensor])]

    init(_ needed: [Entry], _ found: [Tensor], _ network: Network) {
        self.network = network
        self.needed = Self.grouped(needed, by: \.name).map { ($0, $1) }
        self.found = Self.grouped(found, by: \.name).sorted { NaturalOrder.precedes($0.0, $1.0) }.map {
            ($0, $1)
        }
    }

    /// Returns elements by the part of their names before the last period, in the order of the first of each.
    private static func grouped<Element>(
        _ elements: [Element], by name: (Element) -> String
    ) -> [(String, [Element])] {
        var groups: [(String, [Element])] = []
        var indices: [String: Int] = [:]
        for element in elements {
            let module = split(name(element)).module
            if let index = indices[module] {
                groups[index].1.append(element)
            } else {
                indices[module] = groups.count
                groups.append((module, [element]))
            }
        }
        return groups
    }

    private static func split(_ name: String) -> (module: String, tensor: String) {
        guard let period = name.lastIndex(of: ".") else { return ("", name) }
        return (String(name[..<period]), String(name[name.index(after: period)...]))
    }

    /// Returns the tensors that have the names of the layout, whose shapes must agree.
    static func byName(_ needed: [Entry], _ found: [Tensor], _ network: Network) throws -> [String: Tensor] {
        let tensors = Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
        for entry in needed { try check(entry, tensors[entry.name], network) }
        return tensors
    }

    private static func check(_ entry: Entry, _ tensor: Tensor?, _ network: Network) throws(ImportError) {
        let layer = network.layers[entry.layer].text
        guard let tensor else {
            throw .missingTensor(
                module: nil, tensor: split(entry.name).tensor, layer: layer, position: entry.layer + 1,
                expected: entry.fileShape)
        }
        guard tensor.shape == entry.fileShape else {
            throw .tensorShape(
                tensor: tensor.name, found: tensor.shape, layer: layer, position: entry.layer + 1,
                expected: entry.fileShape)
        }
    }

    /// Returns the tensor of the file for each name of the layout.
    func sources() throws(ImportError) -> [String: Tensor] {
        var waiting: [[String: [Int]]: [Int]] = [:]
        for (index, module) in found.enumerated() {
            let shapes = module.tensors.map { (Self.split($0.name).tensor, $0.shape) }
            waiting[Dictionary(shapes) { first, _ in first }, default: []].append(index)
        }
        var (sources, open): ([String: Tensor], [Int]) = ([:], [])
        var used: Set<Int> = []
        for (index, layer) in needed.enumerated() {
            let shapes = Dictionary(
                layer.entries.map { (Self.split($0.name).tensor, $0.fileShape) }
            ) { first, _ in first }
            guard let first = waiting[shapes]?.first else {
                open.append(index)
                continue
            }
            waiting[shapes]?.removeFirst()
            used.insert(first)
            take(found[first].tensors, for: layer.entries, into: &sources)
        }
        let rest = found.indices.filter { !used.contains($0) }
        if let index = open.first {
            throw mismatch(needed[index].entries, rest.first.map { found[$0] })
        }
        if let stray = rest.first.flatMap({ found[$0].tensors.first }) {
            throw .strayTensor(tensor: stray.name, shape: stray.shape)
        }
        return sources
    }

    private func take(_ tensors: [Tensor], for entries: [Entry], into sources: inout [String: Tensor]) {
        for entry in entries {
            let name = Self.split(entry.name).tensor
            sources[entry.name] = tensors.first { Self.split($0.name).tensor == name }
        }
    }

    /// Returns the first difference between a layer and the module that would be its own.
    private func mismatch(_ entries: [Entry], _ module: (module: String, tensors: [Tensor])?) -> ImportError {
        for entry in entries {
            let name = Self.split(entry.name).tensor
            let tensor = module?.tensors.first { Self.split($0.name).tensor == name }
            guard let tensor else {
                return .missingTensor(
                    module: module?.module, tensor: name, layer: network.layers[entry.layer].text,
                    position: entry.layer + 1, expected: entry.fileShape)
            }
            if tensor.shape != entry.fileShape {
                return .tensorShape(
                    tensor: tensor.name, found: tensor.shape, layer: network.layers[entry.layer].text,
                    position: entry.layer + 1, expected: entry.fileShape)
            }
        }
        let names = Set(entries.map { Self.split($0.name).tensor })
        let stray = module?.tensors.first { !names.contains(Self.split($0.name).tensor) }
        return .strayTensor(tensor: stray?.name ?? "", shape: stray?.shape ?? [])
    }
}

/// The order of names in which numbers inside of them count as numbers.
enum NaturalOrder {
    /// Whether a name comes before another: `fc2` before `fc10`.
    static func precedes(_ left: String, _ right: String) -> Bool {
        let (left, right) = (parts(left), parts(right))
        for (first, second) in zip(left, right) where first != second {
            if let first = Int(first), let second = Int(second), first != second { return first < second }
            return first < second
        }
        return left.count < right.count
    }

    /// Returns a name as digits and other characters in turn.
    private static func parts(_ name: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = name[...]
        while let first = rest.first {
            let isDigit = first.isASCII && first.isNumber
            let part = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
            parts.append(part)
            rest = rest[part.endIndex...]
        }
        return parts
    }
}
