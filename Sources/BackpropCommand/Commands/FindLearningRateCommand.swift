import ArgumentParser
import Backprop

/// The command that finds a learning rate by raising it from step to step.
struct FindLearningRateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find-learning-rate",
        abstract:
            "Raise the learning rate from step to step, and see where the loss falls and where it bursts.",
        discussion: """
            Nothing is saved. What comes out is a place to begin, for the optimizer and the batch size in use.

            Examples:
              backprop find-learning-rate wheat.csv --optimizer sgd
              backprop find-learning-rate digits.csv.gz --image 8x8
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var rates: LearningRateRange

    func run() throws {
        let file = try learning.file()
        let data = try CommandData(file)
        let (recipe, _) = try data.recipe(file.options)
        let test = try LearningRateRangeTest(
            recipe, lowest: rates.lowest ?? 1e-6, highest: rates.highest ?? 10, steps: rates.steps)
        let report = LearningRateReport(
            recipe: recipe, result: try test.run(data.learning(for: recipe), threads: threads.count))
        try output.show(json: report.json, text: report.text)
    }
}
