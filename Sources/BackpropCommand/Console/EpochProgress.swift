import Backprop

/// The progress of a run on standard error: on a terminal a bar that follows the epochs, elsewhere occasional lines,
/// both with the same words.
struct EpochProgress {
    private let name: String
    private let total: Int
    private let metric: String
    private let isTerminal: Bool
    private let clock = ContinuousClock()
    private var shownAt: ContinuousClock.Instant
    private var shown = 0
    private var latest: (report: EpochReport, pace: TrainingPace)?

    private static let width = 30

    /// The number of lines without a terminal, in even distances; there are more if an epoch takes long.
    private let lines: Int
    private static let longestSilence = Duration.seconds(10)

    /// - Parameters:
    ///   - name: The words before each text, such as the network of an average.
    ///   - total: The maximum number of epochs of the run.
    ///   - metric: The name of the reports' validation metric.
    ///   - lines: The number of lines without a terminal.
    init(
        _ name: String = "", total: Int, metric: String, lines: Int = 10,
        isTerminal: Bool = Console.showsProgress
    ) {
        self.name = name
        self.total = max(1, total)
        self.metric = metric
        self.lines = lines
        self.isTerminal = isTerminal
        shownAt = clock.now
    }

    /// Records an epoch, and shows it if a line is due.
    mutating func show(_ report: EpochReport, _ pace: TrainingPace) {
        latest = (report, pace)
        let steps = isTerminal ? 100 : lines
        let isDue = report.epoch % max(1, total / steps) == 0 || report.epoch == total
        let isLate = !isTerminal && clock.now - shownAt >= Self.longestSilence
        if isDue || isLate { showLatest() }
    }

    /// Shows the number of rows of an epoch seen so far: on a terminal at once, elsewhere after a long silence.
    mutating func show(rows: Int, of count: Int, epoch: Int) {
        let text = "\(name)epoch \(epoch)/\(total): \(rows) of \(count) rows"
        if isTerminal { return Console.progress(text) }
        guard clock.now - shownAt >= Self.longestSilence else { return }
        Console.message(text)
        shownAt = clock.now
    }

    private mutating func showLatest() {
        guard let (report, pace) = latest, report.epoch > shown else { return }
        isTerminal ? Console.progress(bar(report, pace)) : Console.message(line(report, pace))
        (shown, shownAt) = (report.epoch, clock.now)
    }

    /// Returns a text such as `epoch 5/20 ███████······ loss 0.25, rate 0.01, 9000 rows/s, 4:05 left`.
    func bar(_ report: EpochReport, _ pace: TrainingPace) -> String {
        let filled = min(report.epoch, total) * Self.width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
        return "\(name)epoch \(report.epoch)/\(total) \(bar) \(words(report, pace))"
    }

    /// Returns a text such as `epoch 5/20: loss 0.25, rate 0.01, 9000 rows/s, 4:05 left`.
    func line(_ report: EpochReport, _ pace: TrainingPace) -> String {
        "\(name)epoch \(report.epoch)/\(total): \(words(report, pace))"
    }

    /// Returns the results of an epoch, its speed, and the maximum time that the others take.
    private func words(_ report: EpochReport, _ pace: TrainingPace) -> String {
        var words = ["loss \(NumberText.short(report.loss))"]
        if let loss = report.validationLoss { words.append("validation loss \(NumberText.short(loss))") }
        if let value = report.validationMetric {
            words.append("validation \(metric) \(NumberText.short(value))")
        }
        words.append("rate \(NumberText.short(report.learningRate))")
        if let speed = pace.rowsPerSecond { words.append("\(NumberText.short(speed.rounded())) rows/s") }
        if let left = pace.secondsLeft { words.append("\(Self.time(left)) left") }
        return words.joined(separator: ", ")
    }

    /// Returns a duration such as `5 s`, `4:05` or `2:04:05`.
    static func time(_ duration: Duration) -> String { time(Double(duration.components.seconds)) }

    /// Returns a text such as `5 s`, `4:05` or `2:04:05`.
    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded())
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        if hours > 0 { return "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" }
        return minutes > 0 ? "\(minutes):\(twoDigits(rest))" : "\(rest) s"
    }

    /// Clears the bar, or writes a line about the end of the run.
    mutating func finish() {
        if isTerminal { Console.progress("") } else { showLatest() }
        latest = nil
    }
}
