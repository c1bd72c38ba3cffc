import Backprop

extension RecipeFile {
    /// The file that repeats a run: everything that was said, and everything that was chosen by the data.
    ///
    /// - Parameters:
    ///   - recipe: What was followed, as ``/Backprop/RecipeOptions/recipe(for:rows:)`` gives it.
    ///   - table: What was trained on.
    ///   - data: The path of the table, seen from the current folder; nil where it has none.
    ///   - reading: How it was read.
    public init(complete recipe: Recipe, table: Table, data: String?, reading: ReadingOptions) {
        self.init()
        self.data = data
        self.reading = reading
        self.reading.delimiter = table.format.delimiter.value
        self.reading.hasHeader = table.format.hasHeader.value
        self.reading.decimalMark = table.format.decimalMark.value
        self.reading.encoding = table.format.encoding.value
        take(recipe)
    }

    /// The file that repeats a run on images; it says nothing of what only tables have.
    ///
    /// - Parameters:
    ///   - recipe: What was followed, as ``/Backprop/RecipeOptions/recipe(for:)`` gives it.
    ///   - images: How the images were read.
    ///   - data: The path of the images, or of a table of pixels, seen from the current folder.
    ///   - reading: How a table was read; what is detected in it is detected again.
    public init(complete recipe: Recipe, images: ImageReading, data: String?, reading: ReadingOptions) {
        self.init()
        self.data = data
        self.reading = reading
        self.images = images
        isOfImages = true
        take(recipe)
    }

    /// Whether a run on images looks at a key: of the columns and of how a table is read only where their pixels come in
    /// one, of preprocessing only at the scale.
    private func concerns(_ section: String, _ key: String) -> Bool {
        guard isOfImages else { return true }
        switch section {
        case "reading", "columns": return images.shape != nil && key != "task"
        case "preprocessing": return key == "scale"
        default: return key != "weight-decay-search"
        }
    }

    private mutating func take(_ recipe: Recipe) {
        options.columns = recipe.columns
        options.preprocessing = recipe.preprocessing
        for setting in RecipeSettings.all { setting.take(from: recipe, into: &options) }
        options.learningRate = recipe.optimizer.learningRate
    }

    /// Writes the recipe whole or not at all, paths seen from the folder that the file lies in.
    ///
    /// - Parameters:
    ///   - path: Where it goes.
    ///   - choices: What was chosen by the data; each reason stands beside the value.
    /// - Throws: `FileError`; an earlier file is then still there, unchanged.
    public func write(to path: String, choices: [Choice] = []) throws(FileError) {
        var copy = self
        copy.data = data.map { RecipePath.fromFolder(of: path, $0) }
        copy.images.labels = images.labels.map { RecipePath.fromFolder(of: path, $0) }
        try AtomicFile.write(Array(copy.text(choices: choices).utf8), to: path)
    }

    /// The recipe as YAML, each section's keys in the order in which they are documented.
    ///
    /// - Parameter choices: What was chosen by the data; each reason stands beside the value.
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
                        // The optimizer's numbers are settings of their own.
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

    /// One line where it fits, with the reason behind it; what has keys of its own has a line for each.
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
