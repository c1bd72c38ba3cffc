import Foundation
import Testing

@testable import Backprop

@Suite("Folders of images")
struct ImageFolderTests {
    let folder: ImageFolder

    init() throws {
        folder = try ImageFolder()
        for label in ["a", "b"] {
            for number in 0..<2 { try folder.write(ImageFiles.png(), to: "\(label)/\(number).png") }
        }
    }

    private func read(_ options: ImageSetOptions = ImageSetOptions()) throws -> ImageSet {
        try ImageSet(contentsOf: folder.path, options: options)
    }

    /// The notices, with paths from the folder on.
    private func notices(_ images: ImageSet) -> [String] {
        images.notices.map { $0.replacing(folder.path + "/", with: "") }
    }

    @Test("what systems and archivers leave in folders is passed over without a word")
    func litter() throws {
        for name in [
            "Thumbs.db", "a/Thumbs.db", "b/desktop.ini", ".DS_Store", "a/._0.png", "__MACOSX/a/._0.png",
            "a/__MACOSX/x", "b/@eaDir/x",
        ] { try folder.write([1, 2, 3], to: name) }
        let images = try read()
        #expect(images.count == 4 && images.classLabels == ["a", "b"] && images.notices == [])
    }

    @Test("files next to the folders of classes are left out and named, but an image there is an error")
    func beside() throws {
        try folder.write(Array("About these images".utf8), to: "README.md")
        #expect(
            try notices(read()) == [
                "The file \"README.md\" next to the folders of the classes is not an image and is left out."
            ])
        try folder.write([1], to: "labels.txt")
        #expect(
            try notices(read()) == [
                "2 files next to the folders of the classes are not images and are left out; the first is \"README.md\"."
            ])
        try folder.write(ImageFiles.png(), to: "x.png")
        #expect(
            folder.error { _ = try read() }
                == "FOLDER: The folder holds both images (\"x.png\") and subfolders (\"a\"). Put every image into the subfolder of its class."
        )
    }

    @Test("all files that cannot be read are listed at once, or left out and named")
    func unreadable() throws {
        try folder.write(Array("GIF89a__".utf8), to: "a/x.gif")
        #expect(
            folder.error { _ = try read() }
                == "a/x.gif: A PNG or JPEG image was expected, but the file is a GIF image. Convert it to PNG, or take it out of the folder."
        )
        try folder.write(Array(ImageFiles.png().dropLast(13)), to: "b/cut.png")
        #expect(
            folder.error { _ = try read() } == """
                FOLDER: 2 of the 6 files cannot be read:
                  a/x.gif: A PNG or JPEG image was expected, but the file is a GIF image.
                  b/cut.png: The PNG file ends too early.
                Convert them to PNG, take them out of the folder, or leave unreadable files out.
                """)
        let images = try read(ImageSetOptions(skipsUnreadable: true))
        #expect(images.count == 4)
        #expect(
            notices(images) == ["2 of the 6 files cannot be read and are left out: a/x.gif, b/cut.png."])
        for number in 10..<40 { try folder.write([1], to: "a/\(number).png") }
        let all = folder.error { _ = try read() }.split(separator: "\n")
        #expect(all.count == 23 && all[21] == "  and 12 more")
    }

    @Test("a pipe is named and not waited for", .timeLimit(.minutes(1)))
    func pipe() throws {
        #expect(mkfifo(folder.path + "/a/f.png", 0o600) == 0)
        #expect(
            folder.error { _ = try read() }
                == "a/f.png: An image file was expected, but this is a pipe or terminal. Take it out of the folder."
        )
        #expect(try read(ImageSetOptions(skipsUnreadable: true)).count == 4)
    }

    @Test("images of several depths are brought to what most have, or to what is asked for")
    func channels() throws {
        let gray = Raster(height: 1, width: 2, channels: 1, bytes: [10, 20])
        let color = Raster(height: 1, width: 2, channels: 3, bytes: [1, 2, 3, 4, 5, 6])
        let clear = Raster(height: 1, width: 2, channels: 4, bytes: [7, 8, 9, 0, 1, 1, 1, 99])
        for (name, image) in [("a/0", color), ("a/1", color), ("b/0", gray), ("b/1", clear)] {
            try folder.write(PNGEncoder.encode(image), to: name + ".png")
        }
        let images = try read()
        #expect(images.shape == [1, 2, 3])
        #expect(
            images.pixels
                == .bytes([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6, 10, 10, 10, 20, 20, 20, 7, 8, 9, 1, 1, 1]))
        #expect(
            notices(images) == [
                "2 of the 4 images have another number of channels than 3; the first is b/0.png with 1. They are brought to 3; opacity is dropped."
            ])
        let asGray = try read(ImageSetOptions(channels: 1))
        #expect(asGray.pixels == .bytes([2, 5, 2, 5, 10, 20, 8, 1]))
        #expect(
            notices(asGray) == [
                "3 of the 4 images have another number of channels than 1; the first is a/0.png with 3. They are brought to 1; opacity is dropped."
            ])
        let made = try ImageSet(contentsOf: folder.path, conversion: ImageConversion(isGray: true))
        #expect(made.pixels == asGray.pixels && made.notices == [])
        #expect(try read(ImageSetOptions(channels: 2)).value(image: 0, row: 0, column: 1, channel: 1) == 255)
        #expect(try read(ImageSetOptions(channels: 4)).value(image: 2, row: 0, column: 1, channel: 2) == 20)
    }

    @Test("16 bits per sample are named, with a remedy if little is left of them")
    func sixteenBits() throws {
        func write(_ samples: [UInt8], to name: String) throws {
            let header = ImageFiles.header(height: 1, width: 2, depth: 16)
            try folder.write(ImageFiles.png(header: header, lines: [samples]), to: name)
        }
        for name in ["a/0.png", "a/1.png", "b/0.png", "b/1.png"] { try write([0, 200, 0, 7], to: name) }
        #expect(
            try notices(read()) == [
                "All 4 images have 16 bits per sample, of which the upper 8 are kept. No value exceeds 200 of 65535, so that 1 of 256 levels is left: stretch the values to 16 bits first."
            ])
        try write([250, 200, 0, 7], to: "a/0.png")
        #expect(
            try notices(read()) == ["All 4 images have 16 bits per sample, of which the upper 8 are kept."])
        let one = try ImageSet(contentsOf: folder.path + "/a/0.png")
        #expect(one.notices == ["The image has 16 bits per sample, of which the upper 8 are kept."])
        #expect(one.pixels == .bytes([250, 0]))
    }

    @Test("images of several sizes are an error that advises one size")
    func sizes() throws {
        try folder.write(ImageFiles.png(height: 3), to: "b/0.png")
        #expect(
            folder.error { _ = try read() }
                == "b/0.png: The image is 3×5×1, but those before it are 4×5×1. Bring all images to one size."
        )
        let resized = try ImageSet(contentsOf: folder.path, conversion: ImageConversion(height: 2, width: 2))
        #expect(resized.shape == [2, 2, 1])
    }

    @Test("limits are checked before memory is taken, and can be raised")
    func limits() throws {
        let few = ImageSetOptions(limits: ImageLimits(pixelsPerImage: 19))
        #expect(
            folder.error { _ = try ImageSet(contentsOf: folder.path + "/a/0.png", options: few) }
                == "a/0.png: The image declares 4 × 5 pixels, more than the limit of 19. Make the image smaller, or raise the limit of pixels."
        )
        let small = ImageSetOptions(limits: ImageLimits(valuesInAll: 79))
        #expect(
            folder.error { _ = try read(small) }
                == "FOLDER: 4 images of 4×5×1 have more values than the limit of 79. Bring the images to a smaller size."
        )
        let short = ImageSetOptions(limits: ImageLimits(bytesPerFile: 10))
        #expect(
            folder.error { _ = try ImageSet(contentsOf: folder.path + "/a/0.png", options: short) }
                == "a/0.png: The file has more bytes than the limit of 10. Make the image smaller.")
        #expect(
            try read(ImageSetOptions(limits: ImageLimits(pixelsPerImage: 20, valuesInAll: 80))).count == 4)
    }

    @Test("control characters in names do not reach the terminal")
    func escapes() throws {
        let path = try folder.write([1, 2], to: "a/we\u{1B}[31mird\n.png")
        #expect(
            folder.error { _ = try Raster(contentsOf: path) }
                == "a/we\\u{1B}[31mird\\n.png: A PNG or JPEG image was expected, but the file is neither. Convert it to PNG, or take it out of the folder."
        )
        try folder.write([1, 2], to: "b/\u{9B}31m.png")
        let list = folder.error { _ = try read() }
        #expect(list.contains("\n  a/we\\u{1B}[31mird\\n.png: ") && list.contains("\n  b/\\u{009B}31m.png: "))
        let images = try read(ImageSetOptions(skipsUnreadable: true))
        #expect(images.notices[0].unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        #expect(images.count == 4)
    }

    @Test("a name that is not UTF-8 is named as such")
    func notUTF8() throws {
        let name = Array((folder.path + "/a/x").utf8) + [0xFF, 0xFE] + Array(".png".utf8) + [0]
        let file = name.withUnsafeBytes { fopen($0.baseAddress!.assumingMemoryBound(to: CChar.self), "w") }
        // Some file systems take no such names.
        guard let file else { return }
        fclose(file)
        #expect(
            folder.error { _ = try read() }
                == "a/x\\xFF\\xFE.png: The name of the file is not UTF-8. Rename it.")
        #expect(try read(ImageSetOptions(skipsUnreadable: true)).count == 4)
        #expect(
            folder.error { _ = try ImageSet.isImages("x\u{FFFD}.png") }
                == "x\u{FFFD}.png: The file cannot be opened: its name or that of a folder in its path is probably not UTF-8. Rename it."
        )
    }
}
