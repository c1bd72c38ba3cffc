/// The form that a portable model becomes, which decides what it can hold.
package enum PortableForm: Sendable {
    /// Source code, which takes rows of tables.
    case sourceCode
    /// A graph of operators, which takes rows of tables and images.
    case graph
    /// A pipeline of Core ML, which takes rows of tables and images.
    case pipeline

    /// The largest number of parameters.
    var parameterLimit: Int { self == .sourceCode ? 1 << 24 : 1 << 27 }
}

extension PortableModel {
    /// Translates a model.
    ///
    /// - Throws: ``ExportError`` that names the column or the layer that cannot be translated.
    package init(_ model: Model, as form: PortableForm = .sourceCode) throws(ExportError) {
        try Self.checkSize(model, form)
        if form == .pipeline { try model.checkPipeline() }
        var preprocessors: [Preprocessor] = []
        for member in model.members {
            if let preprocessor = try Self.preprocessor(of: member, form) {
                preprocessors.append(preprocessor)
            }
        }
        let columns = try Self.columns(preprocessors)
        var networks: [PortableNetwork] = []
        for member in model.members { networks.append(try PortableNetwork(member, columns)) }
        self.init(
            columns: columns, images: model.input.images, networks: networks, output: PortableOutput(model),
            threshold: PortableThreshold(model))
    }

    fileprivate static func checkSize(_ model: Model, _ form: PortableForm) throws(ExportError) {
        let count = model.members.reduce(0) { $0 + $1.layout.vectorCount }
        guard count <= form.parameterLimit else {
            throw .tooLarge(parameters: count, limit: form.parameterLimit)
        }
    }

    private static func preprocessor(
        of model: Model, _ form: PortableForm
    ) throws(ExportError) -> Preprocessor? {
        switch model.input {
        case .numbers: throw .trainedOnNumbers
        case .images:
            if form == .sourceCode { throw .trainedOnImages }
            return nil
        case .table(let preprocessor):
            if let column = preprocessor.earlierRowsColumn { throw .earlierRows(column: column) }
            if let column = preprocessor.columns.first(where: { $0.text != nil }) {
                throw .text(column: column.name)
            }
            return preprocessor
        }
    }

    /// Returns the columns that any network uses, in the order of the first that has them.
    private static func columns(_ preprocessors: [Preprocessor]) throws(ExportError) -> [PortableColumn] {
        var columns: [PortableColumn] = []
        var kinds: [String: PortableColumn.Kind] = [:]
        for column in preprocessors.flatMap(\.columns) where column.width > 0 {
            let known = kinds.updateValue(column.kind, forKey: column.name)
            if known == nil { columns.append(PortableColumn(name: column.name, kind: column.kind)) }
            if let known, known != column.kind { throw .kindsDiffer(column: column.name) }
        }
        return columns
    }
}

extension Preprocessor {
    /// The name of the first feature of earlier rows, or `nil` if there is none.
    fileprivate var earlierRowsColumn: String? {
        guard let past else { return nil }
        return columns.suffix(past.features.count).first { $0.width > 0 }?.name ?? columns.last?.name
    }
}

extension PreprocessorColumn {
    fileprivate var kind: PortableColumn.Kind {
        numeric != nil ? .number : dates != nil ? .date : .category
    }
}

extension PortableThreshold {
    fileprivate init?(_ model: Model) {
        guard let threshold = model.threshold,
            let index = model.input.classLabels.firstIndex(of: threshold.label)
        else { return nil }
        self.init(classIndex: index, probability: threshold.probability)
    }
}

extension PortableOutput {
    fileprivate init(_ model: Model) {
        if let targets = model.input.binaryTargets {
            self = .binary(targets: targets)
            return
        }
        guard model.input.task == .classification else {
            self = .numbers(targets: model.input.outputNames)
            return
        }
        self = .classes(
            labels: model.input.classLabels, hasProbabilities: model.network.givesProbabilities)
    }
}

