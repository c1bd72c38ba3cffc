import Foundation

/// The value as JSON and back. Throws where it holds a number that JSON has not.
func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
}
