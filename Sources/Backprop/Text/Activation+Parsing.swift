extension Activation {
    /// Creates the activation of a name, such as `relu` or `leaky-relu(0.2)`.
    ///
    /// - Throws: ``SettingError`` that suggests the nearest name.
    public init(parsing text: String) throws(SettingError) {
        guard
            let activation = Activation(text: SettingSynonyms.name(text, among: Self.names))
                ?? Activation(text: text)
        else { throw SettingError(unknown: "activation", text, known: Self.names) }
        self = activation
    }
}
