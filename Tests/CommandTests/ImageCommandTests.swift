import Backprop
import Foundation
import Testing

/// The command on images, as a process.
struct ImageCommandTests {
    /// Folders of small PNG images in two classes, told apart by which half is bright.
    static func photos(_ count: Int = 12) throws -> CommandFolder {
        let folder = try CommandFolder()
        for label in ["dark-left", "dark-right"] {
            let subfolder = folder.folder["photos"].appendingPathComponent(label)
            try FileManager.default.createDirectory(at: subfolder, withIntermediateDirectories: true)
            for number in 0..<count {
                let bytes = (0..<30).map { pixel -> UInt8 in
                    let isBright = (pixel % 6 < 3) == (label == "dark-right")
                    return UInt8((isBright ? 180 : 20) + (pixel * 7 + number * 13) % 50)
                }
                let image = Raster(height: 5, width: 6, channels: 1, bytes: bytes)
                try Data(PNGEncoder.encode(image)).write(
                    to: subfolder.appendingPathComponent("\(100 + number).png"))
            }
        }
        return folder
    }

    static func write(_ bytes: [UInt8], to name: String, in folder: CommandFolder) throws {
        try Data(bytes).write(to: folder.folder[name])
    }

    static func idx(_ extents: [Int], _ values: [UInt8]) -> [UInt8] {
        [0, 0, 8, UInt8(extents.count)]
            + extents.flatMap { extent in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) } }
            + values
    }

    @Test("a folder of images is learned, scored, looked at and predicted")
    func folders() throws {
        let folder = try Self.photos()
        let trained = try folder.run(
            "train", "photos", "--layers", "dense 16 relu", "--epochs", "60", "--augment",
            "shift 0.5, noise 0.1",
            "--report", "report.html")
        #expect(trained.status == 0)
        #expect(
            trained.output.hasPrefix(
                "Data:     photos: 24 images of 5×6×1\nClasses:  2 classes, dark-left (12), dark-right (12)\n"
            ))
        #expect(folder.data("report.html") != nil)
        let scored = try folder.run("evaluate", "photos.safetensors", "photos", "--json")
        #expect(scored.status == 0)
        #expect(try JSONValue(parsing: scored.output)["metrics"]?["accuracy"] == 1.0)
        let one = try folder.run("predict", "photos.safetensors", "photos/dark-left/103.png")
        #expect(one.output == "photos/dark-left/103.png -> Label dark-left\n")
        let sheet = try folder.run("predict", "photos.safetensors", "photos", "--csv")
        #expect(sheet.output.hasPrefix("image,prediction,probability\nphotos/dark-left/100.png,dark-left,"))
        let shown = try folder.run("inspect", "photos.safetensors")
        #expect(shown.output.contains("Changes:   shift 0.5, noise 0.1\n"))
        #expect(shown.output.contains("Classes:   dark-left, dark-right\n"))
    }

    @Test("IDX files are learned, and each image of another one gets its line; threads change nothing")
    func idxFiles() throws {
        let folder = try CommandFolder()
        let pixels = (0..<40).flatMap { image in (0..<9).map { UInt8($0 == image % 3 * 4 ? 250 : 10) } }
        try Self.write(Self.idx([40, 3, 3], pixels), to: "images", in: folder)
        try Self.write(Self.idx([40], (0..<40).map { UInt8($0 % 3) }), to: "labels", in: folder)
        for threads in ["1", "2"] {
            let trained = try folder.run(
                "train", "images", "--labels", "labels", "--epochs", "15", "--augment", "shift 0.3",
                "--threads", threads,
                "--model", "model\(threads)")
            #expect(trained.status == 0)
        }
        #expect(folder.data("model1") != nil && folder.data("model1") == folder.data("model2"))
        let predicted = try folder.run("predict", "model1", "images")
        #expect(predicted.output.hasPrefix("Image 1 -> Label 0\nImage 2 -> Label 1\nImage 3 -> Label 2\n"))
        let folds = try folder.run(
            "cross-validate", "images", "--labels", "labels", "--epochs", "2", "--folds", "2", "--json")
        #expect(folds.status == 0)
    }

    @Test(
        "a saved recipe repeats the run byte for byte, be the images IDX files, folders or pixels in a table")
    func savedRecipes() throws {
        let folder = try Self.photos()
        try FileManager.default.createDirectory(
            at: folder.folder["data"], withIntermediateDirectories: true)
        let pixels = (0..<40).flatMap { image in (0..<9).map { UInt8($0 == image % 3 * 4 ? 250 : 10) } }
        try Self.write(Self.idx([40, 3, 3], pixels), to: "data/images", in: folder)
        try Self.write(Self.idx([40], (0..<40).map { UInt8($0 % 3) }), to: "data/labels", in: folder)
        let rows = (0..<20).map { "\($0 % 2 == 0 ? "a,9,1" : "b,2,8"),\($0),3" }
        try folder.write((["kind,p,q,r,s"] + rows).joined(separator: "\n") + "\n", to: "data/pixels.csv")
        func run(_ arguments: [String]) throws -> BuiltCommand.Result {
            try BuiltCommand.run(arguments, folder: folder.folder.url)
        }
        let kinds = [
            [
                "data/images", "--labels", "data/labels", "--augment", "shift 0.3, noise 0.1", "--scale",
                "max",
            ],
            ["photos", "--resize", "4x5", "--grayscale", "--augment", "flip horizontal"],
            ["data/pixels.csv", "--image", "2x2", "--target", "kind"],
        ]
        for (number, kind) in kinds.enumerated() {
            let first = try run(
                ["train"] + kind + [
                    "--epochs", "3", "-o", "a\(number)", "--save-recipe", "data/\(number).yaml",
                ])
            #expect(first.status == 0, "\(first.errors)")
            let second = try run(["train", "--recipe", "data/\(number).yaml", "-o", "b\(number)"])
            #expect(second.status == 0, "\(second.errors)")
            #expect(!second.output.contains("Chosen by default"))
            #expect(
                folder.data("a\(number)") != nil && folder.data("a\(number)") == folder.data("b\(number)"))
        }
        let text = try #require(folder.data("data/0.yaml").map { String(decoding: $0, as: UTF8.self) })
        #expect(text.contains("\nimages:\n  labels: labels\n"))
        #expect(text.contains("\n  augment: \"shift 0.3, noise 0.1\"\n"))
        let folds = try run(["cross-validate", "--recipe", "data/0.yaml", "--folds", "2", "--json"])
        #expect(folds.status == 0, "\(folds.errors)")
    }

    @Test("images to stop by come from a file or folder of their own")
    func validationElsewhere() throws {
        let folder = try Self.photos()
        try folder.write("a,b\n1,2\n", to: "table.csv")
        var images: [UInt8] = []
        for index in 0..<720 { images.append(UInt8((index * 17) % 251)) }
        try Self.write(Self.idx([24, 5, 6], images), to: "images", in: folder)
        let halves = [UInt8](repeating: 0, count: 12) + [UInt8](repeating: 1, count: 12)
        try Self.write(Self.idx([24], halves), to: "labels", in: folder)
        let common = ["--layers", "dense 4 relu", "--epochs", "8", "--patience", "3", "--json"]
        let pairs: [(data: [String], options: [String])] = [
            (["photos"], ["--validation", "photos"]),
            (["images", "--labels", "labels"], ["--validation", "images", "--validation-labels", "labels"]),
        ]
        for (data, options) in pairs {
            let result = try folder.run(all: ["train"] + data + options + common + ["-o", "m"])
            #expect(result.status == 0, "\(result.errors)")
            let value = try JSONValue(parsing: result.output)
            // None of the others was kept apart, and the parameters kept are those of the best epoch there.
            #expect(value["rows"] == 24)
            let losses = (value["history"]?.array ?? []).compactMap { $0["validationLoss"]?.double }
            let best = try #require(losses.min())
            let scored = try folder.run(all: ["evaluate", "m"] + data + ["--json"])
            let loss = try #require(try JSONValue(parsing: scored.output)["metrics"]?["logLoss"]?.double)
            #expect(abs(loss - best) < 1e-6 * best)
        }
        let refused: [(arguments: [String], error: String)] = [
            (
                ["photos", "--validation", "table.csv"],
                "table.csv holds no images; --validation is read as the data are"
            ),
            (["photos", "--validation-labels", "labels"], "--validation-labels needs --validation"),
            (
                ["table.csv", "--target", "b", "--validation-labels", "labels"],
                "--validation-labels goes with images"
            ),
        ]
        for (arguments, error) in refused {
            let result = try folder.run(all: ["train"] + arguments + ["--epochs", "1"])
            #expect(result.status == 64 && result.errors == "error: \(error)\n")
        }
        let unlike = try folder.run(
            "train", "photos", "--validation", "images", "--validation-labels", "labels", "--epochs", "1")
        #expect(unlike.status == 65)
        #expect(
            unlike.errors
                == "error: images: The label of image 1 is \"0\", which the model does not know. It knows dark-left, dark-right.\n"
        )
    }

    @Test("the column of labels is found again by its name, and columns that were left out stay out")
    func columns() throws {
        let folder = try CommandFolder()
        func row(_ number: Int) -> (id: String, kind: String, pixels: String) {
            ("\(number * 3 % 7)", number % 2 == 0 ? "a" : "b", number % 2 == 0 ? "9,1,8,3" : "2,8,1,3")
        }
        let rows = (0..<20).map(row)
        let all = ["id,kind,p,q,r,s"] + rows.map { "\($0.id),\($0.kind),\($0.pixels)" }
        try folder.write(all.joined(separator: "\n") + "\n", to: "all.csv")
        try folder.write((["p,q,r,s"] + rows.map(\.pixels)).joined(separator: "\n") + "\n", to: "pixels.csv")
        let some = ["id,p,q,r,s"] + rows.map { "\($0.id),\($0.pixels)" }
        try folder.write(some.joined(separator: "\n") + "\n", to: "unlabelled.csv")
        for (target, ignored) in [("kind", "id"), ("2", "1")] {
            let trained = try folder.run(
                "train", "all.csv", "--image", "2x2", "--target", target, "--ignore", ignored, "--layers",
                "dense 8 relu", "--epochs", "60", "-o", "model")
            #expect(trained.status == 0, "\(trained.errors)")
            let scored = try folder.run("evaluate", "model", "all.csv", "--json")
            #expect(try JSONValue(parsing: scored.output)["metrics"]?["accuracy"] == 1.0, "\(scored.errors)")
            let inputs =
                target == "kind" ? ["all.csv", "pixels.csv", "unlabelled.csv"] : ["all.csv", "pixels.csv"]
            for input in inputs {
                let predicted = try folder.run("predict", "model", input)
                #expect(
                    predicted.output.hasPrefix("Image 1 -> Label a\nImage 2 -> Label b\n"),
                    "\(predicted.errors)")
            }
        }
    }

    @Test(
        "the page of a cross-validation shows folds, images of the data and the recipe; labels are safe from it"
    )
    func pageOfFolds() throws {
        let folder = try Self.photos()
        let command = [
            "cross-validate", "photos", "--layers", "dense 8 relu", "--epochs", "20", "--folds", "3",
        ]
        let plain = try folder.run(all: command)
        let shown = try folder.run(all: command + ["--report", "r.html"])
        #expect(shown.status == 0 && shown.output == plain.output)
        #expect(shown.errors == "Report written to r.html\n")
        let page = String(decoding: try #require(folder.data("r.html")), as: UTF8.self)
        for part in [
            "<h1>How well the class of images can be predicted</h1>",
            "from numbers scaled without it: 3 folds, stratified, seed 1.",
            "Every fold trains dense 8 relu, dense 2 softmax.",
            "<figcaption><b>Confusion matrix.</b>", "backprop cross-validate photos --layers",
        ] { #expect(page.contains(part), "\(part)") }
        #expect(!page.contains("Importance of the columns") && page.hasSuffix("</html>\n"))
        let pixels = (0..<40).flatMap { image in (0..<9).map { UInt8($0 == image % 3 * 4 ? 250 : 10) } }
        try Self.write(Self.idx([40, 3, 3], pixels), to: "images", in: folder)
        try Self.write(Self.idx([40], (0..<40).map { UInt8($0 % 3) }), to: "labels", in: folder)
        for name in ["train", "cross-validate"] {
            let over = try folder.run(name, "images", "--labels", "labels", "--report", "labels")
            #expect(over.status == 64)
            #expect(
                over.errors
                    == "error: labels is what the command reads; choose another file for the result\n")
        }
    }

    @Test("a learning rate is found on images as on tables")
    func learningRates() throws {
        let folder = try Self.photos()
        let command = ["find-learning-rate", "photos", "--layers", "dense 8 relu", "--steps", "60"]
        let text = try folder.run(all: command)
        #expect(text.status == 0 && text.errors == "")
        #expect(
            text.output.hasPrefix(
                "Network:   dense 8 relu, dense 2 softmax\nOptimizer: adamw, batch size 16\n"))
        #expect(text.output.contains("\nSuggestion: --learning-rate "))
        let plain = try JSONValue(parsing: folder.run(all: command + ["--json"]).output)
        let changed = try JSONValue(
            parsing: folder.run(all: command + ["--json", "--augment", "shift 1"]).output)
        #expect((plain["points"]?.array?.count ?? 0) > 10)
        #expect(plain["points"]?[0]?["loss"] != changed["points"]?[0]?["loss"])
    }

    @Test("options about columns go with tables alone")
    func columnsOfFiles() throws {
        let folder = try Self.photos(2)
        let result = try folder.run("train", "photos", "--target", "kind")
        #expect(
            result.errors
                == "error: --target, --ignore and the other options about columns go with tables, not with image files\n"
        )
        #expect(result.status == 64)
    }

    @Test("the fault of images is named, and the exit code tells its kind")
    func errors() throws {
        let folder = try Self.photos(3)
        try Self.write(Self.idx([2, 3, 3], Array(repeating: 1, count: 18)), to: "images", in: folder)
        try Self.write(Self.idx([3], [0, 1, 0]), to: "labels", in: folder)
        try Self.write(Self.idx([2], [0, 7]), to: "others", in: folder)
        try Self.write(Self.idx([2], [7, 7]), to: "alike", in: folder)
        try Self.write(Self.idx([2, 5, 6], (0..<60).map { $0 < 30 ? 0 : 255 }), to: "photos-idx", in: folder)
        try folder.write("no image", to: "photos/dark-left/note.txt")
        try FileManager.default.createDirectory(
            at: folder.folder["empty/a"], withIntermediateDirectories: true)
        func check(_ arguments: [String], _ message: String, status: Int32 = 65) throws {
            let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
            #expect(result.errors == "error: \(message)\n")
            #expect(result.status == status)
            #expect(result.output == "")
        }
        try check(
            ["train", "images", "--labels", "labels"],
            "labels: There are 3 labels for the 2 images of images. Give the labels that belong to these images."
        )
        try check(
            ["train", "photos"],
            "photos/dark-left/note.txt: A PNG or JPEG image was expected, but the file is text. Convert it to PNG, or take it out of the folder."
        )
        try check(
            ["train", "empty"],
            "empty/a: The folder of the class \"a\" is empty. Put images into it, or remove it.")
        try check(
            ["train", "images"],
            "images: The labels of the images are not known. Add them with --labels, or use a folder with one subfolder for each class."
        )
        try check(
            ["train", "images", "--labels", "alike"],
            "images: Every image has the label \"7\": there is nothing to tell apart. Add images of another class."
        )
        try check(
            ["train", "missing", "--labels", "labels"],
            "missing: The file cannot be opened: No such file or directory. Check the path and your permission to read it.",
            status: 66)
        try check(
            ["train", "images", "--image", "3by3"],
            "--image is a height, a width and, if need be, a number of channels, such as 28x28 or 32x32x3, not \"3by3\"",
            status: 64)
        try check(
            ["train", "images", "--labels", "others", "--augment", "twist 3"],
            "the augmentation must be one of shift, rotate, scale, elastic, flip, noise, cutout, not \"twist\"",
            status: 64)
        try FileManager.default.removeItem(at: folder.folder["photos/dark-left/note.txt"])
        let trained = try folder.run("train", "photos", "--layers", "dense 4 relu", "--epochs", "5")
        #expect(trained.status == 0)
        try check(
            ["evaluate", "photos.safetensors", "images", "--labels", "others"],
            "images: The images are 3×3×1, but the model takes 5×6×1. Use --resize and --grayscale to give them the model's size and channels, or train with these."
        )
        try check(
            ["evaluate", "photos.safetensors", "photos-idx", "--labels", "others"],
            "photos-idx: The label of image 1 is \"0\", which the model does not know. It knows dark-left, dark-right."
        )
        let larger = Raster(
            height: 10, width: 12, channels: 3, bytes: (0..<360).map { $0 % 36 < 18 ? 200 : 30 })
        try Self.write(PNGEncoder.encode(larger), to: "larger.png", in: folder)
        let one = try folder.run(
            "predict", "photos.safetensors", "larger.png", "--resize", "5x6", "--grayscale")
        #expect(one.output.hasPrefix("larger.png -> Label dark-"))
    }
}
