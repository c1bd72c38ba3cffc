/// The description of one setting of a recipe.
///
/// Recipe files, the command line, validation and the table of the article “Recipe settings” are made from it.
package struct RecipeSetting<Value: Sendable>: RecipeSettingDescription {
    package let section: RecipeSection
    package let key: String
    package let option: String
    package let formerKey: String?

    /// The name of the setting in an error, such as `learning rate`.
    package let title: String

    /// The values that the setting may have.
    package let notation: SettingNotation<Value>

    package let meaning: String
    package let defaultText: String

    /// The placeholder for the value in the command's help, or `nil` for the option's own name.
    package let valueName: String?

    /// Returns the setting among options, or `nil` if the data choose it.
    package let get: @Sendable (RecipeOptions) -> Value?

    /// Sets the setting among options.
    package let set: @Sendable (inout RecipeOptions, Value?) -> Void

    /// Returns the setting of a complete recipe.
    let value: @Sendable (Recipe) -> Value?

    init(
        _ section: RecipeSection, _ key: String, option: String? = nil, formerKey: String? = nil,
        _ title: String, _ notation: SettingNotation<Value>, _ meaning: String, default defaultText: String,
        valueName: String? = nil, get: @escaping @Sendable (RecipeOptions) -> Value?,
        set: @escaping @Sendable (inout RecipeOptions, Value?) -> Void,
        value: @escaping @Sendable (Recipe) -> Value?
    ) {
        self.section = section
        self.key = key
        self.option = option ?? key
        self.formerKey = formerKey
        self.title = title
        self.notation = notation
        self.meaning = meaning
        self.defaultText = defaultText
        self.valueName = valueName
        self.get = get
        self.set = set
        self.value = value
    }

    /// Creates the description of a property that options have too.
    init(
        _ section: RecipeSection, _ key: String, option: String? = nil, formerKey: String? = nil,
        _ title: String, _ notation: SettingNotation<Value>, _ meaning: String, default defaultText: String,
        valueName: String? = nil, choice: WritableKeyPath<RecipeOptions, Value?> & Sendable,
        value: @escaping @Sendable (Recipe) -> Value?
    ) {
        self.init(
            section, key, option: option, formerKey: formerKey, title, notation, meaning,
            default: defaultText,
            valueName: valueName, get: { $0[keyPath: choice] }, set: { $0[keyPath: choice] = $1 },
            value: value)
    }

    package var expected: String { notation.expected }

    /// Returns the value that the text of an option names.
    ///
    /// - Throws: ``SettingError`` that names the option, or the error of what the text describes.
    package func parse(_ text: String, option: String) throws -> Value {
        guard let value = try notation.parse(text) else {
            throw SettingError(option: option, found: text, expected: expected)
        }
        return value
    }

    package func read(_ text: String, option: String, into options: inout RecipeOptions) throws {
        set(&options, try parse(text, option: option))
    }

    package func spelling(of text: String) -> String? { (try? notation.parse(text)).map(notation.text) }

    package func take(from recipe: Recipe, into options: inout RecipeOptions) {
        set(&options, value(recipe))
    }

    package func validate(_ recipe: Recipe) throws(SettingError) {
        guard let value = value(recipe), try !notation.check(value) else { return }
        throw SettingError(name: title, found: notation.text(value), expected: expected)
    }
}

/// The section of a recipe file that a setting belongs to.
package enum RecipeSection: String, CaseIterable, Sendable {
    case network, training, regularization
}

/// A setting of a recipe, whatever the type of its values.
package protocol RecipeSettingDescription: Sendable {
    associatedtype Value: Sendable

    /// The name of the setting in an error, such as `learning rate`.
    var title: String { get }

    /// The values that the setting may have.
    var notation: SettingNotation<Value> { get }

    /// Returns the setting among options, or `nil` if the data choose it.
    var get: @Sendable (RecipeOptions) -> Value? { get }

    /// Sets the setting among options.
    var set: @Sendable (inout RecipeOptions, Value?) -> Void { get }

    /// The section of the setting in a recipe file.
    var section: RecipeSection { get }

    /// The key of the setting in its section.
    var key: String { get }

    /// The name of the setting's option on the command line, without dashes.
    var option: String { get }

    /// The key that the setting had before, which files may still have.
    var formerKey: String? { get }

    /// The valid values, to complete “must be …”.
    var expected: String { get }

    /// The meaning of the setting, in one or two sentences.
    var meaning: String { get }

    /// The default, or what decides on it, to complete “default: …”.
    var defaultText: String { get }

    /// The placeholder for the value in the command's help, or `nil` for the option's own name.
    var valueName: String? { get }

    /// Reads the text of an option.
    func read(_ text: String, option: String, into options: inout RecipeOptions) throws

    /// Returns the canonical text of the value that a text names, or `nil` if it names none.
    func spelling(of text: String) -> String?

    /// Copies the setting of a complete recipe.
    func take(from recipe: Recipe, into options: inout RecipeOptions)

    /// Throws if the setting of a recipe is not valid.
    func validate(_ recipe: Recipe) throws(SettingError)
}

extension RecipeSettingDescription {
    /// The text of the command's help.
    package var help: String { "\(meaning.dropLast()): \(expected) (default: \(defaultText))." }
}
