@testable import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes the inputs that need the library, if the variable BACKPROP_SEEDS names a folder for them, and ends the process;
/// libFuzzer calls this first.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
    guard let folder = getenv("BACKPROP_SEEDS").map({ String(cString: $0) }) else { return 0 }
    do {
        try Seeds.write(to: folder)
    } catch {
        fatalError("\(error)")
    }
    exit(0)
}

/// Tries one input; libFuzzer calls it. An error is an answer; a trap, an access out of bounds or a hang is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        try Reader.chosen.read(bytes)
    } catch {
        // Every error must have its sentence.
        if "\(error)".isEmpty { fatalError("an error without a description") }
    }
    return 0
}
