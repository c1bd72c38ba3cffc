#if Server
    import Backprop
    import BackpropServer
    import Foundation
    import Hummingbird
    import HummingbirdTesting
    import Testing

    // The example of the article "Serving predictions", word for word.
    // example begins
    /// Your application, with the predictions of a model below /flowers.
    func application(bytes: [UInt8]) throws -> some ApplicationProtocol {
        let model = try ServedModel(name: "iris", bytes: bytes, source: "iris.safetensors")
        let service = PredictionService(try ServedModels([model]))
        let router = Router()
        router.get("hello") { _, _ in "Hello" }
        PredictionRoutes(service).addRoutes(to: router.group("flowers"))
        return Application(router: router)
    }
    // example ends

    /// The article about serving, whose example is part of these tests.
    @Suite struct ServingArticleTests {
        private static let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

        @Test func theExampleOfTheArticleAnswers() async throws {
            let bytes = try Garden.kind.get().safetensors().serialized()
            let row = "[{\"height\":1.5,\"color\":\"red\",\"soil\":2}]"
            try await application(bytes: bytes).test(.router) { client in
                try await client.execute(
                    uri: "/flowers/predict", method: .post, body: ByteBuffer(string: row)
                ) { #expect($0.status == .ok) }
                try await client.execute(uri: "/flowers/", method: .get) { response in
                    #expect(response.headers[.contentType] == "text/html; charset=utf-8")
                }
                try await client.execute(uri: "/hello", method: .get) { response in
                    #expect(String(buffer: response.body) == "Hello")
                }
            }
        }

        @Test func theArticleHasTheExample() throws {
            let own = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
            let begin = try #require(own.range(of: "// example begins\n"))
            let end = try #require(own.range(of: "    // example ends\n"))
            let example = own[begin.upperBound..<end.lowerBound].split(separator: "\n")
                .map { $0.dropFirst(4) }.joined(separator: "\n")
            let path = "Sources/Backprop/Backprop.docc/Serving.md"
            let article = try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
            #expect(article.contains(example))
        }
    }
#endif
