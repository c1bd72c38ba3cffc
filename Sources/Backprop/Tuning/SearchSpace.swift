/// What a search for settings draws from: named dimensions, each with the values that it can have.
///
/// Every dimension is a setting of a recipe, under the name that it has in files of recipes, `training.batch-size`;
/// beside these there are the four that hidden layers are made of: `network.depth`, `network.width`,
/// `network.activation` and `network.dropout`.
public struct SearchSpace: Sendable {
    /// The dimensions, in the order in which they are drawn and applied.
    public var dimensions: [SearchDimension]

    /// Creates a space.
    public init(_ dimensions: [SearchDimension]) { self.dimensions = dimensions }

    /// Values for all dimensions, those that depend on another one's value only where it has that value.
    ///
    /// Each trial has random numbers of its own (Bergstra and Bengio, “Random search for hyper-parameter
    /// optimization”, JMLR 13 (2012)), so that more trials begin as fewer do.
    ///
    /// - Parameters:
    ///   - trial: The number of the trial, from 1.
    ///   - attempt: How often the trial was drawn before, where an earlier trial had all the same values.
    ///   - seed: Where the random numbers come from.
    public func settings(ofTrial trial: Int, attempt: Int = 0, seed: UInt64) -> [TrialSetting] {
        let random = Philox(seed: seed, .search, step: trial, layer: attempt)
        var settings: [TrialSetting] = []
        for (place, dimension) in dimensions.enumerated() where dimension.applies(after: settings) {
            let value = dimension.values.value(at: random.unit(at: UInt64(place)))
            settings.append(TrialSetting(name: dimension.name, value: value, place: place))
        }
        return settings
    }

    /// The space as JSON, to tell it from another one.
    var json: JSONValue {
        JSONValue(
            dimensions.map { dimension in
                let condition = dimension.condition.map { " where \($0.name) is \($0.value)" } ?? ""
                return JSONValue("\(dimension.name)\(condition): \(dimension.values)")
            })
    }
}

/// One of the settings that a search tries values of.
public struct SearchDimension: Sendable {
    /// The setting's name: `training.batch-size`.
    public let name: String

    /// What it can be.
    public let values: SearchValues

    /// The dimension that has to have a value for this one to be drawn.
    let condition: (name: String, value: SettingValue)?

    /// Puts a value into what is said about a run.
    let apply: @Sendable (SettingValue, inout TrialOptions) throws -> Void

    /// A dimension of your own.
    ///
    /// - Parameters:
    ///   - name: What it is called in leaderboards, journals and errors.
    ///   - values: What it can be.
    ///   - apply: Puts a value into what is said about a run.
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

    /// Whether the dimension is drawn where another one has that value.
    public func isDrawn(where name: String, is value: SettingValue) -> Bool {
        condition.map { $0.name == name && $0.value == value } ?? true
    }

    func applies(after settings: [TrialSetting]) -> Bool {
        guard let condition else { return true }
        return settings.contains { $0.name == condition.name && $0.value == condition.value }
    }
}

/// A value that a trial has for a dimension.
public struct TrialSetting: Hashable, Sendable, CustomStringConvertible {
    /// The dimension's name.
    public let name: String

    /// The value.
    public let value: SettingValue

    /// The dimension's place in the space.
    let place: Int

    /// The last part of the name, and the value: `batch-size 16`.
    public var description: String { "\(name.split(separator: ".").last ?? "") \(value)" }
}

/// A value of a setting.
public enum SettingValue: Hashable, Sendable, CustomStringConvertible {
    /// A number.
    case number(Double)
    /// A whole number.
    case whole(Int)
    /// A word, or whatever else is written as text.
    case text(String)

    /// The value as files of recipes have it.
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
