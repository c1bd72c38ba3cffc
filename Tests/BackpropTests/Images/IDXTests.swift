import Testing

@testable import Backprop

@Suite("IDX files")
struct IDXTests {
    let folder: ImageFolder

    init() throws { folder = try ImageFolder() }

    @Test("images and labels are read as they lie")
    func sound() throws {
        let images = try folder.write(ImageFiles.idx([2, 2, 3], Array(1...12)), to: "images")
        let labels = try folder.write(ImageFiles.idx([2], [7, 3]), to: "labels")
        let set = try ImageSet(idx: images).labelled(byIDX: labels)
        #expect(set.count == 2)
        #expect(set.shape == [2, 3, 1])
        #expect(set.value(image: 1, row: 0, column: 2, channel: 0) == 9)
        #expect(set.classLabels == ["3", "7"])
        #expect(set.classes == [1, 0])
        #expect(set.label(of: 0) == "7")
        #expect(set.selecting([1]).label(of: 0) == "3")
    }

    @Test("every kind of number is read, the most significant byte first")
    func elements() throws {
        let cases: [(UInt8, [UInt8], Double)] = [
            (0x09, [0xFE], -2), (0x0B, [0x01, 0x02], 258), (0x0C, [0xFF, 0xFF, 0xFF, 0xFD], -3),
            (0x0D, [0x3F, 0xC0, 0, 0], 1.5), (0x0E, [0xC0, 0x02, 0, 0, 0, 0, 0, 0], -2.25),
        ]
        for (element, bytes, value) in cases {
            let path = try folder.write(ImageFiles.idx([1, 1, 1], element: element, bytes), to: "images")
            #expect(try ImageSet(idx: path).value(image: 0, row: 0, column: 0, channel: 0) == value)
        }
    }

    @Test(
        "the fault of a file is named",
        arguments: [
            (
                [],
                "FILE: An IDX file was expected, which begins with 00 00, but the file is empty. "
                    + "Give an IDX file such as train-images-idx3-ubyte, gzipped or not."
            ),
            (
                Array("width,height".utf8),
                "FILE: An IDX file was expected, which begins with 00 00, but the file begins with the bytes 77 69 64 74. "
                    + "Give an IDX file such as train-images-idx3-ubyte, gzipped or not."
            ),
            (
                [0, 0, 8, 3, 0, 0, 0],
                "FILE: The IDX header ends after 7 bytes of 16. Copy, download or save the file again."
            ),
            (
                ImageFiles.idx([1_000_000_000, 28, 28], Array(repeating: 0, count: 1008)),
                "FILE: The IDX header declares 1000000000 × 28 × 28 values of 1 byte, but the file has 1024 bytes. "
                    + "Copy, download or save the file again."
            ),
            (
                ImageFiles.idx([0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [1, 2]),
                "FILE: The IDX header declares 4294967295 × 4294967295 × 4294967295 values of 1 byte, "
                    + "but the file has 18 bytes. Copy, download or save the file again."
            ),
            (
                ImageFiles.idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7]),
                "FILE: The IDX header declares 2 × 2 × 2 values of 1 byte, but the file has 23 bytes. "
                    + "Copy, download or save the file again."
            ),
            (
                ImageFiles.idx([1, 2, 2], [1, 2, 3, 4, 5]),
                "FILE: The file continues after the 4 values that the IDX header declares. "
                    + "Copy, download or save the file again."
            ),
            (
                ImageFiles.idx([4], [1, 2, 3, 4]),
                "FILE: Images have a rank of 3 (count, height, width) or 4 (with channels), but the IDX file has rank 1. "
                    + "This is probably the file of labels; give the one of images."
            ),
            (
                ImageFiles.idx([0, 2, 2], []),
                "FILE: There are no images in the file. Give a file with at least one."
            ),
            (
                ImageFiles.idx([1, 1, 1], element: 0x0D, [0x7F, 0x80, 0, 0]),
                "FILE: Value 1 is inf, which no pixel can be. Copy, download or save the file again."
            ),
        ] as [([UInt8], String)])
    func damaged(_ bytes: [UInt8], _ message: String) throws {
        #expect(try folder.error(bytes) { _ = try ImageSet(idx: $0) } == message)
    }

    @Test("the fault of labels is named")
    func labels() throws {
        let images = try folder.write(ImageFiles.idx([2, 1, 1], [1, 2]), to: "images")
        let three = try folder.write(ImageFiles.idx([3], [1, 2, 3]), to: "labels")
        #expect(
            folder.error { _ = try ImageSet(idx: images).labelled(byIDX: three) }
                == "labels: There are 3 labels for the 2 images of images. Give the labels that belong to these images."
        )
        #expect(
            folder.error { _ = try ImageSet.labels(idx: images) }
                == "images: Labels have a rank of 1, but the IDX file has rank 3. "
                + "This is probably the file of images; give the one of labels.")
        #expect(
            folder.error { _ = try ImageSet(idx: "nowhere") }
                == "nowhere: The file cannot be opened: No such file or directory. "
                + "Check the path and your permission to read it.")
    }

    @Test("a gzipped header that declares more than the file can hold is refused before memory is taken")
    func gzip() throws {
        // gzip of the header [0 0 8 3], 10⁹ × 28 × 28, made with Python's gzip module (mtime 0).
        let bytes: [UInt8] = [
            31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 224, 96, 182, 158, 117, 138, 1, 8, 100, 64, 24, 0, 211,
            186, 167, 226,
            16, 0, 0, 0,
        ]
        let message = try folder.error(bytes) { _ = try ImageSet(idx: $0) }
        #expect(
            message.hasPrefix(
                "FILE: The IDX header declares 1000000000 × 28 × 28 values of 1 byte, but the file can hold at most"
            ))
    }

    @Test("damaged headers and values never trap")
    func mutations() throws {
        var generator = TestGenerator(state: 1)
        let sound = ImageFiles.idx([3, 4, 5], (0..<60).map { UInt8($0) })
        for _ in 0..<400 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<16, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            let path = try folder.write(bytes, to: "mutated")
            if let set = try? ImageSet(idx: path) { #expect(set.count * set.shape.count <= 64) }
        }
    }
}
