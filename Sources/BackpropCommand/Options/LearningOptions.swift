import ArgumentParser
import Backprop
import BackpropRecipes

/// The data that a command learns from, a table or images, and the recipe for them.
struct LearningOptions: ParsableArguments {
    @OptionGroup var data: RecipeDataOptions
    @OptionGroup(title: "Columns") var columns: ColumnOptions
    @OptionGroup(title: "Time") var timeColumn: TimeColumnOption
    @OptionGroup(title: "Time") var time: TimeOptions
    @OptionGroup(title: "Preprocessing") var preprocessing: PreprocessingOptions
    @OptionGroup(title: "Images") var images: ImageOptions
    @OptionGroup(title: "Recipe") var recipe: RecipeArguments

    /// Returns the recipe's file, or an empty one, with the options of the command line.
    ///
    /// - Parameters:
    ///   - hasValidationFile: Whether a file holds the rows to stop by.
    ///   - model: The model that the run continues, whose settings the options change.
    func file(hasValidationFile: Bool = false, continuing model: Model? = nil) throws -> RecipeFile {
        var file = try data.file()
        if let model {
            file.options.fill(from: model.recipe)
            if let preprocessor = model.preprocessor, data.recipe == nil {
                file.reading = preprocessor.readingOptions
                data.reading.apply(to: &file.reading)
            }
        }
        try columns.apply(to: &file.options.columns)
        try time.apply(column: timeColumn.time, to: &file.options.time)
        try recipe.apply(to: &file.options, hasValidationFile: hasValidationFile)
        try preprocessing.apply(to: &file.options.preprocessing)
        try images.apply(to: &file.images)
        return file
    }

    /// Returns remarks about the recipe built from it.
    func remarks(on recipe: Recipe, choices: [Choice]) -> [String] {
        self.recipe.remarks(on: recipe, choices: choices, followsFile: data.recipe != nil)
    }
}
