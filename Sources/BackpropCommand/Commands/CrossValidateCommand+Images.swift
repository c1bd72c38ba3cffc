import Backprop
import BackpropRecipes

extension CrossValidateCommand {
    /// Estimates how well a recipe does on images it has not seen.
    func validate(_ file: RecipeFile, on images: ImageSet) throws {
        if importance.importance { throw UsageError("--importance goes with tables, not with images") }
        let kind = split ?? .stratified
        let splitter = try splitter(kind, task: .classification, hasGroups: false)
        let (recipe, choices) = try file.options.recipe(for: images)
        let result = try CrossValidation(recipe, splitter: splitter, threads: threads.count).run(on: images)
        try page.write {
            let complete = RecipeFile(
                complete: recipe, images: file.images, data: file.data, reading: file.reading)
            var report = FoldsReport(
                result, recipe: recipe, images: images,
                division: "\(result.folds.count) folds, \(kind.rawValue), seed \(recipe.seed)")
            report.origin = ReportOrigin(
                recipe: complete.text(choices: choices), commands: [ReportOptions.command])
            return try report.page()
        }
        try show(
            CrossValidationReport(
                data: ImageReport(images: images).lines, task: .classification, recipe: recipe,
                split: kind.rawValue, choices: choices, result: result))
    }
}
