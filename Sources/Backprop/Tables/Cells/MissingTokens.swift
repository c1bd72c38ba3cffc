/// The texts that stand for "no value".
struct MissingTokens: Sendable {
    private let tokens: [[UInt8]]
    /// For every first byte, the lengths that a token beginning with it may have, one bit each.
    let lengths: [UInt64]
    let includesEmpty: Bool
    /// Whether no token begins as a number may.
    let areNoNumbers: Bool

    init(_ texts: [String]) {
        tokens = texts.map { Array($0.utf8) }
        includesEmpty = tokens.contains([])
        areNoNumbers = !tokens.contains { token in token.contains(where: \.isDigit) }
        var lengths = [UInt64](repeating: 0, count: 256)
        for token in tokens where !token.isEmpty { lengths[Int(token[0])] |= Self.bit(token.count) }
        self.lengths = lengths
    }

    /// Whether a text without blanks around it is one of them.
    @inline(__always)
    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count > 0 else { return includesEmpty }
        guard lengths[Int(text[0])] & Self.bit(text.count) != 0 else { return false }
        return isToken(text)
    }

    @inline(never)
    private func isToken(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        tokens.contains { $0.elementsEqual(text) }
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}
