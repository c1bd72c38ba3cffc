/// A rule for the initial values of one parameter: a value that holds its hyperparameters.
///
/// Value i of a parameter depends on (seed, stream, i) and on the two fans alone. It is equal on every machine and for
/// every number of values. All rules compute in Double; training in another scalar type rounds the result.
///
/// The *fans* of a parameter are the numbers of values that enter and leave its unit. For dense weights [out, in],
/// `fanIn` is in and `fanOut` is out. For a convolution, both are multiplied by the number of positions of its
/// kernel.
///
/// A rule from outside the library conforms to this protocol; to decode it, see ``AnyCodableInitializer``.
public protocol Initializer: Codable, Sendable, Equatable, CustomStringConvertible {
    /// The rule's name in model files, in camel case: `glorotUniform`.
    static var typeName: String { get }

    /// Writes the initial values of a parameter.
    ///
    /// - Parameters:
    ///   - values: the destination; may be empty.
    ///   - fanIn: the number of values that enter a unit, at least 1.
    ///   - fanOut: the number of values that leave it, at least 1.
    ///   - seed: the seed of the run.
    ///   - stream: the parameter's stream, as numbered by ``RandomStream/initialization``.
    func fill(
        _ values: UnsafeMutableBufferPointer<Double>, fanIn: Int, fanOut: Int, seed: UInt64, stream: UInt64)
}

extension Initializer {
    /// The rule's name in text and on the command line: its type name in kebab case, `glorot-uniform`.
    public static var textName: String {
        typeName.reduce(into: "") { text, letter in
            text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
        }
    }

    /// The rule as ``Initializers/named(_:)`` reads it.
    public var description: String { Self.textName }

    /// Returns `count` values in a new array; see ``fill(_:fanIn:fanOut:seed:stream:)``.
    public func values(count: Int, fanIn: Int, fanOut: Int, seed: UInt64, stream: UInt64) -> [Double] {
        precondition(count >= 0, "there are no fewer than 0 values")
        return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            let values = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            fill(values, fanIn: fanIn, fanOut: fanOut, seed: seed, stream: stream)
            initialized = count
        }
    }
}

/// The rules of the library, and the parser of their names.
///
/// A leading dot is sufficient for a rule: `.glorotUniform`, `.normal(standardDeviation: 0.1)`.
public enum Initializers {
    /// All rules of the library, in the order of lists for users.
    public static let all: [any Initializer.Type] = [
        GlorotUniform.self, GlorotNormal.self, HeUniform.self, HeNormal.self,
        LeCunUniform.self, LeCunNormal.self, FanInUniform.self,
        Uniform.self, SmallUniform.self, Normal.self, Zeros.self, Constant.self,
    ]
}
