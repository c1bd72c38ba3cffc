#if Server
    import Foundation
    import Hummingbird
    import HummingbirdTesting
    import Testing

    @testable import BackpropServer

    /// The files of the page, which are parts of the program.
    @Suite struct WebRoutesTests {
        private static func send(
            _ path: String, headers: HTTPFields = [:], group: String? = nil
        ) async throws -> TestResponse {
            let router = Router()
            let service = try PredictionRoutesTests.service()
            if let group {
                PredictionRoutes(service).addRoutes(to: router.group(RouterPath(group)))
            } else {
                PredictionRoutes(service).addRoutes(to: router)
            }
            return try await Application(router: router).test(.router) { client in
                try await client.execute(uri: path, method: .get, headers: headers) { $0 }
            }
        }

        /// The folder of the files in the sources.
        private static let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/BackpropServer/Web")

        @Test func everyFileOfTheFolderIsServed() async throws {
            // Folders have the files of other pages.
            let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
                .filter { $0.contains(".") }
            #expect(Set(names) == Set(WebFiles.page.files.map(\.name)))
            for name in names {
                let response = try await Self.send(name == "index.html" ? "/" : "/web/\(name)")
                #expect(response.status == .ok)
                let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
                #expect(Data(response.body.readableBytesView) == bytes)
            }
        }

        @Test(arguments: [
            ("/", "text/html; charset=utf-8"), ("/web/page.css", "text/css; charset=utf-8"),
            ("/web/page.js", "text/javascript; charset=utf-8"),
        ])
        func filesHaveTheirTypeAndStrictHeaders(path: String, type: String) async throws {
            let response = try await Self.send(path)
            #expect(response.headers[.contentType] == type)
            #expect(response.headers[.cacheControl] == "no-cache")
            #expect(response.headers[.xContentTypeOptions] == "nosniff")
            #expect(response.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'self';") == true)
        }

        @Test func aKnownTagIsAnsweredWithoutTheFile() async throws {
            let tag = try #require(await Self.send("/web/page.css").headers[.eTag])
            let response = try await Self.send("/web/page.css", headers: [.ifNoneMatch: "\"x\", W/\(tag)"])
            #expect(response.status == .notModified && response.body.readableBytes == 0)
            #expect(response.headers[.eTag] == tag)
            #expect(try await Self.send("/web/page.css", headers: [.ifNoneMatch: "\"x\""]).status == .ok)
        }

        @Test func thePageWorksInAGroup() async throws {
            let response = try await Self.send("/flowers/", group: "flowers")
            #expect(response.status == .ok && response.headers[.contentType] == "text/html; charset=utf-8")
            let other = try await Self.send("/flowers", group: "flowers")
            #expect(other.status == .permanentRedirect && other.headers[.location] == "./flowers/")
        }

        @Test func otherFilesAreNotServed() async throws {
            #expect(try await Self.send("/web/index.html").status == .notFound)
            #expect(try await Self.send("/web/../../etc/passwd").status == .notFound)
        }
    }
#endif
