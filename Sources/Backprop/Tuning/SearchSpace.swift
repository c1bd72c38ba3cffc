/// The space of settings that a search draws from: named dimensions, each with its possible values.
///
/// Every dimension is a setting of a recipe, under its name in recipe files, such as `training.batch-size`. Hidden
/// layers have four dimensions in addition: `network.depth`, `network.width`, `network.activation` and
/// `network.dropout`.
public struct SearchSpace: Sendable {
    /// The dimensions, in the order in which they are drawn and applied.
    public var dimensions: [SearchDimension]

    /// Creates a space.
    public init(_ dimensions: [SearchDimension]) { self.dimensions = dimensions }

    /// Returns values for all dimensions; a dimension that depends on another one's value is drawn only for that value.
    ///
    /// Each trial has its own random numbers, so that a longer search begins with the trials of a shorter one. Source:
    /// Bergstra and Bengio, “Random search for hyper-parameter optimization”, JMLR 13 (2012).
    ///
    /// - Parameters:
    ///   - trial: The number of the trial, from 1.
    ///   - attempt: The number of earlier draws of this trial that repeated an earlier trial.
    ///   - seed: The seed of the random numbers.
    public func settings(ofTrial trial: Int, attempt: Int = 0, seed: UInt64) -> [TrialSetting] {
        let random = Philox(seed: seed, .search, step: trial, layer: attempt)
        var settings: [TrialSetting] = []
        for (index, dimension) in dimensions.enumerated() where dimension.applies(after: settings) {
            let value = dimension.values.value(at: random.unit(at: UInt64(index)))
            settings.append(TrialSetting(name: dimension.name, value: value, index: index))
        }
        return settings
    }

    /// The space as JSON, to compare it with another one.
    var json: JSONValue {
        JSONValue(
            dimensions.map { dimension in
                let condition = dimension.condition.map { " where \($0.name) is \($0.value)" } ?? ""
                return JSONValue("\(dimension.name)\(condition): \(dimension.values)")
            })
    }
}

/// A setting of which a search tries several values.
public struct SearchDimension: Sendable {
    /// The setting's name: `training.batch-size`.
    public let name: String

    /// The possible values.
    public let values: SearchValues

    /// The value of another dimension that this one depends on, or `nil` if it is always drawn.
    let condition: (name: String, value: SettingValue)?

    /// Applies a value to the options of a trial.
    let apply: @Sendable (SettingValue, inout TrialOptions) throws -> Void

    /// Creates a custom dimension.
    ///
    /// - Parameters:
    ///   - name: The name in leaderboards, journals and errors.
    ///   - values: The possible values.
    ///   - apply: Applies a value to the options of a trial.
    public init(
        _ name: String, _ values: SearchValues,
        apply: @escaping @Sendable (SettingValue, inout TrialOptions) throws -> Void
    ) {
        self.init(name, values, where: nil, apply: apply)
    }

    init(
        _ name: String, _ values: SearchValues, where condition: (name: String, value: SettingValue)?,
        apply: @escaping @Sendable (SettingValue, inout TrialOptions) throws -> Void
    ) {
        (self.name, self.values, self.condition, self.apply) = (name, values, condition, apply)
    }

    /// Returns whether the dimension is drawn if another one has that value.
    public func isDrawn(where name: String, is value: SettingValue) -> Bool {
        condition.map { $0.name == name && $0.value == value } ?? true
    }

    func applies(after settings: [TrialSetting]) -> Bool {
        guard let condition else { return true }
        return settings.contains { $0.name == condition.name && $0.value == condition.value }
    }
}

/// The value of a dimension in a trial.
public struct TrialSetting: Hashable, Sendable, CustomStringConvertible {
    /// The dimension's name.
    public let name: String

    /// The value.
    public let value: SettingValue

    /// The index of the dimension in the space.
    let index: Int

    /// The last part of the name, and the value: `batch-size 16`.
    public var description: String { "\(name.split(separator: ".").last ?? "") \(value)" }
}

/// A value of a setting.
public enum SettingValue: Hashable, Sendable, CustomStringConvertible {
    /// A number.
    case number(Double)
    /// A whole number.
    case whole(Int)
    /// A word, or another value in its text form.
    case text(String)

    /// The value in the notation of recipe files.
    public var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .whole(let number): "\(number)"
        case .text(let text): text
        }
    }

    /// The value as a number, if it is one.
    public var number: Double? {
        switch self {
        case .number(let number): number
        case .whole(let number): Double(number)
        case .text: nil
        }
    }
}
