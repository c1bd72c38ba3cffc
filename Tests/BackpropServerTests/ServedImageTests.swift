import Backprop
import Testing

@testable import BackpropServer

/// Requests with images.
@Suite struct ServedImageTests {
    /// A model of gray images of 4×4 pixels, bright on the left or on the right.
    static let model = Result {
        let count = 24
        var bytes: [UInt8] = []
        for image in 0..<count {
            for pixel in 0..<16 {
                let isLit = (pixel % 4 < 2) == image.isMultiple(of: 2)
                bytes.append(isLit ? UInt8(200 + image) : UInt8(image))
            }
        }
        let labels = (0..<count).map { $0.isMultiple(of: 2) ? "left" : "right" }
        let images = ImageSet(bytes: bytes, shape: [4, 4, 1], labels: labels)
        var options = RecipeOptions()
        (options.epochs, options.seed, options.weightDecay) = (5, 3, 0.01)
        options.hiddenLayers = try Network(parsing: "flatten, dense 4 relu")
        return try Trainer(options.recipe(for: images).recipe).train(on: images).model
    }

    /// A gray PNG file of 4×4 pixels, bright on the left, in base64; Python's zlib compressed it.
    static let left =
        "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAEElEQVR4nGO4dImLiwGVAABLFAbhkspUiwAAAABJRU5ErkJggg=="

    private static func fault(_ body: String, type: String?) -> String {
        do {
            let request = try ImageRequest(Array(body.utf8), type: type)
            let answer = try Answerer(model.get()).answer(request)
            return "no error, but " + String(decoding: answer.bytes, as: UTF8.self)
        } catch {
            let error = RequestError(error)
            return "\(error.status) \(error.row?.number ?? 0): \(error.message)"
        }
    }

    @Test(
        arguments: [
            ("", []), ("Zg==", Array("f".utf8)), ("Zm8=", Array("fo".utf8)), ("Zm9v", Array("foo".utf8)),
            ("Zm9vYmFy", Array("foobar".utf8)), ("data:text/plain;base64,Zm8=", Array("fo".utf8)),
            ("+/+/", [0xFB, 0xFF, 0xBF]),
        ] as [(String, [UInt8])])
    func base64IsDecoded(text: String, bytes: [UInt8]) {
        #expect(Base64.decoded(text) == bytes)
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zm-v", "data:Zm9v", "Zg==Zg=="])
    func damagedBase64IsRefused(text: String) {
        #expect(Base64.decoded(text) == nil)
    }

    @Test(arguments: [
        (
            "GIF89a", "image/gif",
            "415 0: The content type is \"image/gif\". Send an image as image/png or image/jpeg, or several as application/json."
        ),
        (
            "{\"rows\":[]}", "application/json",
            "400 0: The body has an unknown member \"rows\". The member is \"images\", a list of PNG or JPEG files in base64."
        ),
        ("{\"images\":[\"Zg\"]}", "application/json", "400 1: Image 1 is not valid base64."),
        ("{}", "application/json", "400 0: \"images\" was expected to be a list."),
    ])
    func faultsAreNamed(body: String, type: String, message: String) {
        #expect(Self.fault(body, type: type) == message)
    }

    @Test func anImageHasTheClassOfTheModel() throws {
        let file = try #require(Base64.decoded(Self.left))
        let request = try ImageRequest(file, type: "image/png")
        let answer = try Answerer(Self.model.get()).answer(request)
        let raster = try Raster(decoding: file, source: "left.png")
        #expect(raster.shape == [4, 4, 1])
        let images = ImageSet(bytes: raster.bytes, shape: raster.shape)
        let expected = try Self.model.get().predict(images)
        let object = try JSONValue(parsing: answer.bytes)
        let row = try #require(object["predictions"]?.array?.first)
        #expect(row["prediction"]?.string == expected.texts(ofRow: 0).first)
        #expect(answer.rowCount == 1)
        // In JSON, one image or several give the same numbers.
        let text = "{\"images\":[\"\(Self.left)\",\"\(Self.left)\"]}"
        let both = try Answerer(Self.model.get()).answer(ImageRequest(Array(text.utf8), type: nil))
        let rows = try #require(try JSONValue(parsing: both.bytes)["predictions"]?.array)
        #expect(rows.count == 2 && rows.allSatisfy { $0["probability"] == row["probability"] })
    }

    @Test func noImagesHaveNoPredictions() throws {
        let answer = try Answerer(Self.model.get()).answer(
            ImageRequest(Array("{\"images\":[]}".utf8), type: nil))
        #expect(answer.rowCount == 0)
        #expect(try JSONValue(parsing: answer.bytes)["predictions"]?.array?.isEmpty == true)
    }

    @Test func rowsAreRefusedByAModelOfImages() throws {
        let answerer = try Answerer(Self.model.get())
        #expect(
            answerer.fault("[{\"a\":1}]")
                == "422: The model takes images. Send them to /predict, as image/png or image/jpeg, or in JSON."
        )
    }
}
