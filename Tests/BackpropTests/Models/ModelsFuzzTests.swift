import Backprop
import Testing

/// Thousands of damaged files: every one is read or refused, none ends the process.
@Suite struct ModelsFuzzTests {
    static let fragments = [
        "{", "}", "[", "]", ",", ":", "\"", "\\u", "\\ud800", "-", "0", "9999999999999999999", "1e999",
        "null",
        "\"F32\"", "\"dtype\":", "\"shape\":", "\"data_offsets\":", "\"__metadata__\":", "[0,", "\u{0}", "é",
        "  ",
        "9223372036854775807", "-1",
    ].map { Array($0.utf8) }

    /// Changes a few bytes: flips, cuts, repeats, insertions and numbers of its own.
    static func damage(_ bytes: inout [UInt8], using generator: inout TestGenerator) {
        for _ in 0..<Int.random(in: 1...2, using: &generator) {
            // Most of the time in the length and the header, in which damage has a meaning.
            let limit = Bool.random(using: &generator) ? min(bytes.count, 160) : bytes.count
            let position = Int.random(in: 0...limit, using: &generator)
            let rest = bytes.count - position
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where rest > 0: bytes[position] = UInt8.random(in: 0...255, using: &generator)
            case 1:
                bytes.removeSubrange(
                    position..<(position + min(rest, Int.random(in: 1...4, using: &generator))))
            case 2: bytes.removeSubrange(position...)
            case 3 where rest > 0: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 4 where rest > 0:
                bytes[position] = UInt8(ascii: "0") + UInt8.random(in: 0..<10, using: &generator)
            default: bytes.insert(contentsOf: fragments.randomElement(using: &generator) ?? [], at: position)
            }
        }
    }

    /// Makes the length of the header fit again, so that the damage behind it is seen.
    static func repairLength(_ bytes: inout [UInt8]) {
        guard bytes.count > 8, let end = bytes.lastIndex(of: UInt8(ascii: "}")), end > 8 else { return }
        for index in 0..<8 { bytes[index] = UInt8(truncatingIfNeeded: (end - 7) >> (index * 8)) }
    }

    @Test func damagedFilesAreReadOrRefused() throws {
        var generator = TestGenerator(state: 2024)
        var (read, refusals) = (0, Set<String>())
        for _ in 0..<3000 {
            var bytes = try SafetensorsFileTests.random(&generator).serialized()
            Self.damage(&bytes, using: &generator)
            if Bool.random(using: &generator) { Self.repairLength(&bytes) }
            let file: SafetensorsFile
            do { file = try SafetensorsFile(bytes: bytes) } catch {
                refusals.insert(String("\(error)".drop { $0 != ":" }.prefix(20)))
                continue
            }
            #expect(try SafetensorsFile(bytes: file.serialized()) == file)
            read += 1
        }
        // Both happen, and the refusals are of many kinds: otherwise the damage would be too coarse to test.
        #expect(read > 50 && refusals.count > 30)
    }

    @Test func damagedJSONIsReadOrRefused() throws {
        let text = #"{"a":[1,-2.5e3,true,null,"é\n\ud83d\ude00"],"b":{"c":[[],{}],"d":18446744073709551615}}"#
        var generator = TestGenerator(state: 2025)
        var (read, refused) = (0, 0)
        for _ in 0..<3000 {
            var bytes = Array(text.utf8)
            Self.damage(&bytes, using: &generator)
            guard let value = try? JSONValue(parsing: bytes) else {
                refused += 1
                continue
            }
            #expect(try JSONValue(parsing: value.text()) == value)
            #expect(try JSONValue(parsing: value.text(indentation: 1)) == value)
            read += 1
        }
        #expect(read > 100 && refused > 100)
    }
}
