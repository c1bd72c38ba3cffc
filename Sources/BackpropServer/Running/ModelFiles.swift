#if Server
    import Backprop

    /// The files of the models of a server.
    struct ModelFiles: Sendable {
        /// A model's file.
        struct File: Hashable, Sendable {
            let name: String
            let path: String
        }

        let files: [File]

        /// Finds the files of paths, each of which is a model file or a folder of them.
        ///
        /// - Throws: ``ServerError/noModels(folder:)``.
        init(_ paths: [String]) throws {
            var files: [File] = []
            for path in paths {
                guard let names = FolderListing.names(in: path) else {
                    files.append(File(name: Self.name(of: path), path: path))
                    continue
                }
                let models = names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
                guard !models.isEmpty else { throw ServerError.noModels(folder: path) }
                let folder = path.hasSuffix("/") ? path : path + "/"
                files += models.map { File(name: Self.name(of: $0), path: folder + $0) }
            }
            self.files = files
        }

        private static let ending = ".safetensors"

        /// Returns the name of a file without its folder and ending.
        private static func name(of path: String) -> String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            return name.hasSuffix(ending) ? String(name.dropLast(ending.count)) : name
        }
    }

    extension ModelFiles.File {
        /// Reads the model.
        func model(_ limits: ServiceLimits) throws -> ServedModel {
            let bytes = try WholeFile.read(path, limit: 1 << 40)
            do {
                return try ServedModel(
                    name: name, bytes: bytes, source: path, maximumRowCount: limits.rowCount)
            } catch let error as SafetensorsError {
                // This names what else the file is.
                _ = try Model(contentsOf: path)
                throw error
            }
        }
    }
#endif
