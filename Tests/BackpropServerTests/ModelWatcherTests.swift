#if Server
    import Backprop
    import Foundation
    import Logging
    import Testing

    @testable import BackpropServer

    /// Models that are added and replaced while the server runs, and the bytes of requests.
    @Suite struct ModelWatcherTests {
        private static func folder() throws -> String {
            let folder = NSTemporaryDirectory() + "watched-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            return folder
        }

        private static func watcher(_ paths: [String]) throws -> (ModelWatcher, PredictionService) {
            let files = try ModelFiles(paths)
            let stamps = files.files.map { FileStamp($0.path) }
            let models = try files.files.map { try $0.model(ServiceLimits()) }
            let service = PredictionService(try ServedModels(models))
            var logger = Logger(label: "test") { _ in JSONLogHandler() }
            logger.logLevel = .critical
            return (ModelWatcher(files, stamps: stamps, service, logger), service)
        }

        @Test func newFilesOfAFolderAreLoaded() throws {
            let folder = try Self.folder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let bytes = Data(try Garden.kind.get().safetensors().serialized())
            try bytes.write(to: URL(fileURLWithPath: folder + "/first.safetensors"))
            var (watcher, service) = try Self.watcher([folder])
            watcher.look()
            #expect(service.models.names == ["first"])
            #expect(service.metrics.counts.reloads.isEmpty)
            try Data("not yet a model".utf8).write(to: URL(fileURLWithPath: folder + "/second.safetensors"))
            try bytes.write(to: URL(fileURLWithPath: folder + "/notes.txt"))
            watcher.look()
            watcher.look()
            #expect(service.models.names == ["first"])
            #expect(service.metrics.counts.failedReloads == ["second": 1])
            try Data(try Garden.height.get().safetensors().serialized())
                .write(to: URL(fileURLWithPath: folder + "/second.safetensors"))
            watcher.look()
            #expect(service.models.names == ["first", "second"])
            #expect(service.models["second"]?.schema.task == "regression")
            #expect(service.metrics.counts.reloads == ["second": 1])
        }

        @Test func aNewFileDoesNotTakeTheNameOfAnother() throws {
            let (folder, other) = (try Self.folder(), try Self.folder())
            defer { for path in [folder, other] { try? FileManager.default.removeItem(atPath: path) } }
            let bytes = Data(try Garden.kind.get().safetensors().serialized())
            try bytes.write(to: URL(fileURLWithPath: folder + "/garden.safetensors"))
            try bytes.write(to: URL(fileURLWithPath: other + "/rest.safetensors"))
            var (watcher, service) = try Self.watcher([folder, other])
            try Data(try Garden.height.get().safetensors().serialized())
                .write(to: URL(fileURLWithPath: other + "/garden.safetensors"))
            watcher.look()
            #expect(service.models.names == ["garden", "rest"])
            #expect(service.models["garden"]?.schema.task == "classification")
            #expect(service.metrics.counts.failedReloads == ["garden": 1])
        }

        @Test func bytesBeyondTheHeadAreCounted() throws {
            var limits = ServiceLimits()
            (limits.totalByteCount, limits.requestCount) = (100, 3)
            let admission = Admission(limits)
            let isFirstIn = admission.enter(bytes: 0)
            let isSecondIn = admission.enter(bytes: 20)
            #expect(isFirstIn && isSecondIn)
            let first = AdmittedRequest(admission, bytes: 0)
            try first.require(bytes: 10)
            try first.require(bytes: 80)
            try first.require(bytes: 5)
            #expect(first.bytes == 80)
            let error = #expect(throws: RequestError.self) { try first.require(bytes: 81) }
            #expect(error?.status == 503)
            let isThirdIn = admission.enter(bytes: 1)
            #expect(!isThirdIn)
            first.leave()
            // One request alone may have more, up to the limit of a body.
            let second = AdmittedRequest(admission, bytes: 20)
            try second.require(bytes: 1000)
            second.leave()
            #expect(admission.requestCount == 0)
            #expect(admission.enter(bytes: 100))
        }
    }
#endif
