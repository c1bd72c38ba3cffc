/// The stages of a pipeline in Core ML, which are connected by the names of their features.
struct PipelineBuilder {
    private(set) var stages: [CoreMLModel] = []
    private(set) var names: [String] = []
    private var features: UniqueNames
    /// The name and the number of elements of each feature that is an array.
    private var sizes: [String: Int] = [:]

    /// Creates a pipeline without stages.
    ///
    /// - Parameter names: The names of inputs and outputs, which no other feature has.
    init(reserving names: some Sequence<String>) { features = UniqueNames(taken: names) }

    /// The version of the format that has all kinds of stages and layers in use: that of iOS 13 and macOS 10.15.
    static let version: Int32 = 4

    /// Adds a stage.
    mutating func add(
        _ title: String, _ kind: CoreMLModel.OneOf_Kind, inputs: [CoreMLFeature], outputs: [CoreMLFeature],
        _ describe: (inout CoreMLDescription) -> Void = { _ in }
    ) {
        names.append("\(stages.count + 1) \(title)")
        stages.append(
            .with {
                $0.specificationVersion = Self.version
                $0.description_p.input = inputs
                $0.description_p.output = outputs
                describe(&$0.description_p)
                $0.kind = kind
            })
    }

    /// Returns a feature that is an array, by a new name.
    mutating func array(_ title: String, count: Int) -> LayerValue {
        LayerValue(name: features.unique(title), sizes: [count])
    }
}

extension PipelineBuilder {
    /// Puts columns of numbers side by side.
    mutating func vectorize(_ columns: [String], _ title: String) -> LayerValue {
        let output = array(title, count: columns.count)
        let vectorizer = CoreMLFeatureVectorizer.with {
            $0.columns = columns.map { name in .with { ($0.name, $0.size) = (name, 1) } }
        }
        add(
            "side by side", .featureVectorizer(vectorizer), inputs: columns.map { .number($0) },
            outputs: [.array(output)])
        return output
    }

    /// Returns the elements of some indices, or the array itself if these are all.
    mutating func extract(_ input: LayerValue, _ indices: [Int], _ title: String) -> LayerValue {
        if indices == Array(0..<input.count) { return input }
        let extractor = CoreMLArrayFeatureExtractor.with { $0.indices = indices.map { UInt64($0) } }
        return transform("choice", .arrayFeatureExtractor(extractor), input, indices.count, title)
    }

    /// Returns an array with a number in place of each NaN.
    mutating func impute(_ input: LayerValue, _ replacements: [Double], _ title: String) -> LayerValue {
        let imputer = CoreMLImputer.with {
            $0.replacements.values = replacements
            $0.replaced = .nan
        }
        return transform("imputer", .imputer(imputer), input, input.count, title)
    }

    /// Returns (x − center) / scale for each element.
    mutating func scale(_ input: LayerValue, _ centers: [Double], _ scales: [Double], _ title: String)
        -> LayerValue
    {
        let scaler = CoreMLScaler.with {
            $0.shift = centers.map { -$0 }
            $0.scale = scales.map { 1 / $0 }
        }
        return transform("scaler", .scaler(scaler), input, input.count, title)
    }

    /// Returns zeros with a one at the position of a text.
    mutating func encode(_ column: String, _ texts: [String], refusesUnknown: Bool) -> LayerValue {
        let output = array("\(column) one-hot", count: texts.count)
        let encoder = CoreMLOneHotEncoder.with {
            $0.categories.values = texts
            $0.unknown = refusesUnknown ? .isAnError : .isZeros
        }
        add(
            "one-hot encoder of \(column)", .oneHotEncoder(encoder), inputs: [.text(column)],
            outputs: [.array(output)])
        return output
    }

    private mutating func transform(
        _ stage: String, _ kind: CoreMLModel.OneOf_Kind, _ input: LayerValue, _ count: Int, _ title: String
    ) -> LayerValue {
        let output = array(title, count: count)
        add(stage, kind, inputs: [.array(input)], outputs: [.array(output)])
        return output
    }
}

extension CoreMLFeature {
    /// Returns a feature that is a number.
    static func number(_ name: String, _ text: String = "") -> CoreMLFeature {
        CoreMLFeature(name, text, .number(.init()))
    }

    /// Returns a feature that is a text.
    static func text(_ name: String, _ text: String = "") -> CoreMLFeature {
        CoreMLFeature(name, text, .text(.init()))
    }

    /// Returns a feature that is an array.
    static func array(_ value: LayerValue, _ text: String = "", _ element: CoreMLArrayType.Element = .double)
        -> CoreMLFeature
    {
        let type = CoreMLArrayType.with {
            $0.shape = value.sizes.map { Int64($0) }
            $0.element = element
        }
        return CoreMLFeature(value.name, text, .array(type))
    }

    /// Returns a feature that holds a number for each of several texts.
    static func dictionary(_ name: String, _ text: String = "") -> CoreMLFeature {
        CoreMLFeature(name, text, .dictionary(.with { $0.textKeys = .init() }))
    }

    private init(_ name: String, _ text: String, _ kind: CoreMLFeatureType.OneOf_Kind) {
        self.init()
        self.name = name
        shortDescription = text
        type.kind = kind
    }
}
