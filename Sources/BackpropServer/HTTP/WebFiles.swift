#if Server
    import Backprop
    import CWebFiles
    import Hummingbird

    /// A file of a web page that is part of the program.
    struct WebFile: Sendable {
        /// The name that pages use.
        let name: String
        /// The content.
        let bytes: ByteBuffer
        /// The media type, by the ending of the name.
        let type: String
        /// The tag by which a browser asks whether its copy is still valid.
        let tag: String

        init(name: String, bytes: [UInt8]) {
            (self.name, self.bytes) = (name, ByteBuffer(bytes: bytes))
            type = Self.type(of: name)
            tag = "\"\(SHA256.text(of: bytes).prefix(32))\""
        }

        /// Returns the media type of a file; browsers take styles and modules by it alone.
        private static func type(of name: String) -> String {
            switch name.split(separator: ".").last {
            case "html": "text/html; charset=utf-8"
            case "css": "text/css; charset=utf-8"
            case "js": "text/javascript; charset=utf-8"
            case "json": "application/json"
            case "svg": "image/svg+xml"
            case "png": "image/png"
            case "csv": "text/csv; charset=utf-8"
            default: "application/octet-stream"
            }
        }
    }

    /// The files of a web page.
    struct WebFiles: Sendable {
        let files: [WebFile]

        /// Takes the files from a function of `CWebFiles`.
        init(_ list: (UnsafeMutablePointer<Int>) -> UnsafePointer<backprop_web_file>?) {
            var count = 0
            let first = list(&count)
            files = UnsafeBufferPointer(start: first, count: count).map { file in
                WebFile(
                    name: String(cString: file.name),
                    bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
            }
        }

        /// The page at `/`.
        static let page = WebFiles(backprop_page_files)
    }
#endif
