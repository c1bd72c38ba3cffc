/// The optimizer of a recipe as far as it is explicit: a rule, and numbers in place of the rule's own.
package struct OptimizerOptions: Sendable {
    /// The rule that updates the parameters, or `nil` if the data choose it.
    package var rule: (any Optimizer)?

    /// The learning rate, or `nil` for that of the rule.
    package var learningRate: Double?

    /// The weight decay, or `nil` for that of the rule.
    package var weightDecay: Double?

    /// Creates options; what is left out is not explicit.
    package init(
        _ rule: (any Optimizer)? = nil, learningRate: Double? = nil, weightDecay: Double? = nil
    ) {
        self.rule = rule
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }

    /// Returns the explicit rule, or else the default one, with the explicit numbers.
    ///
    /// - Throws: ``SettingError`` if there is a weight decay and the rule cannot have one.
    func resolved(default defaultRule: any Optimizer) throws(SettingError) -> any Optimizer {
        let rule = rule ?? defaultRule
        if let weightDecay, !(rule is any DecayingOptimizer) {
            throw SettingError(
                name: "weight decay with \(type(of: rule).typeName)", found: "\(weightDecay)",
                expected: "left out", remedy: "use the l2 penalty instead")
        }
        return applied(to: rule)
    }

    /// Returns a rule with those of the explicit numbers that it can have.
    package func applied(to rule: any Optimizer) -> any Optimizer {
        var optimizer = rule
        if let learningRate { optimizer.learningRate = learningRate }
        guard let weightDecay, var decaying = optimizer as? any DecayingOptimizer else { return optimizer }
        decaying.weightDecay = weightDecay
        return decaying
    }
}

extension RecipeOptions {
    /// The rule that updates the parameters.
    public var optimizer: (any Optimizer)? {
        get { optimizerOptions.rule }
        set { optimizerOptions.rule = newValue }
    }

    /// The learning rate, in place of that of the explicit optimizer or of the one that the data choose.
    public var learningRate: Double? {
        get { optimizerOptions.learningRate }
        set { optimizerOptions.learningRate = newValue }
    }

    /// The weight decay, in place of that of the explicit optimizer or of the one that the data choose.
    ///
    /// It is an error if the explicit optimizer does not conform to ``DecayingOptimizer``.
    public var weightDecay: Double? {
        get { optimizerOptions.weightDecay }
        set { optimizerOptions.weightDecay = newValue }
    }
}

extension Choice {
    /// Returns the text of the default optimizer; without the weight decay if that is a choice of its own.
    static func adamW(learningRate: Double, weightDecay: Double? = nil) -> String {
        "\(AdamW.typeName), learning rate \(learningRate)"
            + (weightDecay.map { ", weight decay \($0)" } ?? "")
    }
}
