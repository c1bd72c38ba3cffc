/// The changes made to images each time that training shows them, so that a network learns to ignore them.
///
/// Every change but noise, which is normal, is drawn from a uniform distribution, independently for each image and
/// epoch. It is a function of the run's seed, the epoch and the image's number. Images for measurements and predictions
/// are not changed.
///
/// As text: `shift 2, rotate 10, scale 0.1, flip horizontal, elastic 1, noise 0.05, cutout 8`.
public struct Augmentation: Hashable, Sendable {
    /// The maximum number of pixels that an image moves, in each direction.
    public var shift: Double
    /// The maximum number of degrees that it turns about its center.
    public var rotation: Double
    /// The largest share by which it grows or shrinks about its center.
    public var scale: Double
    /// The maximum number of pixels that any part moves by itself; parts near one another move together.
    public var elasticity: Double
    /// Whether half of the images are mirrored left to right.
    public var flipsHorizontally: Bool
    /// Whether half of the images are mirrored top to bottom.
    public var flipsVertically: Bool
    /// The standard deviation of the normal noise that is added to every scaled value.
    public var noise: Double
    /// The side in pixels of a square that is blackened, its center anywhere in the image.
    ///
    /// Source: T. DeVries, G. W. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017.
    public var cutout: Int

    /// Creates an augmentation. By default nothing is changed.
    public init(
        shift: Double = 0, rotation: Double = 0, scale: Double = 0, elasticity: Double = 0,
        flipsHorizontally: Bool = false, flipsVertically: Bool = false, noise: Double = 0, cutout: Int = 0
    ) {
        self.shift = shift
        self.rotation = rotation
        self.scale = scale
        self.elasticity = elasticity
        self.flipsHorizontally = flipsHorizontally
        self.flipsVertically = flipsVertically
        self.noise = noise
        self.cutout = cutout
    }
}

extension Augmentation {
    /// Reads the changes from text, separated by commas.
    ///
    /// - Throws: ``SettingError`` for the first that is not valid.
    public init(parsing text: String) throws(SettingError) {
        self.init()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 2 else {
                throw Self.invalid(
                    "augmentation", part.split(whereSeparator: \.isWhitespace).joined(separator: " "),
                    "a list such as \"shift 2, rotate 10, flip horizontal\"")
            }
            try take(words[0], words[1])
        }
    }

    private static let names = ["shift", "rotate", "scale", "elastic", "flip", "noise", "cutout"]

    private mutating func take(_ name: String, _ value: String) throws(SettingError) {
        switch name {
        case "shift": shift = try Self.number(name, value, maximum: 1000, "a number of pixels from 0 to 1000")
        case "rotate":
            rotation = try Self.number(name, value, maximum: 180, "a number of degrees from 0 to 180")
        case "scale": scale = try Self.number(name, value, maximum: 0.9, "a share from 0 to 0.9")
        case "elastic":
            elasticity = try Self.number(name, value, maximum: 1000, "a number of pixels from 0 to 1000")
        case "noise": noise = try Self.number(name, value, maximum: 1000, "a deviation from 0 to 1000")
        case "cutout":
            guard let side = Int(value), (0...1000).contains(side) else {
                throw Self.invalid(name, value, "a whole number of pixels from 0 to 1000")
            }
            cutout = side
        case "flip":
            guard ["horizontal", "vertical", "both"].contains(value) else {
                throw Self.invalid(name, value, "horizontal, vertical or both")
            }
            if value != "vertical" { flipsHorizontally = true }
            if value != "horizontal" { flipsVertically = true }
        default:
            throw Self.invalid("augmentation", name, "one of \(Self.names.joined(separator: ", "))")
        }
    }

    private static func number(
        _ name: String, _ text: String, maximum: Double, _ expected: String
    ) throws(SettingError) -> Double {
        guard let value = Double(text), value >= 0, value <= maximum else {
            throw invalid(name, text, expected)
        }
        return value
    }

    private static func invalid(_ name: String, _ found: String, _ expected: String) -> SettingError {
        SettingError(
            name: name == "augmentation" ? name : "augmentation's \(name)", found: "\"\(found)\"",
            expected: expected)
    }

    /// The changes as ``init(parsing:)`` reads them; empty if there are no changes.
    public var text: String {
        func number(_ value: Double) -> String {
            value == value.rounded() ? "\(Int(value))" : "\(value)"
        }
        var parts: [String] = []
        for (name, value) in [
            ("shift", shift), ("rotate", rotation), ("scale", scale), ("elastic", elasticity),
        ]
        where value > 0 { parts.append("\(name) \(number(value))") }
        switch (flipsHorizontally, flipsVertically) {
        case (true, true): parts.append("flip both")
        case (true, false): parts.append("flip horizontal")
        case (false, true): parts.append("flip vertical")
        case (false, false): break
        }
        if noise > 0 { parts.append("noise \(number(noise))") }
        if cutout > 0 { parts.append("cutout \(cutout)") }
        return parts.joined(separator: ", ")
    }
}

extension Augmentation: Codable {
    /// Reads the text form; one that is not valid is a decoding error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            if text.isEmpty { self.init() } else { try self.init(parsing: text) }
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
        }
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
