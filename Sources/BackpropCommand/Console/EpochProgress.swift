import Backprop

/// A line on the terminal that follows the epochs; nothing where there is no terminal.
struct EpochProgress {
    private let total: Int
    private let isShown: Bool
    private static let width = 30

    init(total: Int, isShown: Bool = Console.showsProgress) {
        self.total = max(1, total)
        self.isShown = isShown
    }

    /// Draws the bar after an epoch, at most a hundred times in all.
    func show(_ report: EpochReport, _ pace: TrainingPace) {
        guard isShown, report.epoch % max(1, total / 100) == 0 || report.epoch == total else { return }
        Console.progress(text(report, pace))
    }

    /// The line: how far the run is, what it has come to, how fast it goes, and how long it still takes.
    func text(_ report: EpochReport, _ pace: TrainingPace) -> String {
        let filled = min(report.epoch, total) * Self.width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
        var text = "epoch \(report.epoch)/\(total) \(bar) loss \(NumberText.short(report.loss))"
        if let validation = report.validationMetric ?? report.validationLoss {
            text += " validation \(NumberText.short(validation))"
        }
        text += " rate \(NumberText.short(report.learningRate))"
        if let speed = pace.rowsPerSecond, speed.isFinite {
            text += " \(NumberText.short(speed.rounded())) rows/s"
        }
        if let left = pace.secondsLeft(total - report.epoch) { text += " \(Self.time(left)) left" }
        return text
    }

    /// `5 s`, `4:05`, `2:04:05`.
    private static func time(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded())
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
        if hours > 0 { return "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" }
        return minutes > 0 ? "\(minutes):\(twoDigits(rest))" : "\(rest) s"
    }

    /// Clears the line.
    func finish() {
        if isShown { Console.progress("") }
    }
}
