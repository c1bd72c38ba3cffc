/// A run at work on a thread of its own, and the sequence of what happens in it.
///
/// ```swift
/// let events = Trainer(recipe).events(on: table)
/// for try await event in events {
///     if case .epoch(let report) = event { print(report.epoch, report.loss) }
/// }
/// try await events.result.model.write(to: "iris.safetensors")
/// ```
///
/// The run begins at once and does not wait for whoever reads. One iteration gets the events, which is also what
/// keeps the run going: where the task that iterates is cancelled, or leaves the loop, or nobody holds the
/// sequence any more, the run stops before its next batch, saves itself where it has ``Trainer/checkpoints``,
/// and ``result`` ends as ``TrainingResult/Ending/interrupted(epochs:batches:)``. An error ends both the
/// sequence and ``result``.
public struct TrainingEvents: AsyncSequence, Sendable {
    private let stream: AsyncThrowingStream<TrainingEvent, any Error>
    private let run: Task<TrainingResult, any Error>
    private let flag = CancellationFlag()

    /// Starts a run.
    ///
    /// - Parameter train: Trains, asks between updates whether to stop, and tells what happens.
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

    /// What the run gives, once it is over.
    ///
    /// - Throws: What ended the run.
    public var result: TrainingResult {
        get async throws { try await run.value }
    }

    /// The events from now on.
    public func makeAsyncIterator() -> Iterator {
        Iterator(base: stream.makeAsyncIterator(), reader: Reader(flag))
    }

    /// Hands out the events one by one.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var base: AsyncThrowingStream<TrainingEvent, any Error>.Iterator
        fileprivate let reader: Reader

        /// The next event; `nil` where the run is over or the task was cancelled.
        ///
        /// - Throws: What ended the run.
        public mutating func next() async throws -> TrainingEvent? { try await base.next() }
    }

    /// Whoever reads: when it is gone, the run is to stop.
    fileprivate final class Reader: Sendable {
        private let flag: CancellationFlag

        init(_ flag: CancellationFlag) { self.flag = flag }

        deinit { flag.set() }
    }
}

extension Trainer {
    /// Starts training on the rows of a table, and gives the sequence of what happens.
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

    /// Starts training on images, and gives the sequence of what happens.
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

    /// Starts training on numbers, and gives the sequence of what happens.
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
