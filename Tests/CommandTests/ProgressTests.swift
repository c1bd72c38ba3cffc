import Foundation
import Testing

/// The progress of a run on a terminal, elsewhere, and in files.
@Suite struct ProgressTests {
    private func iris() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        return folder
    }

    @Test func withoutATerminalTenLinesShowTheProgress() throws {
        let result = try iris().run("train", "iris.csv", "--epochs", "60", "--no-selection")
        #expect(result.status == 0)
        let form = /epoch (\d+)\/60: loss [0-9.e-]+, rate [0-9.e-]+, [0-9.e]+ rows\/s, [0-9:]+( s)? left/
        let matches = result.progress.map { $0.wholeMatch(of: form) }
        #expect(matches.map { $0.flatMap { Int($0.1) } } == stride(from: 6, through: 60, by: 6).map { $0 })
        #expect(result.progress.last?.hasSuffix(", 0 s left") == true)
    }

    @Test func scoresOfHeldOutRowsAreNamed() throws {
        let result = try iris().run(
            "train", "iris.csv", "--epochs", "500", "--validation-split", "0.3", "--metric", "f1",
            "--patience", "3", "--no-selection", "--json")
        #expect(result.status == 0)
        // The run is over before a tenth of its epochs; the last line names the epoch.
        let form = /epoch (\d+)\/500: loss .+, validation loss .+, validation macroF1 [0-9.]+, rate .+/
        let match = try #require(result.progress.last?.wholeMatch(of: form), "\(result.progress)")
        let epochs = result.output.components(separatedBy: "\"epoch\":").count - 1
        #expect(Int(match.1) == epochs && result.progress.count == 1 + (epochs - 1) / 50)
    }

    private static let script = "/usr/bin/script"

    /// Runs `train` by the program that records what a terminal is sent, and returns the texts of its line.
    private func recorded(_ options: String...) throws -> [String] {
        let folder = try iris()
        let words =
            (["'\(BuiltCommand.executable.path)'", "train", "iris.csv"] + options + [">", "/dev/null"])
            .joined(separator: " ")
        let process = Process()
        process.executableURL = URL(filePath: Self.script)
        #if os(Linux)
            process.arguments = ["-q", "-e", "-c", words, "recorded"]
        #else
            process.arguments = ["-q", "recorded", "sh", "-c", words]
        #endif
        process.currentDirectoryURL = folder.folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let text = String(decoding: try #require(folder.data("recorded")), as: UTF8.self)
        return Array(text.components(separatedBy: "\r\u{1B}[2K").dropFirst())
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: script), "script is not there"))
    func onATerminalALineFollowsTheChoiceOfSettings() throws {
        let steps = try recorded("--epochs", "1", "--quality", "quick")
        let form = /choosing settings: (\d+) of about (\d+) trials/
        let trials = steps.compactMap { $0.wholeMatch(of: form) }
        let planned = try #require(trials.first?.2)
        #expect(steps.first == "choosing settings" && trials.count > 5)
        #expect(trials.map { Int($0.1) } == (1...trials.count).map { $0 })
        #expect(trials.allSatisfy { $0.2 == planned } && Int(planned)! >= trials.count)
        // The line is cleared before that of the epochs.
        #expect(steps[trials.count + 1] == "" && steps[trials.count + 2].hasPrefix("epoch 1/1 "))
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: script), "script is not there"))
    func onATerminalABarFollowsTheEpochs() throws {
        let steps = try recorded("--epochs", "5", "--no-selection")
        try #require(steps.count == 6)
        #expect(steps.first?.hasPrefix("epoch 1/5 ██████························ loss ") == true)
        #expect(steps.dropLast().last?.hasPrefix("epoch 5/5 ██████████████████████████████ loss ") == true)
        #expect(steps.dropLast().allSatisfy { $0.contains(", rate ") && $0.hasSuffix(" left") })
    }

    @Test func anEventFileChangesNothing() throws {
        let folder = try iris()
        let train = ["train", "iris.csv", "--epochs", "3", "--no-selection", "-o"]
        #expect(try folder.run(all: train + ["plain.safetensors"]).status == 0)
        let watched = try folder.run(all: train + ["m.safetensors", "--tensorboard", "board"])
        #expect(watched.status == 0 && watched.errors == "")
        #expect(folder.data("m.safetensors") == folder.data("plain.safetensors"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.folder["board"].path)
        #expect(files.count == 1 && files[0].hasPrefix("events.out.tfevents."))
        let content = try Data(contentsOf: folder.folder["board"].appendingPathComponent(files[0]))
        for text in [
            "brain.Event:2", "loss/training", "learning_rate", "weights/0.weight", "gradients/2.bias",
        ] {
            #expect(content.range(of: Data(text.utf8)) != nil, "\(text)")
        }
    }

    @Test func anImpossibleFolderForEventsIsRefusedAtOnce() throws {
        let folder = try iris()
        let result = try folder.run("train", "iris.csv", "--tensorboard", "iris.csv")
        #expect(result.status == 73)
        #expect(
            result.errors == """
                error: cannot write "iris.csv/events": "iris.csv" is not a folder. Choose a path inside a folder.

                """)
        #expect(folder.names == ["iris.csv"])
    }
}
