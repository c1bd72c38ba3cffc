#if Server
    import Backprop
    import CWebFiles
    import Hummingbird

    /// The routes of the playground: its page, a stream of snapshots, and commands.
    ///
    /// All paths begin with a random token, so that no other page of the browser can guess them.
    struct PlaygroundRoutes: Sendable {
        let session: PlaygroundSession
        let token: String

        /// Adds the routes to a router.
        func addRoutes(to router: some RouterMethods<some RequestContext>) {
            WebRoutes(files: .playground, path: "/\(token)/").addRoutes(to: router)
            let base = "/\(token)"
            router.on("\(base)/setup", .get) { _, _ in
                await Self.answer { try await Response(json: session.setupText()) }
            }
            router.on("\(base)/snapshot", .get) { _, _ in
                await Self.answer { try await Response(json: session.snapshotText()) }
            }
            router.on("\(base)/events", .get) { _, _ in
                await Self.answer { try await Response(events: session.snapshots()) }
            }
            router.on("\(base)/command", .post) { request, _ in
                await Self.answer {
                    try await command(JSONValue(body: request.bytes(limit: 1 << 16)))
                    return try await Response(json: session.snapshotText())
                }
            }
            router.on("\(base)/data", .post) { request, _ in
                await Self.answer {
                    let name = request.query("name") ?? "dropped.csv"
                    try await session.load(
                        name: name, bytes: request.bytes(limit: PlaygroundData.byteLimit))
                    return try await Response(json: session.setupText())
                }
            }
            addDownloads(to: router, base)
        }

        private func addDownloads(to router: some RouterMethods<some RequestContext>, _ base: String) {
            router.on("\(base)/trace", .get) { request, _ in
                await Self.answer { try await Response(json: session.trace(row: Self.row(request))) }
            }
            router.on("\(base)/row", .get) { request, _ in
                await Self.answer { try await Response(json: session.cells(row: Self.row(request))) }
            }
            router.on("\(base)/model.safetensors", .get) { _, _ in
                await Self.answer {
                    try await Response(session.model(), type: "application/octet-stream")
                }
            }
            router.on("\(base)/data.csv", .get) { _, _ in
                await Self.answer {
                    await Response(session.dataFile.bytes, type: "text/csv; charset=utf-8")
                }
            }
        }

        private static func row(_ request: Request) throws -> Int {
            guard let row = request.query("row").flatMap({ Int($0) }) else {
                throw RequestError("The query was expected to name a row, such as ?row=1.")
            }
            return row
        }

        private func command(_ json: JSONValue) async throws {
            let count = json["count"]?.int ?? 1
            guard (1...100_000).contains(count) else {
                throw RequestError("The count was expected to be from 1 to 100000.", status: 422)
            }
            switch json["do"]?.string {
            case "step": try await session.step(count)
            case "epochs": try await session.epochs(count)
            case "back": try await session.goBack()
            case "reset": try await session.reset()
            case "pause": try await session.step(0)
            case "run":
                try await session.start(
                    json["pace"]?.string.flatMap { PlaygroundSession.Pace(rawValue: $0) } ?? .epoch)
            case "configure":
                guard let settings = json["settings"] else {
                    throw RequestError("The command \"configure\" was expected to have settings.")
                }
                try await session.configure(PlaygroundSettings(settings))
            default:
                throw RequestError(
                    "The command was expected to be step, epochs, back, reset, pause, run or configure.")
            }
        }

        private static func answer(_ body: () async throws -> Response) async -> Response {
            do {
                return try await body()
            } catch {
                return Response(RequestError(error))
            }
        }
    }

    extension Response {
        fileprivate init(json text: String) {
            self.init(.ok, text: text, type: "application/json")
            headers[.cacheControl] = "no-store"
        }

        fileprivate init(json: JSONValue) throws { self.init(json: try json.text()) }

        fileprivate init(_ bytes: [UInt8], type: String) {
            self.init(.ok, bytes, type: type)
            headers[.cacheControl] = "no-store"
        }

        /// Creates a stream of server-sent events (WHATWG HTML, section 9.2).
        fileprivate init(events: AsyncStream<String>) {
            self.init(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: ResponseBody(asyncSequence: events.map { ByteBuffer(string: $0) }))
        }
    }

    extension Request {
        fileprivate func query(_ name: String) -> String? {
            uri.queryParameters[Substring(name)].map(String.init)
        }

        /// Returns the whole body.
        ///
        /// - Throws: ``RequestError`` with the status 413 for a body that is too long.
        fileprivate func bytes(limit: Int) async throws -> [UInt8] {
            var all: [UInt8] = []
            for try await part in body {
                guard all.count + part.readableBytes <= limit else {
                    throw RequestError(
                        "The file has more than \(limit) bytes. Name it on the command line instead.",
                        status: 413)
                }
                all += part.readableBytesView
            }
            return all
        }
    }

    extension WebFiles {
        /// The page of the playground.
        static let playground = WebFiles(backprop_playground_files)
    }
#endif