extension PortableNetwork {
    /// Translates the network of a model alone, which takes numbers that are already prepared.
    ///
    /// - Throws: ``ExportError`` if a layer cannot be translated, or the model has several networks.
    package init(alone model: Model) throws(ExportError) {
        guard model.furtherMembers.isEmpty else { throw .severalNetworks(count: model.members.count) }
        try PortableModel.checkSize(model, .graph)
        try self.init(model, [])
    }

    fileprivate init(_ model: Model, _ columns: [PortableColumn]) throws(ExportError) {
        switch model.parameters {
        case .float32(let values): try self.init(model, values, columns)
        case .float64(let values): try self.init(model, values, columns)
        }
    }

    private init<S: Scalar>(
        _ model: Model, _ values: [S], _ columns: [PortableColumn]
    ) throws(ExportError) {
        let (network, folded) = model.network.foldingNormalization(values, layout: model.layout)
        guard let layout = try? ParameterLayout(network, input: model.inputShape),
            let shapes = try? network.shapes(for: model.inputShape)
        else { preconditionFailure("a model's network takes its own input") }
        var lowering = NetworkLowering(parameters: folded, inputCount: model.inputShape.count)
        var value = 0
        for (index, layer) in network.layers.enumerated() {
            let place = NetworkLowering<S>.Place(
                parameters: layout.layerOffsets[index], statistics: layout.statisticsOffsets[index],
                name: "layer_\(index + 1)", position: index + 1)
            value = try lowering.lower(layer, shapes[index], value, at: place)
        }
        precision = S.precision
        inputCount = model.inputShape.count
        encodings = model.preprocessor.map { PortableEncoding.list($0, columns) } ?? []
        refusesEmptyRows = encodings.count > 1
        (steps, tensors) = (lowering.steps, lowering.tensors)
        (valueCounts, outputValue) = (lowering.valueCounts, value)
        isBinary = model.input.targetEncoding == .binary
        let activation = model.network.outputActivation
        normalizes =
            model.input.targetEncoding == .oneHot && activation != .softmax
            && ClassScoring.givesProbabilities(activation)
        targetScales = model.preprocessor?.targetScales ?? []
    }
}

extension PortableEncoding {
    fileprivate static func list(
        _ preprocessor: Preprocessor, _ columns: [PortableColumn]
    ) -> [PortableEncoding] {
        var offset = 0
        let indices = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
        return preprocessor.columns.compactMap { column in
            guard let index = indices[column.name],
                let rule = Rule(column, preprocessor.settings)
            else { return nil }
            defer { offset += column.width }
            return PortableEncoding(column: index, offset: offset, rule: rule)
        }
    }
}

extension PortableEncoding.Rule {
    fileprivate init?(_ column: PreprocessorColumn, _ settings: PreprocessingSettings) {
        if let numbers = column.numeric {
            self = .number(numbers)
        } else if let dates = column.dates {
            self = .date(dates)
        } else if let categories = column.categories {
            self = .category(PortableCategories(categories, settings))
        } else {
            return nil
        }
    }
}

extension PortableCategories {
    fileprivate init(_ fitted: FittedCategories, _ settings: PreprocessingSettings) {
        let own = PortableCategoryList(fitted.labels, positions: Array(fitted.labels.indices))
        let others = PortableCategoryList(
            fitted.rareLabels, positions: fitted.rareLabels.map { _ in fitted.otherPosition })
        lists = fitted.rareLabels.isEmpty ? [own] : [own, others]
        missing = CategoryLookup(fitted).positionOfMissing(settings.categoricalImputation)
        unseen = settings.unseenCategories == .other && fitted.hasOther ? fitted.otherPosition : nil
        refusesUnseen = settings.unseenCategories == .refuse
        (width, hasIndicator, ordinalScale) = (fitted.width, fitted.hasIndicator, fitted.ordinalScale)
        mostFrequent = fitted.mostFrequent
    }
}

extension PortableCategoryList {
    fileprivate init(_ labels: [String], positions: [Int]) {
        (self.labels, self.positions) = (labels, positions)
        numbers = LabelVocabulary.numbers(of: labels)
    }
}
