import ArgumentParser
import Backprop

/// A setting of a recipe that the command line sets as text.
struct RecipeOption {
    private let text: String
    private let read: (inout RecipeOptions) throws -> Void

    init(_ text: String, of setting: some RecipeSettingDescription) {
        self.text = text
        let option = "--\(setting.option)"
        read = { options in
            Self.noteOlderSpelling(text, of: setting, option)
            try setting.read(text, option: option, into: &options)
        }
    }

    /// Replaces the setting of a recipe.
    func apply(to options: inout RecipeOptions) throws { try read(&options) }

    /// Notes that numbers behind colons are an older spelling.
    private static func noteOlderSpelling(
        _ text: String, of setting: some RecipeSettingDescription, _ option: String
    ) {
        guard text.contains(":"), let spelling = setting.spelling(of: text) else { return }
        Console.warning("\(option) \(text) is an older spelling; write \(option) \"\(spelling)\"")
    }
}

extension Option where Value == RecipeOption? {
    /// Creates the option of a setting; name, help and values are those of its description.
    init(_ setting: RecipeSetting<some Any>) {
        self.init(
            name: .customLong(setting.option), parsing: .unconditional,
            help: ArgumentHelp(setting: setting), transform: { RecipeOption($0, of: setting) })
    }
}

extension Option where Value == [RecipeOption] {
    /// Creates the option of a setting that may be repeated.
    init(wrappedValue: [RecipeOption], repeated setting: RecipeSetting<some Any>) {
        self.init(
            wrappedValue: wrappedValue, name: .customLong(setting.option), parsing: .unconditionalSingleValue,
            help: ArgumentHelp(setting: setting), transform: { RecipeOption($0, of: setting) })
    }
}

extension ArgumentHelp {
    /// Creates the help of a setting.
    init(setting: some RecipeSettingDescription) {
        self.init("\(setting.help)", valueName: setting.valueName)
    }
}
