import Backprop

extension CrossValidateCommand {
    /// Estimates how well a recipe does on images it has not seen.
    func validate(_ options: RecipeOptions, on images: ImageSet) throws {
        if importance.importance { throw UsageError("--importance goes with tables, not with images") }
        if page.report != nil {
            throw UsageError("--report of cross-validate shows tables; for images say train --report")
        }
        let kind = split ?? .stratified
        let splitter = try splitter(kind, task: .classification, hasGroups: false)
        let (recipe, choices) = try options.recipe(for: images)
        let result = try CrossValidation(recipe, splitter: splitter, threads: threads.count).run(on: images)
        try show(
            CrossValidationReport(
                data: ImageReport(images: images).lines, task: .classification, recipe: recipe,
                split: kind.rawValue, choices: choices, result: result))
    }
}
