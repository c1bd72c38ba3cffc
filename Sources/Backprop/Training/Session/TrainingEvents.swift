/// A run on its own thread, and the sequence of its events.
///
/// ```swift
/// let events = Trainer(recipe).events(on: table)
/// for try await event in events {
///     if case .epoch(let report) = event { print(report.epoch, report.loss) }
/// }
/// try await events.result.model.write(to: "iris.safetensors")
/// ```
///
/// The run begins at once and does not wait for a reader. One iteration gets the events and keeps the run alive. The
/// run stops before its next batch if the iterating task is cancelled or leaves the loop, or if the sequence is
/// released. It then saves itself if it has ``Trainer/checkpoints``, and ``result`` ends as
/// ``TrainingResult/Ending/interrupted(epochs:batches:)``. An error ends both the sequence and ``result``.
public struct TrainingEvents: AsyncSequence, Sendable {
    private let stream: AsyncThrowingStream<TrainingEvent, any Error>
    private let run: Task<TrainingResult, any Error>
    private let flag = CancellationFlag()

    /// Starts a run.
    ///
    /// - Parameter train: Trains, asks between updates whether to stop, and reports events.
    init(
        _ train:
            @escaping @Sendable (
                _ isCancelled: @escaping @Sendable () -> Bool,
                _ onEvent: @escaping (TrainingEvent) throws -> Void
            ) throws -> TrainingResult
    ) {
        let (stream, continuation) = AsyncThrowingStream.makeStream(of: TrainingEvent.self)
        continuation.onTermination = { [flag] _ in flag.set() }
        self.stream = stream
        run = Task.detached { [flag] in
            do {
                let result = try await BackgroundThread.run {
                    try train({ flag.isSet }, { continuation.yield($0) })
                }
                continuation.finish()
                return result
            } catch {
                continuation.finish(throwing: error)
                throw error
            }
        }
    }

    /// The result of the run, once it is over.
    ///
    /// - Throws: The error that ended the run.
    public var result: TrainingResult {
        get async throws { try await run.value }
    }

    /// Returns the events from now on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), reader: Reader(flag))
    }

    /// The iterator over the events.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncThrowingStream<TrainingEvent, any Error>.Iterator
        fileprivate let reader: Reader

        /// Returns the next event, or `nil` if the run is over or the task was cancelled.
        ///
        /// - Throws: The error that ended the run.
        public mutating func next() async throws -> TrainingEvent? { try await base.next() }
    }

    /// The reader of the events; when it is released, the run stops.
    fileprivate final class Reader: Sendable {
        private let flag: CancellationFlag

        init(_ flag: CancellationFlag) { self.flag = flag }

        deinit { flag.set() }
    }
}

extension Trainer {
    /// Starts training on the rows of a table, and returns the sequence of events.
    ///
    /// The parameters are those of ``train(on:schema:rows:validation:scratchFolder:onEvent:)``.
    public func events(
        on table: Table, schema: Schema? = nil, rows: [Int]? = nil, validation: Table? = nil,
        scratchFolder: String? = nil
    ) -> TrainingEvents {
        events { trainer, onEvent in
            try trainer.train(
                on: table, schema: schema, rows: rows, validation: validation, scratchFolder: scratchFolder,
                onEvent: onEvent)
        }
    }

    /// Starts training on images, and returns the sequence of events.
    ///
    /// The parameters are those of ``train(on:rows:validation:conversion:onEvent:)``.
    public func events(
        on images: ImageSet, rows: [Int]? = nil, validation: ImageSet? = nil,
        conversion: ImageConversion = ImageConversion()
    ) -> TrainingEvents {
        events { trainer, onEvent in
            try trainer.train(
                on: images, rows: rows, validation: validation, conversion: conversion, onEvent: onEvent)
        }
    }

    /// Starts training on numbers, and returns the sequence of events.
    ///
    /// The parameters are those of ``train(on:validation:parameters:onEvent:)``.
    public func events<S: Scalar>(
        on data: any BatchSource<S>, validation: (any BatchSource<S>)? = nil, parameters: [S]? = nil
    ) -> TrainingEvents {
        events { trainer, onEvent in
            try trainer.train(on: data, validation: validation, parameters: parameters, onEvent: onEvent)
        }
    }

    private func events(
        _ train:
            @escaping @Sendable (Trainer, @escaping (TrainingEvent) throws -> Void) throws ->
            TrainingResult
    ) -> TrainingEvents {
        TrainingEvents { [self] isCancelled, onEvent in
            var trainer = self
            trainer.isCancelled = { isCancelled() || self.isCancelled() }
            return try train(trainer, onEvent)
        }
    }
}
