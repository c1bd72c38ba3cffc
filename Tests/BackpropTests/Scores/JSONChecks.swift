import Foundation

/// The value as JSON and back. Throws if it contains a number that JSON does not have.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
}
