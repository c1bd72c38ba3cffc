#if Server
    import Backprop
    import Logging

    /// A watch over model files: a file that is replaced is read about a second later, while the old model answers.
    struct ModelWatcher: Sendable {
        let files: ModelFiles
        let service: PredictionService
        let logger: Logger
        private var stamps: [FileStamp?]

        /// - Parameter stamps: The stamps of the files from before they were read.
        init(_ files: ModelFiles, stamps: [FileStamp?], _ service: PredictionService, _ logger: Logger) {
            (self.files, self.stamps, self.service, self.logger) = (files, stamps, service, logger)
        }

        /// Looks at the files once a second until the task is cancelled.
        mutating func run() async {
            while (try? await Task.sleep(for: .seconds(1))) != nil { look() }
        }

        /// Reads the files that have changed.
        mutating func look() {
            for (index, file) in files.files.enumerated() {
                let stamp = FileStamp(file.path)
                guard stamp != stamps[index], stamp != nil else { continue }
                stamps[index] = stamp
                reload(file)
            }
        }

        private func reload(_ file: ModelFiles.File) {
            do {
                let model = try file.model(service.limits)
                service.models.replace(by: model)
                service.metrics.countReload(of: file.name, isSuccess: true)
                logger.info(
                    "model replaced", metadata: ["model": "\(file.name)", "sha256": "\(model.sha256)"])
            } catch {
                service.metrics.countReload(of: file.name, isSuccess: false)
                logger.error(
                    "model not replaced, the old one answers",
                    metadata: ["model": "\(file.name)", "error": "\(error)"])
            }
        }
    }
#endif
