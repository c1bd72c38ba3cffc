import Backprop
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A table of numbers, whole numbers, categories, missing values, an empty and a constant column.
private func randomTable(seed: UInt64, rowCount: Int = 40, classes: Bool) -> Table {
    var generator = TestGenerator(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    func column(_ name: String, missing: Double, _ value: (inout TestGenerator) -> String) -> (
        name: String, values: [String?]
    ) {
        (
            name: name,
            values: (0..<rowCount).map { _ in
                Double.random(in: 0..<1, using: &generator) < missing ? nil : value(&generator)
            }
        )
    }
    return Table(
        columns: [
            column("real", missing: 0.2) { "\(Double.random(in: -1e3..<1e3, using: &$0))" },
            column("whole", missing: 0.4) { "\(Int.random(in: 0..<4, using: &$0))" },
            column("name", missing: 0.3) { ["a", "b", "c", "d", "e"].randomElement(using: &$0)! },
            column("empty", missing: 1) { _ in "" },
            column("constant", missing: 0.1) { _ in "7" },
            column("huge", missing: 0) { "\(Double.random(in: 1e30..<1e31, using: &$0))" },
            column("y", missing: 0.1) {
                classes ? ["p", "q", "r"].randomElement(using: &$0)! : "\($0.next() % 9999).5"
            },
        ], source: "random.csv")
}

@Suite struct PreprocessorPropertyTests {
    static let settings: [PreprocessingSettings] = [
        .init(), .init(numericImputation: .mean, missingIndicators: true, scaling: .robust),
        .init(
            numericImputation: .mostFrequent, categoricalImputation: .mostFrequent, missingIndicators: true,
            categoricalEncoding: .ordinal, unseenCategories: .other, scaling: .minMax,
            classWeighting: .balanced),
        .init(numericImputation: .constant(-1.5), categoricalEncoding: .oneHot(limit: 3), scaling: .max),
        .init(categoricalEncoding: .ordinal, scaling: .quantile, targetScaling: .log),
        .init(missingIndicators: true, scaling: .standard, bins: 5),
        .init(missingIndicators: true, scaling: .robustClipped, targetScaling: .signedLog),
        .init(
            numericImputation: .dropRows, categoricalImputation: .dropRows, scaling: .none,
            targetScaling: .none),
    ]

    @Test(arguments: 1...12)
    func nothingButNumbersComesOut(_ seed: Int) throws {
        for settings in Self.settings {
            let table = randomTable(seed: UInt64(seed), classes: seed % 2 == 0)
            let rows = Array(stride(from: 0, to: 40, by: 2)) + [1, 3, 5, 7]
            let preprocessor = try fitted(table, settings, rows: rows)
            let features = try preprocessor.features(from: table, as: Float.self)
            #expect(!features.values.contains { !$0.isFinite })
            #expect(features.values.count == 40 * preprocessor.inputCount)
            #expect(preprocessor.featureNames.count == preprocessor.inputCount)
            let dataset = try preprocessor.dataset(from: table, as: Double.self)
            #expect(!(dataset.features + dataset.targets + (dataset.weights ?? [])).contains { !$0.isFinite })
        }
    }

    /// The others become garbage: other numbers, texts among numbers, nothing at all. What was fitted stays.
    @Test(arguments: 1...6)
    func fittingUsesItsOwnRowsOnly(_ seed: Int) throws {
        let table = randomTable(seed: UInt64(seed), classes: seed % 2 == 0)
        let rows = (0..<40).filter { $0 % 3 != 0 }
        let garbage: [String?] = ["1e300", "garbage", nil, "-5"]
        let changed = Table(
            columns: table.columns.map { column in
                (
                    name: column.name,
                    values: (0..<40).map { $0 % 3 == 0 ? garbage[($0 / 3 + seed) % 4] : column.text(at: $0) }
                )
            }, source: "random.csv")
        let schema = try Schema(inferring: table)
        for settings in Self.settings {
            let encoding: TargetEncoding = schema.task == .regression ? .numeric : .oneHot
            func fit(_ table: Table, _ rows: [Int]?) throws -> Preprocessor {
                try Preprocessor(
                    fitting: table, schema: schema, settings: settings, targetEncoding: encoding, rows: rows)
            }
            let expected = try fit(table, rows)
            #expect(try fit(changed, rows) == expected)
            #expect(try fit(table.selectingRows(rows), nil) == expected)
            // The check would notice a leak: fitting on all rows gives other numbers.
            #expect(try fit(table, nil) != expected)
        }
    }

    @Test(arguments: 1...4)
    func survivesJSON(_ seed: Int) throws {
        let table = randomTable(seed: UInt64(seed), classes: seed % 2 == 0)
        let schema = try Schema(inferring: table)
        #expect(try JSONDecoder().decode(Schema.self, from: JSONEncoder().encode(schema)) == schema)
        for settings in Self.settings {
            let preprocessor = try fitted(table, settings)
            let decoded = try JSONDecoder().decode(
                Preprocessor.self, from: JSONEncoder().encode(preprocessor))
            #expect(decoded == preprocessor)
            let features = try preprocessor.features(from: table, as: Double.self).values
            #expect(try decoded.features(from: table, as: Double.self).values == features)
        }
    }

    @Test func settingsAreReadWithDefaultsAndAsText() throws {
        func read(_ json: String) throws -> PreprocessingSettings {
            try JSONDecoder().decode(PreprocessingSettings.self, from: Data(json.utf8))
        }
        #expect(try read("{}") == .init())
        #expect(
            try read(
                #"{"numericImputation": "constant -2.5", "classWeighting": {"a": 2}, "scaling": "minmax"}"#)
                == .init(
                    numericImputation: .constant(-2.5), scaling: .minMax, classWeighting: .explicit(["a": 2]))
        )
        #expect(
            try read(#"{"categoricalEncoding": "one-hot 20 5", "categoricalImputation": "most-frequent"}"#)
                == .init(
                    categoricalImputation: .mostFrequent,
                    categoricalEncoding: .oneHot(limit: 20, minimumCount: 5)))
        for wrong in ["constant", "constant nan", "constant 0x10", "mean 3", "", "modus"] {
            #expect(NumericImputation(rawValue: wrong) == nil)
        }
        for wrong in ["one-hot x", "one-hot 1 2 3", "ordinal 5", ""] {
            #expect(CategoricalEncoding(rawValue: wrong) == nil)
        }
    }

    /// Each change makes a saved preprocessor contradict itself; reading it must fail, and never trap later.
    @Test(arguments: [
        (#""scale":1"#, #""scale":0"#), (#""targets":[2]"#, #""targets":[7]"#),
        (#""targets":[2]"#, #""targets":[]"#),
        (#""mostFrequent":1"#, #""mostFrequent":9"#),
        (#""classLabels":["u","v"]"#, #""classLabels":["u","u"]"#),
        (#""classLabels":["u","v"]"#, #""classLabels":[]"#), (#""role":"target""#, #""role":"ignored""#),
        (#""task":"classification""#, #""task":"regression""#),
        (#""role":"categorical""#, #""role":"weight""#),
        (#""classWeights":[1,1]"#, #""classWeights":[1]"#),
        (#""classWeights":[1,1]"#, #""classWeights":[-1,1]"#),
    ])
    func contradictionsAreRefused(_ original: String, _ changed: String) throws {
        let table = try table("a,b,y", "1,p,u", "2,q,v", "3,q,u", "4,q,v")
        let preprocessor = try fitted(table, .init(scaling: .none, classWeighting: .balanced))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(preprocessor), as: UTF8.self)
        #expect(json.contains(original))
        let broken = json.replacing(original, with: changed)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Preprocessor.self, from: Data(broken.utf8))
        }
    }
}
