import Backprop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes the events of a run to an event file, which [TensorBoard](https://www.tensorflow.org/tensorboard) displays
/// during the run.
///
/// ```swift
/// var trainer = Trainer(recipe)
/// trainer.watchesTensors = true
/// let writer = try TensorBoardWriter(folder: "runs/first", recipe: recipe)
/// var pace = TrainingPace()
/// let result = try trainer.train(on: table, onEvent: { event in
///     pace.observe(event)
///     try writer.observe(event, pace: pace)
/// })
/// ```
///
/// A step is an epoch. Scalars are `loss/training`, `learning_rate` and `rows_per_second` and, if they exist,
/// `loss/validation` and `validation/` with the name of the metric. With `Trainer.watchesTensors`, histograms are
/// `weights/` and `gradients/` with the name of the tensor.
///
/// Each run writes a file of its own, `events.out.tfevents.TIME.HOST`. A resumed run makes TensorBoard discard the
/// epochs that it repeats from earlier files in the folder. A new run makes it discard all of an earlier run in the
/// folder.
public final class TensorBoardWriter {
    private let folder: String
    private let metric: String?
    private var file: AppendedFile?
    private var epochs = 0

    /// Creates a writer; the run's first event creates the file.
    ///
    /// - Parameters:
    ///   - folder: The folder of the file, created if necessary inside an existing folder.
    ///   - recipe: The recipe of the run, with the metric of its reports.
    /// - Throws: `FileError` if no file can be written there.
    public init(folder: String, recipe: Recipe) throws(FileError) {
        self.folder = folder
        metric = recipe.stopping.metric?.name
        try Self.checkWritable(folder)
    }

    /// Checks that a folder can be written to or created, before the work whose events it will receive.
    ///
    /// - Throws: `FileError` if it cannot.
    public static func checkWritable(_ folder: String) throws(FileError) {
        do {
            try AtomicFile.checkWritable(path(in: folder, "events"))
        } catch {
            guard case .folderMissing = error.reason else { throw error }
            try AtomicFile.checkWritable(folder)
        }
    }

    /// Writes an event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - pace: The pace, which has already observed the event.
    /// - Throws: `FileError` if the file cannot be written.
    public func observe(_ event: TrainingEvent, pace: TrainingPace) throws(FileError) {
        switch event {
        case .resumed(_, let history): epochs = history.count
        case .began: try begin()
        case .epoch(let report): try append(scalars(report, pace), epoch: report.epoch)
        case .tensors(let tensors, let epoch): try append(tensors.flatMap(Self.histograms), epoch: epoch)
        case .network, .rows, .checkpointSkipped, .checkpointSaved, .ended: break
        }
    }

    private static func path(in folder: String, _ name: String) -> String {
        folder + (folder.hasSuffix("/") ? "" : "/") + name
    }

    /// Creates the file, with the version of its format and the first step to follow.
    private func begin() throws(FileError) {
        try FileFolder.create(folder)
        let name = EventFileName.next(in: folder, seconds: Int(Self.secondsSince1970))
        let version = Self.event { $0.fileVersion = "brain.Event:2" }
        let start = Self.event {
            $0.step = Int64(epochs + 1)
            $0.sessionLog.status = .start
        }
        file = try AppendedFile(Self.path(in: folder, name), beginning: version + start)
    }

    private func append(_ values: [Summary.Value], epoch: Int) throws(FileError) {
        try file?.append(
            Self.event {
                $0.step = Int64(epoch)
                $0.summary.value = values
            })
    }

    /// Returns the record of an event at the present time.
    private static func event(_ content: (inout Event) -> Void) -> [UInt8] {
        var event = Event()
        event.wallTime = secondsSince1970
        content(&event)
        do {
            return RecordFraming.record(try event.serializedBytes())
        } catch {
            preconditionFailure("events have no required fields and take less than 2 GiB: \(error)")
        }
    }

    private static var secondsSince1970: Double {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }
}

extension TensorBoardWriter {
    private func scalars(_ report: EpochReport, _ pace: TrainingPace) -> [Summary.Value] {
        let values: [(tag: String, value: Double?)] = [
            ("loss/training", report.loss), ("loss/validation", report.validationLoss),
            ("validation/\(metric ?? "metric")", report.validationMetric),
            ("learning_rate", report.learningRate), ("rows_per_second", pace.rowsPerSecond),
        ]
        return values.compactMap { tag, value in
            value.map { value in
                .with {
                    $0.tag = tag
                    $0.simpleValue = Float(value)
                }
            }
        }
    }

    private static func histograms(_ tensor: TensorSpread) -> [Summary.Value] {
        let histograms = [("weights", tensor.values), ("gradients", tensor.gradient)]
        return histograms.compactMap { group, histogram in
            histogram.map { histogram in
                .with {
                    $0.tag = "\(group)/\(tensor.name)"
                    $0.histo = HistogramValues(histogram)
                }
            }
        }
    }
}

extension HistogramValues {
    fileprivate init(_ histogram: Histogram) {
        self.init()
        (min, max) = (histogram.minimum, histogram.maximum)
        (num, sum, sumSquares) = (Double(histogram.count), histogram.sum, histogram.sumOfSquares)
        (bucketLimit, bucket) = (histogram.limits, histogram.counts.map { Double($0) })
    }
}
