import Backprop

extension RecipeKey<RecipeOptions> {
    /// The optimizer: a rule with its numbers, or numbers without a rule, which then apply to the rule chosen from the
    /// data.
    static var optimizer: RecipeKey {
        let rule = Notation<any Optimizer>.rule(.optimizer)
        return RecipeKey("optimizer") { node, options in
            guard node.members == nil || node["rule"] != nil else {
                return try numbersWithoutRule.read(node, into: &options, "an optimizer without a rule")
            }
            let optimizer = try rule.read(node, "optimizer")
            let hasRate = node["learning-rate"] != nil
            options.optimizerOptions = OptimizerOptions(
                optimizer, learningRate: hasRate ? optimizer.learningRate : nil)
        } write: { options in
            if let optimizer = options.optimizer {
                return rule.write(options.optimizerOptions.applied(to: optimizer))
            }
            let numbers = numbersWithoutRule.compactMap { key in
                key.write(options).map { (key: key.name, value: $0) }
            }
            return numbers.isEmpty ? nil : .mapping(numbers)
        }
    }

    private static var numbersWithoutRule: [RecipeKey<RecipeOptions>] {
        [
            RecipeKey("learning-rate", \.learningRate, .member("learning-rate")),
            RecipeKey("weight-decay", \.weightDecay, .member("weight-decay")),
        ]
    }
}
