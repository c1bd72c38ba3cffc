#if Server
    import Backprop
    import Hummingbird
    import HummingbirdTesting
    import Testing

    @testable import BackpropServer

    /// The routes of the playground, mounted into an application without a port.
    @Suite struct PlaygroundRoutesTests {
        private static func session() throws -> PlaygroundSession {
            try PlaygroundSession { recipe, table, name, _ in "data: \(name)" }
        }

        private static func send(
            _ session: PlaygroundSession, _ method: HTTPRequest.Method, _ path: String, _ body: String = ""
        ) async throws -> TestResponse {
            let router = Router()
            router.add(middleware: UnknownPathMiddleware())
            PlaygroundRoutes(session: session, token: "token").addRoutes(to: router)
            return try await Application(router: router).test(.router) { client in
                try await client.execute(uri: path, method: method, body: ByteBuffer(string: body)) { $0 }
            }
        }

        private static func json(_ response: TestResponse) throws -> JSONValue {
            try JSONValue(parsing: Array(response.body.readableBytesView))
        }

        @Test func thePageAndItsFilesAreServed() async throws {
            let session = try Self.session()
            let page = try await Self.send(session, .get, "/token/")
            #expect(page.status == .ok)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            let text = String(buffer: page.body)
            #expect(text.contains("<script type=\"module\" src=\"web/main.js\">"))
            for file in WebFiles.playground.files where file.name != "index.html" {
                #expect(try await Self.send(session, .get, "/token/web/\(file.name)").status == .ok)
            }
        }

        @Test func nothingIsServedWithoutTheToken() async throws {
            let session = try Self.session()
            for path in ["/", "/setup", "/other/setup", "/events"] {
                #expect(try await Self.send(session, .get, path).status == .notFound)
            }
        }

        @Test func commandsMoveTheRun() async throws {
            let session = try Self.session()
            let step = try await Self.send(session, .post, "/token/command", #"{"do":"step","count":3}"#)
            #expect(try Self.json(step)["step"]?.int == 3)
            let back = try await Self.send(session, .post, "/token/command", #"{"do":"back"}"#)
            #expect(try Self.json(back)["step"]?.int == 2)
            let epochs = try await Self.send(session, .post, "/token/command", #"{"do":"epochs","count":2}"#)
            #expect(try Self.json(epochs)["epoch"]?.int == 2)
            #expect(try Self.json(epochs)["history"]?.array?.count == 2)
            let reset = try await Self.send(session, .post, "/token/command", #"{"do":"reset"}"#)
            #expect(try Self.json(reset)["step"]?.int == 0)
        }

        @Test(arguments: [
            (
                #"{"do":"dance"}"#, 400,
                "The command was expected to be step, epochs, back, reset, pause, run or configure."
            ),
            (#"{"do":"step","count":0}"#, 422, "The count was expected to be from 1 to 100000."),
            (#"{"do":"configure"}"#, 400, "The command \"configure\" was expected to have settings."),
            (
                #"{"do":"configure","settings":{}}"#, 422,
                "No file was dropped or named. Drop one, or choose a sample."
            ),
            (
                #"{"do":"configure","settings":{"sample":"xor","options":{"layers":"dense"}}}"#, 422,
                ""
            ),
        ])
        func faultyCommandsAreNamed(body: String, status: Int, message: String) async throws {
            let session = try Self.session()
            let response = try await Self.send(session, .post, "/token/command", body)
            #expect(response.status.code == status)
            let found = try Self.json(response)["error"]?["message"]?.string
            if !message.isEmpty { #expect(found == message) }
            // The run is as it was.
            #expect(try Self.json(try await Self.send(session, .get, "/token/snapshot"))["setup"]?.int == 1)
        }

        @Test func aTableIsTakenAndAFaultyOneIsNot() async throws {
            let session = try Self.session()
            let faulty = try await Self.send(
                session, .post, "/token/data?name=faulty.csv", "a,b,kind\n1,2,x\n3,4\n5,6,y\n")
            #expect(faulty.status.code == 422)
            let expected = #expect(throws: TableError.self) {
                try Table(reading: Array("a,b,kind\n1,2,x\n3,4\n5,6,y\n".utf8), source: "faulty.csv")
            }
            #expect(try Self.json(faulty)["error"]?["message"]?.string == expected?.description)
            let taken = try await Self.send(session, .post, "/token/data?name=garden.csv", Garden.csv())
            let setup = try Self.json(taken)
            #expect(setup["name"]?.string == "garden.csv")
            #expect(setup["classes"]?.array?.compactMap(\.string) == ["herb", "tree"])
            #expect(setup["recipe"]?.string == "data: garden.csv")
            let row = try await Self.send(session, .get, "/token/row?row=1")
            #expect(try Self.json(row)["location"]?.string == "garden.csv, line 2")
        }

        @Test func theModelIsAFileThatPredicts() async throws {
            let session = try Self.session()
            try await session.epochs(1)
            let response = try await Self.send(session, .get, "/token/model.safetensors")
            let model = try Model(
                SafetensorsFile(bytes: Array(response.body.readableBytesView)), source: "model.safetensors")
            #expect(model.parameters.values() == (await session.parameters))
        }

        @Test func aStreamBeginsWithTheStateAndFollowsIt() async throws {
            let session = try Self.session()
            var events = try await session.snapshots().makeAsyncIterator()
            let first = try #require(await events.next())
            #expect(first.hasPrefix("id: 0\nevent: snapshot\ndata: {"))
            #expect(first.hasSuffix("}\n\n"))
            try await session.step(2)
            let second = try #require(await events.next())
            #expect(second.contains("\"step\":2"))
            await session.close()
            #expect(await events.next() == nil)
        }
    }
#endif
