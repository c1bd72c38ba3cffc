extension Recipe: Codable, Equatable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case columns, preprocessing, targetEncoding, network, loss, optimizer, selection
        case schedule, initializer, epochs, batchSize, shards, shuffles, regularization, stopping,
            temperature, members, seed, precision, augmentation, time, frozenLayers,
            continuation
    }

    /// The names that properties had before.
    private enum FormerCodingKeys: CodingKey {
        case weightDecaySearch
    }

    /// Reads a complete recipe; one that no run could follow is a decoding error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            network: try container.decode(Network.self, forKey: .network),
            loss: try container.decode(AnyCodableLoss.self, forKey: .loss).loss,
            optimizer: try container.decode(AnyCodableOptimizer.self, forKey: .optimizer).optimizer,
            selection: try container.decodeIfPresent(NestedModelSelection.self, forKey: .selection)
                ?? decoder.container(keyedBy: FormerCodingKeys.self)
                .decodeIfPresent(NestedModelSelection.self, forKey: .weightDecaySearch),
            schedule: try container.decode(Schedule.self, forKey: .schedule),
            initializer: try container.decodeIfPresent(AnyCodableInitializer.self, forKey: .initializer)?
                .initializer,
            epochs: try container.decode(Int.self, forKey: .epochs),
            batchSize: try container.decode(BatchSize.self, forKey: .batchSize),
            shards: try container.decodeIfPresent(Int.self, forKey: .shards) ?? 1,
            shuffles: try container.decode(Bool.self, forKey: .shuffles),
            regularization: try container.decodeIfPresent(Regularization.self, forKey: .regularization)
                ?? .none,
            stopping: try container.decode(Stopping.self, forKey: .stopping),
            temperature: try container.decodeIfPresent(Double.self, forKey: .temperature),
            members: try container.decodeIfPresent(Int.self, forKey: .members) ?? 1,
            seed: try container.decode(UInt64.self, forKey: .seed),
            precision: try container.decode(Precision.self, forKey: .precision),
            columns: try container.decode(ColumnSelection.self, forKey: .columns),
            preprocessing: try container.decode(PreprocessingSettings.self, forKey: .preprocessing),
            targetEncoding: try container.decode(TargetEncoding.self, forKey: .targetEncoding),
            augmentation: try container.decodeIfPresent(Augmentation.self, forKey: .augmentation),
            time: try container.decodeIfPresent(TimeOrder.self, forKey: .time) ?? TimeOrder(),
            frozenLayers: try container.decodeIfPresent(FrozenLayers.self, forKey: .frozenLayers),
            continuation: try container.decodeIfPresent(Continuation.self, forKey: .continuation))
        do {
            try validate()
        } catch {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
        }
    }

    /// Writes every part, nothing left to a default.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(columns, forKey: .columns)
        try container.encode(preprocessing, forKey: .preprocessing)
        try container.encode(targetEncoding, forKey: .targetEncoding)
        try container.encode(network, forKey: .network)
        try container.encode(AnyCodableLoss(loss), forKey: .loss)
        try container.encode(AnyCodableOptimizer(optimizer), forKey: .optimizer)
        try container.encodeIfPresent(selection, forKey: .selection)
        try container.encode(schedule, forKey: .schedule)
        try container.encodeIfPresent(initializer.map(AnyCodableInitializer.init), forKey: .initializer)
        try container.encode(epochs, forKey: .epochs)
        try container.encode(batchSize, forKey: .batchSize)
        if shards != 1 { try container.encode(shards, forKey: .shards) }
        try container.encode(shuffles, forKey: .shuffles)
        try container.encode(regularization, forKey: .regularization)
        try container.encode(stopping, forKey: .stopping)
        try container.encodeIfPresent(temperature, forKey: .temperature)
        if members != 1 { try container.encode(members, forKey: .members) }
        try container.encode(seed, forKey: .seed)
        try container.encode(precision, forKey: .precision)
        try container.encodeIfPresent(augmentation, forKey: .augmentation)
        if time.isUsed { try container.encode(time, forKey: .time) }
        try container.encodeIfPresent(frozenLayers, forKey: .frozenLayers)
        try container.encodeIfPresent(continuation, forKey: .continuation)
    }

    /// Returns whether both recipes decide the same run.
    public static func == (left: Recipe, right: Recipe) -> Bool {
        left.network == right.network && left.loss.isEqual(to: right.loss)
            && left.optimizer.isEqual(to: right.optimizer)
            && left.selection == right.selection && left.schedule == right.schedule
            && left.initializer.map(AnyCodableInitializer.init)
                == right.initializer.map(AnyCodableInitializer.init)
            && left.epochs == right.epochs && left.batchSize == right.batchSize
            && left.shards == right.shards && left.shuffles == right.shuffles
            && left.regularization == right.regularization
            && left.stopping == right.stopping && left.temperature == right.temperature
            && left.members == right.members && left.seed == right.seed && left.precision == right.precision
            && left.columns == right.columns && left.preprocessing == right.preprocessing
            && left.targetEncoding == right.targetEncoding && left.augmentation == right.augmentation
            && left.time == right.time && left.frozenLayers == right.frozenLayers
            && left.continuation == right.continuation
    }
}
