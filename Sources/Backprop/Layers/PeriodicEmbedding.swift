/// An embedding of each number by learned waves and a small dense layer of its own, followed by the number itself.
///
/// Formula, for each of the first `numbers` inputs x, or for all, with k frequencies and d outputs:
///
///     h = cos(2π w x + b)      w, b: k
///     y = (V h + c, x)         V: d × k, c: d
///
/// Other inputs, such as those of categories, follow unchanged. Backward, with g the gradient of V h + c:
/// ∂L/∂c = Σ g, ∂L/∂V = Σ g hᵀ, a = −sin(2π w x + b) ⊙ Vᵀ g, ∂L/∂b = Σ a, ∂L/∂w = Σ 2π x a,
/// ∂L/∂x = ∂L/∂y_x + 2π wᵀ a. Initially w ~ N(0, deviation²), b ~ U(−π, π), and V, c ~ U(±1/√k).
///
/// Source: D. Holzmüller, L. Grinsztajn and I. Steinwart, "Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on
/// Tabular Data", NeurIPS 2024, section 3 ("PBLD"), after Y. Gorishniy, I. Rubachev and A. Babenko, "On Embeddings for
/// Numerical Features in Tabular Deep Learning", NeurIPS 2022, section 3.3.
public struct PeriodicEmbedding: Layer {
    /// The name in files and text.
    public static let typeName = "periodic"

    /// The number of inputs to embed, from the first on, or `nil` for all.
    public let numbers: Int?
    /// The number of waves of each input, k.
    public let frequencies: Int
    /// The number of outputs of each input's dense layer, d.
    public let outputs: Int
    /// The standard deviation of the initial frequencies.
    public let deviation: Double

    /// The largest counts in text and files.
    static let maximum = (numbers: 1 << 20, frequencies: 1024, outputs: 1024)

    /// Creates the layer.
    public init(numbers: Int? = nil, frequencies: Int = 16, outputs: Int = 3, deviation: Double = 0.1) {
        (self.numbers, self.frequencies, self.outputs) = (numbers, frequencies, outputs)
        self.deviation = deviation
        precondition(isValid, "counts are at least 1 and the deviation is above 0")
    }

    private var isValid: Bool {
        1...Self.maximum.numbers ~= numbers ?? 1 && 1...Self.maximum.frequencies ~= frequencies
            && 1...Self.maximum.outputs ~= outputs && deviation > 0 && deviation <= 1e6
    }

    private enum CodingKeys: String, CodingKey {
        case numbers, frequencies, outputs, deviation
    }

