#if Server
    import HTTPTypes
    import Hummingbird

    /// The routes of a web page: `index.html` at the page's path, and its other files in a folder next to it.
    ///
    /// Pages name their files and the server's routes by relative addresses, so that they work in any group of a router.
    struct WebRoutes: Sendable {
        /// The files.
        let files: WebFiles
        /// The path of the page in its router, such as `/`.
        var path = "/"
        /// The folder of the other files, relative to the page.
        var folder = "web"

        /// Adds the routes to a router.
        func addRoutes(to router: some RouterMethods<some RequestContext>) {
            let base = path.hasSuffix("/") ? path : path + "/"
            for file in files.files {
                let isIndex = file.name == "index.html"
                router.on(isIndex ? path : "\(base)\(folder)/\(file.name)", .get) { request, _ in
                    // Without the last slash, relative addresses would begin one folder too high.
                    if isIndex, !request.uri.path.hasSuffix("/") { return Response(folderOf: request) }
                    return Response(file, to: request)
                }
            }
        }
    }

    extension Response {
        /// Creates an answer with a file, or the status 304 if the client has it.
        fileprivate init(_ file: WebFile, to request: Request) {
            let tags = (request.headers[.ifNoneMatch] ?? "").split(separator: ",").map { tag in
                tag.filter { $0 != " " }
            }
            let isKnown = tags.contains { $0 == file.tag || $0 == "W/" + file.tag || $0 == "*" }
            self.init(
                status: isKnown ? .notModified : .ok, headers: Self.webHeaders,
                body: isKnown ? .init() : .init(byteBuffer: file.bytes))
            headers[.eTag] = file.tag
            if !isKnown { headers[.contentType] = file.type }
        }

        /// Creates an answer that leads to the address with a slash at its end.
        fileprivate init(folderOf request: Request) {
            let name = request.uri.path.split(separator: "/").last.map(String.init) ?? ""
            self.init(status: .permanentRedirect, headers: [.location: "./\(name)/"])
        }

        /// The headers of all files: nothing is loaded from elsewhere, and no other page may frame this one.
        private static let webHeaders: HTTPFields = [
            .cacheControl: "no-cache",
            .contentSecurityPolicy:
                "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
            .init("Referrer-Policy")!: "no-referrer",
        ]
    }
#endif
