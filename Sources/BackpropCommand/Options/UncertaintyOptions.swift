import ArgumentParser
import Backprop

/// The options for intervals of predicted numbers and sets of classes.
struct UncertaintyOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write columns “lower” and “upper”, between which the true number lies with this probability.",
            valueName: "percent"),
        transform: { try Percentage($0, "interval") })
    var interval: Percentage?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Write a column “possible” with the classes that cannot be excluded: the true one is among them with this probability.",
            valueName: "percent"),
        transform: { try Percentage($0, "sets") })
    var sets: Percentage?

    /// Refuses rows whose errors are larger than those of the rows that were held out in training.
    ///
    /// - Parameter rows: The rows with the features of earlier rows.
    func refuseEarlierPredictions(_ rows: any RawRows) throws {
        guard interval != nil || sets != nil, let count = (rows as? Table)?.rowsAfterPredictions, count > 0
        else { return }
        throw UncertaintyError.earlierPredictions(rows: count)
    }

    /// Returns the rules that were asked for.
    func rules(of model: Model) throws -> UncertaintyRules {
        do {
            return UncertaintyRules(
                interval: try interval.map { try IntervalRule(model, level: $0.share) },
                sets: try sets.map { try ClassSetRule(model, level: $0.share) })
        } catch UncertaintyError.noHeldOutErrors {
            throw UsageError(
                UncertaintyError.noHeldOutErrors.description
                    + " Tables of 30 rows and more do so by default, or else with train --selection.")
        }
    }
}

/// A probability in percent, from 1 to below 100.
struct Percentage: Sendable {
    /// The probability from 0 to 1.
    let share: Double

    /// Reads a number, with or without a percent sign.
    init(_ text: String, _ option: String) throws {
        let number = Double(text.hasSuffix("%") ? String(text.dropLast()) : text)
        guard let number, number >= 1, number < 100 else {
            let isShare = number.map { $0 > 0 && $0 < 1 } ?? false
            throw ValidationError(
                SettingError(
                    option: "--\(option)", found: text, expected: "a percentage from 1 to below 100",
                    remedy: isShare ? "write \(NumberText.short(number! * 100)) for \(text)" : nil
                ).description)
        }
        share = number / 100
    }
}
