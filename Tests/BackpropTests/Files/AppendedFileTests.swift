import Foundation
import Testing

@testable import Backprop

@Suite struct AppendedFileTests {
    @Test func growsBehindItsBeginning() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/log"
        #expect(FileManager.default.createFile(atPath: path, contents: Data("old".utf8)))
        let file = try AppendedFile(path, beginning: Array("one\n".utf8))
        #expect(try WholeFile.read(path, limit: 100) == Array("one\n".utf8))
        try file.append(Array("two\n".utf8))
        #expect(try WholeFile.read(path, limit: 100) == Array("one\ntwo\n".utf8))
        #expect(folder.names == ["log"])
        #expect(throws: FileError.self) { try AppendedFile(folder.path + "/none/log", beginning: []) }
    }

    @Test func aFailureNamesPathAndBytes() throws {
        let folder = try ScratchFolder()
        let destination = try FileDestination(folder.path + "/m")
        let path = "\(folder.path)/m".debugDescription
        #expect(
            "\(destination.error(POSIXFile.Code(EIO), written: 12))"
                == "cannot write \(path): the system reports an error after 12 bytes (Input/output error). Check the "
                + "disk, or choose another path.")
        #expect(
            "\(destination.error(POSIXFile.Code(ENOSPC), written: 12))"
                == "cannot write \(path): the disk is full after 12 bytes (No space left on device). Free some space, "
                + "or choose a path on another disk.")
    }

    @Test func aTemporaryTellsItsTarget() {
        #expect(TemporaryFile.target(of: ".m-1.safetensors.backprop-12-0.tmp") == "m-1.safetensors")
        #expect(TemporaryFile.target(of: ".a.backprop-1-2.backprop-12-0.tmp") == "a.backprop-1-2")
        for name in [
            "m.backprop-12-0.tmp", ".m.backprop-12.tmp", ".m.backprop-1-2-3.tmp", ".tmp",
            ".m.backprop-x-0.tmp", "",
        ] {
            #expect(TemporaryFile.target(of: name) == nil)
        }
    }
}
