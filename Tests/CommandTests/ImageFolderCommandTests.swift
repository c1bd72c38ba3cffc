import Backprop
import Foundation
import Testing

/// The command on folders whose files are not all images of one kind.
struct ImageFolderCommandTests {
    private static let quick = ["--layers", "dense 4 relu", "--epochs", "2"]

    @Test("unreadable files are listed with the option that leaves them out, and a recipe repeats it")
    func unreadable() throws {
        let folder = try ImageCommandTests.photos(3)
        for name in ["dark-left/a.gif", "dark-right/b.gif"] {
            try ImageCommandTests.write(Array("GIF89a__".utf8), to: "photos/" + name, in: folder)
        }
        let refused = try folder.run(all: ["train", "photos"] + Self.quick)
        #expect(refused.status == 65)
        #expect(
            refused.errors == """
                error: photos: 2 of the 8 files cannot be read:
                  photos/dark-left/a.gif: A PNG or JPEG image was expected, but the file is a GIF image.
                  photos/dark-right/b.gif: A PNG or JPEG image was expected, but the file is a GIF image.
                Convert them to PNG, take them out of the folder, or leave them out with --skip-unreadable.

                """)
        let trained = try folder.run(
            all: ["train", "photos", "--skip-unreadable", "--save-recipe", "r.yaml"] + Self.quick)
        #expect(trained.status == 0)
        let note =
            "note: 2 of the 8 files cannot be read and are left out: photos/dark-left/a.gif, photos/dark-right/b.gif.\n"
        #expect(trained.errors.contains(note))
        let repeated = try folder.run("train", "--recipe", "r.yaml", "-o", "again.safetensors")
        #expect(repeated.status == 0 && repeated.errors.contains(note))
        let predicted = try folder.run("predict", "photos.safetensors", "photos", "--skip-unreadable")
        #expect(predicted.status == 0 && predicted.errors == note)
        #expect(predicted.output.split(separator: "\n").count == 6)
    }

    @Test("images of other channels are brought to the model's")
    func channels() throws {
        let folder = try ImageCommandTests.photos(3)
        let trained = try folder.run(all: ["train", "photos"] + Self.quick)
        #expect(trained.status == 0)
        let color = Raster(height: 5, width: 6, channels: 4, bytes: (0..<120).map { UInt8($0) })
        try ImageCommandTests.write(PNGEncoder.encode(color), to: "color.png", in: folder)
        let predicted = try folder.run("predict", "photos.safetensors", "color.png")
        #expect(predicted.status == 0 && predicted.output.hasPrefix("color.png -> Label dark-"))
        #expect(
            predicted.errors
                == "note: The image has 4 channels. It is brought to 1; opacity is dropped.\n"
        )
    }

    @Test("the limit of pixels is named with the option that raises it")
    func limits() throws {
        let folder = try ImageCommandTests.photos(3)
        let refused = try folder.run("describe", "photos/dark-left/100.png", "--max-pixels", "29")
        #expect(refused.status == 65)
        #expect(
            refused.errors
                == "error: photos/dark-left/100.png: The image declares 5 × 6 pixels, more than the limit of 29. Make the image smaller, or raise the limit with --max-pixels.\n"
        )
        #expect(try folder.run("describe", "photos/dark-left/100.png", "--max-pixels", "30").status == 0)
        let none = try folder.run("describe", "photos", "--max-pixels", "0")
        #expect(none.status == 64)
        #expect(
            none.errors == "error: --max-pixels must be a whole number from 1 to 68719476736, not \"0\"\n")
        try ImageCommandTests.write(
            PNGEncoder.encode(
                Raster(height: 3, width: 6, channels: 1, bytes: .init(repeating: 1, count: 18))),
            to: "photos/dark-right/x.png", in: folder)
        let sizes = try folder.run(all: ["train", "photos"] + Self.quick)
        #expect(
            sizes.errors
                == "error: photos/dark-right/x.png: The image is 3×6×1, but those before it are 5×6×1. Bring all images to one size with --resize, such as --resize 32x32.\n"
        )
    }
}
