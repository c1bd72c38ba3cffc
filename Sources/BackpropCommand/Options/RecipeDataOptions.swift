import ArgumentParser
import Backprop
import BackpropRecipes

/// The data of a command that makes a recipe, from the command line or from a recipe's file.
struct RecipeDataOptions: ParsableArguments {
    @Argument(
        help:
            "A table: a CSV or other delimited text file, JSON, JSON Lines or ARFF, gzipped or not, an Excel workbook (.xlsx), or - for standard input. All commands but tune also read images: an IDX file, or a folder with one subfolder per class (default: the recipe's data)."
    )
    var data: String?

    @Option(help: ArgumentHelp("A recipe to follow; options override its settings.", valueName: "file"))
    var recipe: String?

    @OptionGroup(title: "Data") var reading: ReadingArguments

    /// Returns the recipe's file, or an empty one, with the data and how to read them.
    func file() throws -> RecipeFile {
        var file = try recipe.map { try RecipeFile(contentsOf: $0) } ?? RecipeFile()
        if let data { file.data = data }
        reading.apply(to: &file.reading)
        return file
    }
}

extension RecipeFile {
    /// Returns the path of the data, which the command line or the recipe's file names.
    func dataPath() throws -> String {
        guard let data else {
            throw UsageError("no data are named; give a file, or a --recipe that names one")
        }
        return data
    }

    /// Reads the data, into memory or into a scratch file.
    func read(threads: Int = Threads.processorCount, scratchFolder: String? = nil) throws -> Table {
        try Table(
            showingProgressOf: dataPath(), options: reading, threads: threads, scratchFolder: scratchFolder)
    }
}
