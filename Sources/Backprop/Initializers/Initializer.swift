/// How the numbers of one parameter start: a value that holds a rule and its hyperparameters.
///
/// Value i of a parameter depends on (seed, stream, i) and on the two fans, on nothing else: it is the
/// same however many values are asked for and on every machine. All rules compute in Double; whoever
/// trains in another scalar type rounds the result.
///
/// The *fans* of a parameter are how many values enter and leave the unit it belongs to: for the dense
/// weights [out, in] `fanIn` is in and `fanOut` is out; for a convolution both are multiplied by the
/// number of positions of its kernel.
///
/// A rule from outside the library conforms to this protocol; to have it decoded, see
/// ``AnyCodableInitializer``.
public protocol Initializer: Codable, Sendable, Equatable, CustomStringConvertible {
    /// The rule's name in model files, in camel case: `glorotUniform`.
    static var typeName: String { get }

    /// Writes the first values of a parameter.
    ///
    /// - Parameters:
    ///   - values: where to write; may be empty.
    ///   - fanIn: how many values enter a unit, at least 1.
    ///   - fanOut: how many values leave it, at least 1.
    ///   - seed: the seed of the run.
    ///   - stream: the parameter's stream, as ``RandomStream/initialization`` numbers them.
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

    /// `count` values in an array of their own; see ``fill(_:fanIn:fanOut:seed:stream:)``.
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

/// The rules that the library brings, and the reading of their names.
///
/// Where a rule is expected a leading dot is enough: `.glorotUniform`, `.normal(standardDeviation: 0.1)`.
public enum Initializers {
    /// Every rule of the library, in the order in which they are listed to users.
    public static let all: [any Initializer.Type] = [
        GlorotUniform.self, GlorotNormal.self, HeUniform.self, HeNormal.self,
        LeCunUniform.self, LeCunNormal.self, FanInUniform.self,
        Uniform.self, SmallUniform.self, Normal.self, Zeros.self, Constant.self,
    ]
}
