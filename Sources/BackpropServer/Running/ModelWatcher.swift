#if Server
    import Backprop
    import Logging

    /// A watch over model files and folders: a file that is new or replaced is read about a second later, while the old
    /// model answers.
    struct ModelWatcher: Sendable {
        let files: ModelFiles
        let service: PredictionService
        let logger: Logger
        /// The stamps of the files that were read, whether they were models or not.
        private var stamps: [ModelFiles.File: FileStamp]
        /// The file of each model by its name.
        private var owners: [String: ModelFiles.File]

        /// - Parameter stamps: The stamps of the files from before they were read.
        init(_ files: ModelFiles, stamps: [FileStamp?], _ service: PredictionService, _ logger: Logger) {
            (self.files, self.service, self.logger) = (files, service, logger)
            self.stamps = [:]
            for (file, stamp) in zip(files.files, stamps) { self.stamps[file] = stamp }
            owners = Dictionary(files.files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        }

        /// Looks at the files once a second until the task is cancelled.
        mutating func run() async {
            while (try? await Task.sleep(for: .seconds(1))) != nil { look() }
        }

        /// Reads the files that are new or have changed.
        mutating func look() {
            for file in files.current {
                guard let stamp = FileStamp(file.path), stamp != stamps[file] else { continue }
                stamps[file] = stamp
                load(file)
            }
        }

        private mutating func load(_ file: ModelFiles.File) {
            let isNew = service.models[file.name] == nil
            do {
                guard owners[file.name, default: file] == file else {
                    throw ServerError.duplicateName(file.name)
                }
                let model = try file.model(service.limits)
                owners[file.name] = file
                service.models.replace(by: model)
                service.metrics.countReload(of: file.name, isSuccess: true)
                logger.info(
                    isNew ? "model added" : "model replaced",
                    metadata: ["model": "\(file.name)", "sha256": "\(model.sha256)"])
            } catch {
                service.metrics.countReload(of: file.name, isSuccess: false)
                logger.error(
                    isNew ? "model not added" : "model not replaced, the old one answers",
                    metadata: ["model": "\(file.name)", "error": "\(error)"])
            }
        }
    }
#endif
