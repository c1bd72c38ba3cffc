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
    func show(_ report: EpochReport) {
        guard isShown, report.epoch % max(1, total / 100) == 0 || report.epoch == total else { return }
        let filled = report.epoch * Self.width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: Self.width - filled)
        var text = "epoch \(report.epoch)/\(total) \(bar) loss \(Number.short(report.loss))"
        if let validation = report.validationMetric ?? report.validationLoss {
            text += " validation \(Number.short(validation))"
        }
        Console.progress(text)
    }

    /// Clears the line.
    func finish() {
        if isShown { Console.progress("") }
    }
}
