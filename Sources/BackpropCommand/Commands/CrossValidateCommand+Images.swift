import Backprop
import BackpropRecipes

extension CrossValidateCommand {
    /// Estimates how well a recipe does on images it has not seen.
    func validate(_ file: RecipeFile, on images: ImageSet) throws {
        if importance.importance { throw UsageError("--importance goes with tables, not with images") }
        let splitter = try file.validation.splitter(for: .classification, hasGroups: false)
        let plan = file.validation.complete(for: .classification, hasGroups: false)
        let (recipe, choices) = try file.options.recipe(for: images)
        var complete = RecipeFile(
            complete: recipe, images: file.images, data: file.data, reading: file.reading)
        complete.validation = plan
        try saveRecipe.map { try complete.write(to: $0, choices: choices) }
        Notices.show(learning.remarks(on: recipe, choices: choices))
        let result = try watched(CrossValidation(recipe, splitter: splitter, threads: threads.count)) {
            try $0.run(on: images)
        }
        try page.write {
            var report = FoldsReport(
                result, recipe: recipe, images: images,
                division: "\(result.folds.count) folds, \(plan.name), seed \(recipe.seed)")
            report.origin = ReportOrigin(
                recipes: [complete.text(choices: choices)], commands: [ReportOptions.command])
            return try report.page()
        }
        try show(
            CrossValidationReport(
                data: ImageReport(images: images).lines, task: .classification, recipe: recipe,
                split: plan.name, choices: choices, result: result))
    }
}
