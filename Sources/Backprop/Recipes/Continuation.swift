/// The model that a run continues, and the way it continues.
///
/// The network, the preprocessing, the target and the classes are those of the model. The optimizer begins without
/// memory, since model files do not contain its state.
public struct Continuation: Hashable, Sendable {
    /// The SHA-256 of the model's file, 64 hexadecimal digits.
    public var model: String

    /// Whether the preprocessing is fitted again, on the new rows. Their columns must give the same inputs.
    public var refits: Bool

    /// Whether a new layer replaces the last one, for the classes or numbers of the new rows.
    public var replacesLastLayer: Bool

    /// The share of the new rows that is not trained on. These rows show the scores before and after.
    public var heldOutShare: Double

    /// The default share of rows to hold out.
    public static let defaultHeldOutShare = 0.2

    /// Creates the description of a run that continues a model.
    ///
    /// - Parameters:
    ///   - model: The SHA-256 of the model's file.
    ///   - refits: Whether the preprocessing is fitted again.
    ///   - replacesLastLayer: Whether a new layer replaces the last one.
    ///   - heldOutShare: The share of the new rows that is not trained on.
    public init(
        of model: String, refits: Bool = false, replacesLastLayer: Bool = false,
        heldOutShare: Double = defaultHeldOutShare
    ) {
        self.model = model
        self.refits = refits
        self.replacesLastLayer = replacesLastLayer
        self.heldOutShare = heldOutShare
    }

    /// Whether the SHA-256 and the share are possible.
    var isValid: Bool {
        model.utf8.count == 64
            && model.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            && NumberRange.belowOne.contains(heldOutShare)
    }
}

extension Continuation: CustomStringConvertible {
    private static let (refit, newHead, holdOut) = ("refit", "new-head", "hold-out")

    /// Reads the SHA-256 of a model's file, and behind it any of `refit`, `new-head` and `hold-out` with a share.
    ///
    /// Returns `nil` for any other text.
    public init?(parsing text: String) {
        var parts = text.split(separator: ",").map { $0.split(separator: " ").map(String.init) }
        guard let first = parts.first, first.count == 1 else { return nil }
        self.init(of: first[0], heldOutShare: 0)
        parts.removeFirst()
        for part in parts {
            switch (part.first, part.count) {
            case (Self.refit, 1): refits = true
            case (Self.newHead, 1): replacesLastLayer = true
            case (Self.holdOut, 2):
                guard let share = NumberRange.belowOne.parse(part[1]) else { return nil }
                heldOutShare = share
            default: return nil
            }
        }
        guard isValid else { return nil }
    }

    /// The text that ``init(parsing:)`` reads.
    public var description: String {
        ([model] + (refits ? [Self.refit] : []) + (replacesLastLayer ? [Self.newHead] : [])
            + (heldOutShare > 0 ? ["\(Self.holdOut) \(heldOutShare)"] : [])).joined(separator: ", ")
    }
}

extension Continuation: Codable {
    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Continuation(parsing: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a continued model is named by the SHA-256 of its file")
        }
        self = value
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
