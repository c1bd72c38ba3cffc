import Backprop

/// The command line in the system's bytes, before they are read as text.
enum RawArguments {
    /// Refuses an argument that is not UTF-8: as text it would name another file.
    static func check() throws {
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[index], String(validatingCString: argument) == nil
            else { continue }
            throw UsageError("argument \(index), \(shown(argument)), is not valid UTF-8. Rename the file.")
        }
    }

    /// Returns the bytes as text, with escapes for those that are not ASCII.
    private static func shown(_ argument: UnsafePointer<CChar>) -> String {
        var text = "\""
        var character = argument
        while character.pointee != 0 {
            let byte = UInt8(bitPattern: character.pointee)
            let digits = String(byte, radix: 16, uppercase: true)
            text +=
                (0x20..<0x7F).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x\(byte < 16 ? "0" : "")\(digits)"
            character += 1
        }
        return text + "\""
    }
}
