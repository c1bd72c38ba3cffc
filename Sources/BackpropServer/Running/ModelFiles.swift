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
                let models = Self.models(names, in: path)
                guard !models.isEmpty else { throw ServerError.noModels(folder: path) }
                files += models
            }
            self.files = files
            folders = paths.filter { FolderListing.names(in: $0) != nil }
        }

        /// The folders among the paths, into which further models may come.
        private let folders: [String]

        /// Returns the files of this moment: those that were found first, and those that came into the folders since.
        var current: [File] {
            var known = Set(files)
            let found = folders.flatMap { Self.models(FolderListing.names(in: $0) ?? [], in: $0) }
            return files + found.filter { known.insert($0).inserted }
        }

        private static func models(_ names: [String], in path: String) -> [File] {
            let folder = path.hasSuffix("/") ? path : path + "/"
            return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
                .map { File(name: name(of: $0), path: folder + $0) }
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
