import Foundation

/// The `backprop` that was built together with these tests, run as a process.
struct BuiltCommand {
    /// The result of a run.
    struct Result {
        /// The content of standard output.
        let output: String

        /// The content of standard error, without the lines of progress.
        let errors: String

        /// The lines of progress on standard error.
        let progress: [String]

        /// Its exit code; of a process that a signal ended, 128 and the signal, as in a shell.
        let status: Int32
    }

    /// Runs the command and waits for its end.
    ///
    /// - Parameters:
    ///   - arguments: The subcommand and its options.
    ///   - input: What it reads from standard input.
    ///   - environment: Variables to set in addition to those of the tests.
    ///   - folder: Its working folder; that of the tests if there is none.
    static func run(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], folder: URL? = nil
    ) throws -> Result {
        // Files, not pipes: a pipe that is not emptied in time would stop the process.
        let scratch = try TemporaryFolder()
        try input.write(to: scratch["stdin"])
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = folder }
        process.standardInput = try FileHandle(forReadingFrom: scratch["stdin"])
        process.standardOutput = try scratch.create("stdout")
        process.standardError = try scratch.create("stderr")
        try process.run()
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        let errors = try scratch.text("stderr")
        return Result(
            output: try scratch.text("stdout"), errors: withoutProgress(errors),
            progress: errors.split(separator: "\n").filter(isProgress).map(String.init),
            status: process.terminationStatus + (isSignal ? 128 : 0))
    }

    /// Returns messages without the lines of progress.
    static func withoutProgress(_ errors: String) -> String {
        errors.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !isProgress($0) }.joined(separator: "\n")
    }

    private static func isProgress(_ line: Substring) -> Bool {
        if line.hasPrefix("choosing settings") { return true }
        return (line.hasPrefix("epoch ") || line.hasPrefix("network "))
            && (line.contains(": loss ") || line.hasSuffix(" rows"))
    }

    /// The program that the variable `BACKPROP_COMMAND` names, else the file next to the test bundle.
    ///
    /// An optimized program starts and trains about twenty times as fast as one without optimization.
    static var executable: URL {
        if let path = ProcessInfo.processInfo.environment["BACKPROP_COMMAND"] {
            return URL(fileURLWithPath: path)
        }
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            let folder = (bundle ?? .main).bundleURL.deletingLastPathComponent()
        #else
            // Elsewhere the test bundle is a program of its own.
            let folder = URL(fileURLWithPath: CommandLine.arguments[0])
                .resolvingSymlinksInPath().deletingLastPathComponent()
        #endif
        return folder.appendingPathComponent("backprop")
    }
}

/// A folder that lives as long as this value.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("backprop-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The place of a file in the folder.
    subscript(name: String) -> URL { url.appendingPathComponent(name) }

    /// Writes a file, and gives its path.
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: self[name])
        return self[name].path
    }

    /// Makes an empty file to write to.
    fileprivate func create(_ name: String) throws -> FileHandle {
        try Data().write(to: self[name])
        return try FileHandle(forWritingTo: self[name])
    }

    fileprivate func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: self[name]), as: UTF8.self)
    }
}

/// The real data, which are not part of the repository.
enum SharedData {
    /// Returns the path of a file of the data, or nil if it is absent. The folder is the one that the variable
    /// `BACKPROP_DATA` names, else `../shared/data` next to the package.
    static func path(_ name: String) -> String? {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let fallback = package.deletingLastPathComponent().appendingPathComponent("shared/data").path
        let folder = ProcessInfo.processInfo.environment["BACKPROP_DATA"] ?? fallback
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
