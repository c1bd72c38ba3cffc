import ArgumentParser
import Backprop

/// The command that finds a learning rate by raising it from step to step.
struct FindLearningRateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find-learning-rate",
        abstract: "Find a learning rate: raise it from step to step, and watch the loss.",
        discussion: """
            Prints the rates at which the loss falls fastest and at which it diverges. No model is saved. The rate
            suggested is a first value to try, for the optimizer and the batch size in use.

            Examples:
              backprop find-learning-rate wheat.csv --optimizer sgd
              backprop find-learning-rate digits.csv.gz --image 8x8
            """)

    @OptionGroup var learning: LearningOptions
    @OptionGroup var threads: ThreadOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var rates: LearningRateRangeOptions

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
