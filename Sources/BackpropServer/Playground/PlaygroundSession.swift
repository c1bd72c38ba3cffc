import Backprop

/// The network that the page shows: its data, its run and the listeners to its snapshots.
///
/// Several pages may be open; all show the same run.
public actor PlaygroundSession {
    /// The text of a recipe file for a recipe, its table and the name of its file.
    public typealias RecipeText = @Sendable (Recipe, Table, String, [Choice]) -> String

    /// The pace of a run between two snapshots.
    enum Pace: String, Sendable {
        case update, epoch, fast
    }

    private let recipeText: RecipeText
    private var file: PlaygroundData?
    private var run: PlaygroundRun
    private var pace = Pace.epoch
    private var task: Task<Void, Never>?
    private var listeners: [Int: AsyncStream<String>.Continuation] = [:]
    private var nextListener = 0

    /// The number of the run's setup; each change of data or recipe makes another.
    private var setupNumber = 1
    private var snapshotNumber = 0
    private var setup: String?

    /// Creates a session about a file, or about a sample.
    ///
    /// - Parameters:
    ///   - name: The name of the file, or `nil` to begin with a sample.
    ///   - bytes: Its content.
    ///   - target: The column to predict, or `nil` for the last.
    ///   - recipeText: A function that writes the recipe as a file.
    /// - Throws: The errors of the command line about data and recipe.
    public init(
        name: String? = nil, bytes: [UInt8] = [], target: String? = nil,
        recipeText: @escaping RecipeText
    ) throws {
        self.recipeText = recipeText
        var settings = PlaygroundSettings()
        if let name {
            let data = try PlaygroundData(name: name, bytes: bytes)
            (settings.sample, settings.target) = (nil, target)
            file = data
            run = try PlaygroundRun(settings, data)
        } else {
            run = try PlaygroundRun(settings, PlaygroundData(.xor, settings))
        }
    }

    // MARK: - Data and recipe

    /// Begins again with other settings. An error leaves everything as it was.
    func configure(_ settings: PlaygroundSettings) throws {
        let data: PlaygroundData
        if let sample = settings.sample {
            data = try PlaygroundData(sample, settings)
        } else if let file {
            data = file
        } else {
            throw RequestError("No file was dropped or named. Drop one, or choose a sample.", status: 422)
        }
        try take(PlaygroundRun(settings, data))
    }

    /// Begins again with a file and settings for it. An error leaves everything as it was.
    func load(name: String, bytes: [UInt8]) throws {
        let data = try PlaygroundData(name: name, bytes: bytes)
        var settings = run.settings
        (settings.sample, settings.target, settings.axes) = (nil, nil, [])
        settings.startsAsTutorial = false
        try take(PlaygroundRun(settings, data))
        file = data
    }

    private func take(_ run: PlaygroundRun) throws {
        pause()
        self.run = run
        setupNumber += 1
        setup = nil
        try publish()
    }

    // MARK: - Moving

    /// Makes updates.
    func step(_ count: Int) throws {
        pause()
        var rest = count
        while rest > 0, !run.run.isOver {
            let before = run.run.state.step
            try run.run.advance(updates: rest)
            rest -= max(1, Int(run.run.state.step - before))
        }
        try publish()
    }

    /// Runs epochs to their end.
    func epochs(_ count: Int) throws {
        pause()
        let target = run.run.state.epoch + count
        while run.run.state.epoch < target, !run.run.isOver {
            try run.run.advance(updates: run.run.stepsPerEpoch)
        }
        try publish()
    }

    /// Goes back by one update.
    func goBack() throws {
        pause()
        try run.goBack()
        try publish()
    }

    /// Returns to the beginning.
    func reset() throws {
        pause()
        try run.reset()
        try publish()
    }

    /// Runs until the recipe is over or someone pauses.
    func start(_ pace: Pace) throws {
        self.pace = pace
        guard task == nil, !run.run.isOver else { return }
        task = Task { await self.runOn() }
        try publish()
    }

    /// Stops running.
    func pause() {
        task?.cancel()
        task = nil
    }

    private func runOn() async {
        while !Task.isCancelled, !run.run.isOver {
            let begin = ContinuousClock.now
            do {
                try advanceForOneFrame(from: begin)
                if Task.isCancelled { return }
                if run.run.isOver { task = nil }
                try publish()
            } catch {
                task = nil
                return
            }
            // At most thirty pictures a second, and a moment for other requests in any case.
            let rest = Duration.milliseconds(33) - (ContinuousClock.now - begin)
            try? await Task.sleep(for: max(rest, .milliseconds(1)))
        }
    }

    private func advanceForOneFrame(from begin: ContinuousClock.Instant) throws {
        repeat {
            let updates = pace == .update ? 1 : run.run.stepsPerEpoch - run.run.state.batch
            try run.run.advance(updates: max(1, updates))
        } while pace == .fast && !run.run.isOver && ContinuousClock.now - begin < .milliseconds(25)
    }

    // MARK: - Telling

    /// Returns the setup as JSON.
    func setupText() throws -> String {
        if let setup { return setup }
        let yaml = recipeText(run.run.recipe, run.data.table, run.data.name, run.choices)
        var json = PlaygroundSetup(run: run, recipe: yaml).json
        json["number"] = JSONValue(setupNumber)
        json["file"] = file.map { JSONValue($0.name) } ?? .null
        let text = try json.text()
        setup = text
        return text
    }

    /// Returns the current snapshot as JSON.
    func snapshotText() throws -> String {
        var json = try PlaygroundSnapshot(run).json
        json["setup"] = JSONValue(setupNumber)
        json["number"] = JSONValue(snapshotNumber)
        json["isRunning"] = JSONValue(task != nil)
        return try json.text()
    }

    /// Returns a stream of snapshots that begins with the current one; a slow listener misses some, never the last.
    func snapshots() throws -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: String.self, bufferingPolicy: .bufferingNewest(1))
        let number = nextListener
        nextListener += 1
        listeners[number] = continuation
        continuation.onTermination = { _ in Task { await self.forget(number) } }
        continuation.yield(event(try snapshotText()))
        return stream
    }

    private func forget(_ listener: Int) { listeners[listener] = nil }

    private func publish() throws {
        snapshotNumber += 1
        guard !listeners.isEmpty else { return }
        let event = event(try snapshotText())
        for listener in listeners.values { listener.yield(event) }
    }

    /// Returns a server-sent event.
    private func event(_ text: String) -> String {
        "id: \(snapshotNumber)\nevent: snapshot\ndata: \(text)\n\n"
    }

    /// Ends all streams, so that the server can end.
    func close() {
        pause()
        for listener in listeners.values { listener.finish() }
        listeners = [:]
    }

    // MARK: - Taking along

    /// Returns the numbers of one update on one row, from 1, as JSON and as text.
    func trace(row: Int) throws -> JSONValue {
        let trace = try run.trace(row: row - 1)
        return ["trace": try JSONValue(encoding: trace), "text": JSONValue(trace.text())]
    }

    /// Returns the bytes of the model file that training would save now.
    func model() throws -> [UInt8] { try run.run.model().safetensors().serialized() }

    /// The parameters now.
    var parameters: [Double] { run.run.parameters }

    /// The name and the bytes of the data.
    var dataFile: (name: String, bytes: [UInt8]) { (run.data.name, run.data.bytes) }

    /// Returns the cells of a row of the file, from 1.
    func cells(row: Int) throws -> JSONValue {
        let table = run.data.table
        guard (1...max(1, table.rowCount)).contains(row), table.rowCount > 0 else {
            throw RequestError(
                "The row was expected to be from 1 to \(table.rowCount), but is \(row).", status: 422)
        }
        return [
            "location": JSONValue("\(run.data.name), \(table.location(ofRow: row - 1))"),
            "cells": JSONValue(
                table.columns.map {
                    [JSONValue($0.name), $0.text(at: row - 1).map { JSONValue($0) } ?? .null]
                }),
        ]
    }
}