    /// Reads a layer; numbers out of range are a decoding error, never a trap.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        numbers = try container.decodeIfPresent(Int.self, forKey: .numbers)
        frequencies = try container.decode(Int.self, forKey: .frequencies)
        outputs = try container.decode(Int.self, forKey: .outputs)
        deviation = try container.decode(Double.self, forKey: .deviation)
        try DecodingError.require(
            isValid, forKey: CodingKeys.frequencies, in: container, "a periodic embedding has other numbers")
    }

    private func embedded(_ input: Shape) -> Int { min(numbers ?? input.count, input.count) }

    /// Returns `outputs` + 1 values for each embedded input, and one for each of the others.
    public func outputShape(for input: Shape) throws(NetworkError) -> Shape {
        guard input.rank == 1, input.count >= numbers ?? 1 else {
            throw .incompatibleShape(
                self, found: input, expected: "a flat row of at least \(numbers ?? 1) values")
        }
        return [input.count + embedded(input) * outputs]
    }

    /// Returns w as `frequency`, b as `phase`, V as `weight` and c as `bias`, each with the inputs outermost.
    public func parameters(for input: Shape) -> [ParameterDescription] {
        let (count, bound) = (embedded(input), 1 / Double(frequencies).squareRoot())
        func tensor(
            _ name: String, _ extents: [Int], _ initializer: any Initializer, isWeight: Bool = false
        ) -> ParameterDescription {
            ParameterDescription(
                name: name, extents: [count] + extents, initializer: initializer, fanIn: frequencies,
                fanOut: outputs, isWeight: isWeight)
        }
        return [
            tensor("frequency", [frequencies], .normal(standardDeviation: deviation)),
            tensor("phase", [frequencies], .uniform(-Double.pi..<Double.pi)),
            tensor("weight", [outputs, frequencies], .uniform(-bound..<bound), isWeight: true),
            tensor("bias", [outputs], .uniform(-bound..<bound)),
        ]
    }

    /// Returns the room for the cosines and sines of each row, and for one gradient of waves.
    public func scratchCount(for input: Shape, rows: Int) -> Int {
        (2 * rows * embedded(input) + 1) * frequencies
    }

    /// Computes the waves, which are kept, and their dense layers.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func forward<S: Scalar>(_ pass: ForwardPass<S>) {
        let (count, width) = (embedded(pass.inputShape), pass.inputShape.count)
        let tensors = PeriodicTensors(self, count: count, at: pass.parameters)
        for row in 0..<pass.rows {
            let input = pass.input + row * width
            let output = pass.output + row * pass.outputShape.count
            for number in 0..<count {
                let waves = pass.scratch + 2 * (row * count + number) * frequencies
                embed(input[number], tensors.of(number), waves, into: output + number * (outputs + 1))
            }
            (output + count * (outputs + 1)).update(from: input + count, count: width - count)
        }
    }

    /// Computes the gradients of the parameters, row by row, and ∂L/∂x.
    @specialized(where S == Float)
    @specialized(where S == Double)
    public func backward<S: Scalar>(_ pass: BackwardPass<S>) {
        let (count, width) = (embedded(pass.inputShape), pass.inputShape.count)
        let tensors = PeriodicTensors(self, count: count, at: pass.parameters)
        let gradients = PeriodicTensors(self, count: count, at: UnsafePointer(pass.parameterGradient))
        pass.parameterGradient.update(
            repeating: 0, count: count * (2 * frequencies + outputs * (frequencies + 1)))
        let ofWaves = pass.scratch + 2 * pass.rows * count * frequencies
        for row in 0..<pass.rows {
            let gradient = pass.outputGradient + row * pass.outputShape.count
            for number in 0..<count {
                let slope = differentiate(
                    pass.input[row * width + number], tensors.of(number), gradients.of(number),
                    UnsafePointer(pass.scratch + 2 * (row * count + number) * frequencies), ofWaves,
                    UnsafePointer(gradient + number * (outputs + 1)))
                pass.inputGradient?[row * width + number] = slope
            }
            guard let inputGradient = pass.inputGradient else { continue }
            (inputGradient + row * width + count).update(
                from: gradient + count * (outputs + 1), count: width - count)
        }
    }

    /// `periodic`, followed by the numbers that differ from the defaults.
    public var text: String {
        var words = [Self.typeName]
        if let numbers { words += ["first", "\(numbers)"] }
        if frequencies != 16 { words += ["frequencies", "\(frequencies)"] }
        if outputs != 3 { words += ["outputs", "\(outputs)"] }
        if deviation != 0.1 { words += ["deviation", "\(deviation)"] }
        return words.joined(separator: " ")
    }
}

extension PeriodicEmbedding: TextRepresentableLayer {
    static let keywords = ["first", "frequencies", "outputs", "deviation"]

    /// Reads the words after `periodic`: pairs of a keyword and a number, in this order.
    init(words: inout LayerTextParser) throws(NetworkError) {
        let maximum = Self.maximum
        let numbers =
            words.take("first")
            ? try words.positiveInteger("the number of embedded inputs", upTo: maximum.numbers) : nil
        let frequencies =
            words.take("frequencies")
            ? try words.positiveInteger("the number of frequencies", upTo: maximum.frequencies) : 16
        let outputs =
            words.take("outputs")
            ? try words.positiveInteger("the number of outputs", upTo: maximum.outputs) : 3
        let deviation = words.take("deviation") ? try words.number("the deviation", in: 1e-6...1e6) : 0.1
        self.init(numbers: numbers, frequencies: frequencies, outputs: outputs, deviation: deviation)
    }
}
