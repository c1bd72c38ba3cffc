import Backprop
import Testing

@Suite struct InitializerTextTests {
    @Test(
        arguments: [
            ("glorot-uniform", .glorotUniform), ("glorot-normal", .glorotNormal),
            ("he-uniform", .heUniform), ("he-normal", .heNormal), ("lecun-uniform", .lecunUniform),
            ("lecun-normal", .lecunNormal), ("fan-in-uniform", .fanInUniform),
            ("small-uniform", .smallUniform), ("zeros", .zeros), ("uniform", .uniform(0..<1)),
            ("uniform:0..1", .uniform(0..<1)), ("uniform:-.5..+2.5e-1", .uniform(-0.5..<0.25)),
            ("normal", .normal()), ("normal:0,0.1", .normal(standardDeviation: 0.1)),
            ("constant:-3", .constant(-3)),
            ("uniform lower -0.5, upper 0.25", .uniform(-0.5..<0.25)), ("uniform upper 2", .uniform(0..<2)),
            ("normal standard-deviation 0.1", .normal(standardDeviation: 0.1)),
            ("constant value -3", .constant(-3)),
        ] as [(String, any Initializer)])
    func readsNames(text: String, expected: any Initializer) throws {
        #expect(try AnyCodableInitializer(parsing: text) == AnyCodableInitializer(expected))
    }

    @Test(arguments: InitializerValueTests.rules.indices)
    func readsBackWhatItWrites(index: Int) throws {
        let rule = InitializerValueTests.rules[index]
        #expect(
            try AnyCodableInitializer(parsing: rule.description) == AnyCodableInitializer(rule))
    }

    @Test func everyRuleIsListed() {
        let names = Set(InitializerValueTests.rules.map { type(of: $0).textName })
        #expect(names == Set(Initializers.all.map { $0.textName }))
        #expect(names.count == Initializers.all.count)
    }

    @Test(arguments: [
        ("glorot_uniform", "There is no initializer \"glorot_uniform\". Did you mean \"glorot-uniform\"?"),
        ("HeNormal", "There is no initializer \"HeNormal\". Did you mean \"he-normal\"?"),
        ("xavier-normal", "There is no initializer \"xavier-normal\". Did you mean \"glorot-normal\"?"),
        ("kaiming_unifrom", "There is no initializer \"kaiming_unifrom\". Did you mean \"he-uniform\"?"),
        ("unifrom:0..1", "There is no initializer \"unifrom\". Did you mean \"uniform\"?"),
        (
            "",
            "There is no initializer \"\". Choose one of glorot-uniform, glorot-normal, he-uniform, "
                + "he-normal, lecun-uniform, lecun-normal, fan-in-uniform, uniform, small-uniform, normal, "
                + "zeros, constant."
        ),
        ("zeros:1", "The initializer \"zeros\" takes no numbers, but \"1\" follows it. Remove \"1\"."),
        (
            "uniform:1..0",
            "The initializer \"uniform\" takes a range of finite numbers such as \"uniform lower -0.5, upper 0.5\", "
                + "but was given \"1..0\"."
        ),
        (
            "normal:0,-1",
            "The initializer \"normal\" takes a mean and a standard deviation of 0 or more such as "
                + "\"normal mean 0, standard-deviation 0.1\", but was given \"0,-1\"."
        ),
        (
            "constant",
            "The initializer \"constant\" takes a finite number such as \"constant value 0.1\", but was given \"\"."
        ),
    ])
    func refusesWithTheRemedy(text: String, message: String) {
        let error = #expect(throws: InitializerError.self) { try AnyCodableInitializer(parsing: text) }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        "uniform:", "uniform:0", "uniform:0..", "uniform:..1", "uniform:0..inf", "uniform:nan..1",
        "uniform:-1e308..1e308", "uniform:0..1..2", "normal:", "normal:0", "normal:0,", "normal:0,nan",
        "normal:inf,1", "normal:0,1,2", "constant:", "constant:nan", "constant:-inf", "constant:1x",
        "uniform lower", "uniform lover 1", "uniform lower 1, upper 0", "normal mean x", "constant value",
        "zeros value 1", "zeros:", ":", " zeros", "zeros ", "😀", "glorot-uniform-glorot-uniform",
    ])
    func refusesWhatIsNotARule(text: String) {
        #expect(throws: InitializerError.self) { try AnyCodableInitializer(parsing: text) }
    }
}
