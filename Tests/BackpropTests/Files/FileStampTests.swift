import Foundation
import Testing

@testable import Backprop

@Suite struct FileStampTests {
    @Test func aReplacedFileHasAnotherStamp() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/model"
        #expect(FileStamp(path) == nil)
        try AtomicFile.write(Array("one".utf8), to: path)
        let first = try #require(FileStamp(path))
        #expect(FileStamp(path) == first)
        // The old file is held, so that the new one cannot have its index.
        let held = try #require(FileHandle(forReadingAtPath: path))
        try AtomicFile.write(Array("two".utf8), to: path)
        #expect(FileStamp(path) != first)
        try held.close()
    }

    @Test func aFolderIsListedInOrder() throws {
        let folder = try ScratchFolder()
        for name in ["b", "a", "c"] { try AtomicFile.write([1], to: folder.path + "/" + name) }
        #expect(FolderListing.names(in: folder.path)?.filter { !$0.hasPrefix(".") } == ["a", "b", "c"])
        #expect(FolderListing.names(in: folder.path + "/a") == nil)
    }
}
