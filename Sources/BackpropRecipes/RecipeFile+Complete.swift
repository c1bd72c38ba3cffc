import Backprop

extension RecipeFile {
    /// Creates the file that repeats a run: it contains all settings, both explicit ones and those chosen from the
    /// data.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of the run, as ``/Backprop/RecipeOptions/recipe(for:rows:)`` returns it.
    ///   - table: The table that was trained on.
    ///   - data: The path of the table, relative to the current folder, or `nil` if it has none.
    ///   - reading: The reading of the table.
    public init(complete recipe: Recipe, table: Table, data: String?, reading: ReadingOptions) {
        self.init()
        self.data = data
        self.reading = reading
        switch table.format.form {
        case .delimited:
            self.reading.delimiter = table.format.delimiter.value
            self.reading.hasHeader = table.format.hasHeader.value
            self.reading.decimalMark = table.format.decimalMark.value
            self.reading.encoding = table.format.encoding.value
        case .spreadsheet(let sheet):
            // A detected header is detected again; a model does not remember it either.
            self.reading.sheet = sheet
        case .json, .jsonLines, .arff: break
        }
        take(recipe)
    }

    /// Creates the file that repeats a run on images, without the settings that only tables have.
    ///
    /// - Parameters:
    ///   - recipe: The recipe of the run, as ``/Backprop/RecipeOptions/recipe(for:)`` returns it.
    ///   - images: The reading of the images.
    ///   - data: The path of the images, or of a table of pixels, relative to the current folder.
    ///   - reading: The reading of a table; detected properties are detected again.
    public init(complete recipe: Recipe, images: ImageReading, data: String?, reading: ReadingOptions) {
        self.init()
        self.data = data
        self.reading = reading
        self.images = images
        isOfImages = true
        take(recipe)
    }

    /// Whether a run on images uses a key. It uses those of columns and of reading a table only if its pixels come in
    /// one, and of preprocessing only the scale.
    private func concerns(_ section: String, _ key: String) -> Bool {
        guard isOfImages else { return true }
        switch section {
        case "reading", "columns": return images.shape != nil && key != "task"
        case "preprocessing": return key == "scale"
        default: return key != "selection"
        }
    }

    private mutating func take(_ recipe: Recipe) {
        options.columns = recipe.columns
        options.preprocessing = recipe.preprocessing
        options.time = recipe.time
        if recipe.selection?.scalings.isEmpty == false { options.preprocessing.scaling = .auto }
        if recipe.selection?.targetScalings.isEmpty == false {
            options.preprocessing.targetScaling = .auto
        }
        if recipe.selection?.triesEncodings == true {
            options.preprocessing.categoricalEncoding = .auto
        }
        for setting in RecipeSettings.all { setting.take(from: recipe, into: &options) }
        options.learningRate = recipe.optimizer.learningRate
    }

    /// Writes the recipe whole or not at all, with paths relative to the folder that the file lies in.
    ///
    /// - Parameters:
    ///   - path: The file to write.
    ///   - choices: The settings chosen from the data; each reason is written next to the value.
    /// - Throws: `FileError`; an earlier file is then still there, unchanged.
    public func write(to path: String, choices: [Choice] = []) throws(FileError) {
        var copy = self
        copy.data = data.map { RecipePath.fromFolder(of: path, $0) }
        copy.images.labels = images.labels.map { RecipePath.fromFolder(of: path, $0) }
        try AtomicFile.write(Array(copy.text(choices: choices).utf8), to: path)
    }

    /// Returns the recipe as YAML, each section's keys in the order in which they are documented.
    ///
    /// - Parameter choices: The settings chosen from the data; each reason is written next to the value.
    public func text(choices: [Choice] = []) -> String {
        let reasons = Dictionary(
            choices.map { ($0.setting.split(separator: " ").joined(separator: "-"), $0.reason) },
            uniquingKeysWith: { first, _ in first })
        var text = ""
        for key in Self.keys {
            if let value = key.write(self) { text += RecipeLine(key.name, value, indentation: 0).text }
            guard let lines = key.section?(self).filter({ concerns(key.name, $0.key) }), !lines.isEmpty
            else { continue }
            text += (text.isEmpty ? "" : "\n") + "\(key.name):\n"
            for line in lines {
                text +=
                    RecipeLine(
                        line.key, line.value, reason: reasons[line.key],
                        // The optimizer's numbers are separate settings.
                        inner: line.key == "optimizer" ? reasons : [:], indentation: 2
                    ).text
            }
        }
        return text
    }
}

/// A key with its value as lines of a file.
private struct RecipeLine {
    let key: String
    let value: RecipeText
    let reason: String?
    let inner: [String: String]
    let indentation: Int

    private static let width = 100

    init(
        _ key: String, _ value: RecipeText, reason: String? = nil, inner: [String: String] = [:],
        indentation: Int
    ) {
        self.key = key
        self.value = value
        self.reason = reason
        self.inner = inner
        self.indentation = indentation
    }

    /// The text of the key: one line if it fits, with the reason behind it. A value with keys of its own has a line for
    /// each.
    var text: String {
        let start = String(repeating: " ", count: indentation) + RecipeText.text(key).flow + ":"
        let comment = reason.map { "  # " + String($0.map { $0.isNewline ? " " : $0 }) } ?? ""
        if case .mapping(let members) = value, !members.isEmpty {
            let lines = members.map {
                RecipeLine($0.key, $0.value, reason: inner[$0.key], indentation: indentation + 2).text
            }
            return start + comment + "\n" + lines.joined()
        }
        let line = "\(start) \(value.flow)"
        guard line.count > Self.width, case .list(let elements) = value else { return line + comment + "\n" }
        return start + comment + "\n" + wrapped(elements.map(\.flow))
    }

    private func wrapped(_ elements: [String]) -> String {
        let margin = String(repeating: " ", count: indentation + 2)
        var lines: [String] = []
        var line = margin + "["
        for (index, element) in elements.enumerated() {
            let piece = element + (index == elements.count - 1 ? "]" : ",")
            if line.count + piece.count > Self.width, line.count > margin.count + 1 {
                lines.append(line.hasSuffix(" ") ? String(line.dropLast()) : line)
                line = margin + " "
            }
            line += piece + " "
        }
        return (lines + [String(line.dropLast())]).joined(separator: "\n") + "\n"
    }
}
