import Testing

@testable import Backprop

/// The optimizer of a recipe from an explicit rule and explicit numbers.
@Suite struct OptimizerOptionsTests {
    private func recipe(_ set: (inout RecipeOptions) -> Void) throws -> (recipe: Recipe, choices: [Choice]) {
        let rows = (0..<40).map { "\(Double($0 * 7 % 37) / 4),\($0 % 2 == 0 ? "a" : "b")\n" }.joined()
        let table = try Table(reading: Array("x,y\n\(rows)".utf8), source: "d.csv")
        var options = RecipeOptions()
        set(&options)
        return try options.recipe(for: Schema(inferring: table), rows: 40)
    }

    @Test func explicitNumbersReplaceThoseOfAnExplicitRule() throws {
        let numbers = try recipe {
            $0.weightDecay = 0.2
            $0.learningRate = 0.5
            $0.optimizer = SGD(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01)
        }
        #expect(
            numbers.recipe.optimizer as? SGD == SGD(learningRate: 0.5, momentum: 0.9, weightDecay: 0.2))
        #expect(!numbers.choices.contains { ["learning rate", "weight decay"].contains($0.setting) })
        let rule = try recipe { $0.optimizer = SGD(learningRate: 0.1, weightDecay: 0.01) }
        #expect(rule.recipe.optimizer as? SGD == SGD(learningRate: 0.1, weightDecay: 0.01))
        #expect(
            rule.choices.contains(
                Choice(setting: "learning rate", value: "0.1", reason: "default for sgd")))
    }

    @Test func explicitNumbersReplaceThoseOfTheDefaultRule() throws {
        let found = try recipe { ($0.learningRate, $0.weightDecay) = (0.25, 0.75) }
        #expect(found.recipe.optimizer as? AdamW == AdamW(learningRate: 0.25, weightDecay: 0.75))
        #expect(
            found.choices.contains(
                Choice(
                    setting: "optimizer", value: "adamw, learning rate 0.25, weight decay 0.75",
                    reason: "with weight decay against overfitting")))
    }

    /// The decay is a choice of its own if the rows decide on it.
    @Test func theChoiceNamesTheExplicitRate() throws {
        let found = try recipe { $0.learningRate = 0.25 }
        #expect(found.recipe.selection != nil)
        #expect(
            found.choices.first { $0.setting == "optimizer" }?.value == "adamw, learning rate 0.25")
    }

    @Test(arguments: [LBFGS() as any Optimizer, Rprop()])
    func aRuleWithoutWeightDecayRefusesOne(rule: any Optimizer) throws {
        let error = SettingError(
            name: "weight decay with \(type(of: rule).typeName)", found: "0.2", expected: "left out",
            remedy: "use the l2 penalty instead")
        #expect(throws: error) { try recipe { ($0.optimizer, $0.weightDecay) = (rule, 0.2) } }
        #expect(try recipe { $0.optimizer = rule }.recipe.optimizer.isEqual(to: rule))
        #expect(
            error.description == """
                the weight decay with \(type(of: rule).typeName) must be left out, not 0.2; use the l2 penalty instead
                """)
    }

    /// A trial sets the numbers of whatever rule it has, and a rule of the search replaces explicit numbers.
    @Test func aTrialReplacesTheNumbers() throws {
        var trial = TrialOptions(RecipeOptions())
        trial.options.weightDecay = 0.5
        let (rprop, sgd) = (SettingValue.text("rprop"), SettingValue.text("sgd"))
        let rule = SearchDimension.optimizers([
            OptimizerChoice("rprop", Rprop()), OptimizerChoice("sgd", SGD(learningRate: 0.1)),
        ])[0]
        try rule.apply(rprop, &trial)
        trial.setWeightDecay(0.3)
        #expect(trial.options.weightDecay == nil)
        try rule.apply(sgd, &trial)
        trial.setWeightDecay(0.3)
        trial.setLearningRate(0.7)
        let optimizer = trial.options.optimizerOptions.applied(to: SGD(learningRate: 0.1))
        #expect(optimizer as? SGD == SGD(learningRate: 0.7, weightDecay: 0.3))
    }
}
