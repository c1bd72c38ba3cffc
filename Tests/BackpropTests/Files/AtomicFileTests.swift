import Backprop
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct AtomicFileTests {
    let folder = ModelsTestFolder()

    @Test(arguments: [0, 1, 300_000])
    func writesAndReplaces(count: Int) throws {
        folder.put("model", [9, 9, 9])
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try AtomicFile.write(bytes, to: folder.file("model"))
        #expect(folder.get("model") == bytes)
        #expect(folder.names == ["model"])
    }

    @Test func writesAllThatTheSinkGets() throws {
        try AtomicFile.write(to: folder.file("model")) { (sink) throws(FileError) in
            try sink.append([1, 2])
            try sink.append([])
            try sink.append([3])
        }
        #expect(folder.get("model") == [1, 2, 3])
    }

    @Test func aFailureLeavesTheEarlierFileAndNoTemporary() {
        folder.put("model", [7])
        let other = #expect(throws: FileError.self) { try AtomicFile.checkWritable("") }
        #expect(throws: FileError.self) {
            try AtomicFile.write(to: folder.file("model")) { (sink) throws(FileError) in
                try sink.append([1, 2])
                if let other { throw other }
            }
        }
        #expect(folder.get("model") == [7])
        #expect(folder.names == ["model"])
    }

    @Test func permissionsAreThoseOfANewFileOrOfTheReplacedOne() throws {
        let mask = umask(0)
        umask(mask)
        try AtomicFile.write([1], to: folder.file("new"))
        #expect(folder.mode("new") == 0o666 & ~mask)
        folder.put("private", [1], mode: 0o600)
        try AtomicFile.write([2], to: folder.file("private"))
        #expect(folder.mode("private") == 0o600)
        #expect(folder.get("private") == [2])
    }

    @Test func aLinkStaysAndItsFileIsReplaced() throws {
        folder.put("real", [1])
        symlink("real", folder.file("link"))
        try AtomicFile.write([2], to: folder.file("link"))
        #expect(folder.get("real") == [2])
        var buffer = [CChar](repeating: 0, count: 64)
        #expect(readlink(folder.file("link"), &buffer, 63) == 4)
    }

    // MARK: Refusals

    @Test func refusesWithTheReason() throws {
        folder.put("file", [1])
        symlink("nowhere", folder.file("dangling"))
        let path = folder.path
        let cases: [(path: String, message: String)] = [
            ("", "cannot write \"\": the path is empty. Give the path of a file."),
            ("a\0b", "cannot write \"a\\0b\": the path holds the character NUL. Give the path of a file."),
            (path, "cannot write \"\(path)\": it is a folder. Give the path of a file."),
            (path + "/new/", "cannot write \"\(path)/new/\": it is a folder. Give the path of a file."),
            (
                path + "/no/model",
                "cannot write \"\(path)/no/model\": the folder \"\(path)/no\" does not exist. "
                    + "Create the folder first, or choose another path."
            ),
            (
                path + "/file/model",
                "cannot write \"\(path)/file/model\": \"\(path)/file\" is not a folder. "
                    + "Choose a path inside a folder."
            ),
            (
                path + "/dangling",
                "cannot write \"\(path)/dangling\": it is a symbolic link to something that does not exist. "
                    + "Remove the link, or choose another path."
            ),
        ]
        for (path, message) in cases {
            let checked = #expect(throws: FileError.self) { try AtomicFile.checkWritable(path) }
            let written = #expect(throws: FileError.self) { try AtomicFile.write([1], to: path) }
            #expect(checked?.description == message)
            #expect(written == checked)
        }
        #expect(folder.names == ["dangling", "file"])
    }

    @Test func refusesANameThatIsTooLong() {
        let path = folder.file(String(repeating: "x", count: 300))
        let error = #expect(throws: FileError.self) { try AtomicFile.checkWritable(path) }
        #expect(error?.code == ENAMETOOLONG)
    }

    @Test func theLongestNameThatTheSystemTakesCanBeWritten() throws {
        let name = String(repeating: "é", count: 127)
        try AtomicFile.write([1], to: folder.file(name))
        #expect(folder.get(name) == [1])
    }

    // The superuser may write anywhere, so that there is nothing to refuse.
    @Test(.enabled(if: geteuid() != 0)) func refusesAReadOnlyFolderAndFile() {
        folder.put("kept", [1], mode: 0o444)
        #expect(throws: FileError.self) { try AtomicFile.checkWritable(folder.file("kept")) }
        chmod(folder.path, 0o555)
        defer { chmod(folder.path, 0o755) }
        let error = #expect(throws: FileError.self) { try AtomicFile.checkWritable(folder.file("model")) }
        #expect(error?.reason == .permissionDenied)
    }

    @Test func checkingLeavesNothingBehindAndTheFileAsItWas() throws {
        folder.put("model", [7])
        try AtomicFile.checkWritable(folder.file("model"))
        try AtomicFile.checkWritable(folder.file("new"))
        #expect(folder.names == ["model"])
        #expect(folder.get("model") == [7])
    }

    @Test func aStreamIsWrittenToAndNotReplaced() throws {
        try AtomicFile.checkWritable("/dev/null")
        try AtomicFile.write([1, 2, 3], to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    // Linux has a device that is always full.
    @Test(.enabled(if: access("/dev/full", W_OK) == 0)) func aFullDiskIsNamed() {
        let error = #expect(throws: FileError.self) { try AtomicFile.write([1, 2, 3], to: "/dev/full") }
        #expect(error?.reason == .diskFull(written: 0))
        #expect(
            error?.description == "cannot write \"/dev/full\": the disk is full after 0 bytes "
                + "(No space left on device). Free some space, or choose a path on another disk.")
    }

    // MARK: Temporaries

    @Test func removesWhatAKilledRunLeftAndNothingElse() throws {
        let names = [
            ".model.backprop-12-x.tmp", ".model.backprop-12.tmp", ".model2.backprop-12-0.tmp", "model",
            "model.backprop-12-0.tmp",
        ]
        for name in names + [".model.backprop-1-0.tmp", ".model.backprop-99999999-3.tmp"] {
            folder.put(name, [1])
        }
        #expect(AtomicFile.removeStaleTemporaries(for: folder.file("model")) == 2)
        #expect(folder.names == names)
    }

    @Test func keepsWhatIsBeingWritten() throws {
        let path = folder.file("model")
        try AtomicFile.write(to: path) { (sink) throws(FileError) in
            try sink.append([1])
            #expect(AtomicFile.removeStaleTemporaries(for: path) == 0)
            // A second writer at the same time takes a name of its own.
            try AtomicFile.write([2], to: path)
            #expect(folder.names == [".model.backprop-\(getpid())-0.tmp", "model"])
            try sink.append([3])
        }
        #expect(folder.get("model") == [1, 3])
        #expect(folder.names == ["model"])
    }
}
