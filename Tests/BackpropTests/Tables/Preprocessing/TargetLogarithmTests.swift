import Testing

@testable import Backprop

/// A table of such targets, with the row's number as the feature.
private func tableOfTargets(_ targets: [String]) -> Table {
    Table(
        columns: [(name: "x", values: targets.indices.map(String.init)), (name: "y", values: targets)],
        source: "data.csv")
}

private func fit(_ targets: [String], _ scaling: TargetScaling) throws -> Preprocessor {
    let table = tableOfTargets(targets)
    return try Preprocessor(
        fitting: table, schema: Schema(inferring: table, selection: .init(task: .regression)),
        settings: .init(targetScaling: scaling), targetEncoding: .numeric)
}

@Suite struct TargetLogarithmTests {
    @Test func positiveTargetsBecomeTheirLogarithms() throws {
        let targets = ["1", "10", "100", "1000", "10000"]
        let preprocessor = try fit(targets, .log)
        let scaled = try preprocessor.dataset(from: tableOfTargets(targets), as: Double.self).targets
        // Equal steps with mean 0 and standard deviation 1.
        for (found, step) in zip(scaled, -2...2) {
            #expect(abs(found - Double(step) / 2.0.squareRoot()) < 1e-12)
        }
        for (found, text) in zip(preprocessor.unscaleTargets(scaled), targets) {
            #expect(abs(found / Double(text)! - 1) < 1e-12)
        }
        #expect(preprocessor.targetScales[0].logarithm?.unit == 0)
    }

    @Test(arguments: [
        (["0", "1", "2", "5", "900", "1e6"], TargetScaling.log), (["0", "0", "0", "0"], .log),
        (["-1e9", "-3", "0", "0.5", "7", "1e12"], .signedLog), (["1e-12", "2e-12", "1e-3"], .log),
        (["1e300", "1e-300", "1.7e308"], .log), (["-1.7e308", "1.7e308", "4", "1e-300"], .signedLog),
        (["0", "1e-320", "1"], .log), (["5", "6", "7"], .signedLog),
    ])
    func theWayBackLeadsToTheTargets(_ targets: [String], _ scaling: TargetScaling) throws {
        let preprocessor = try fit(targets, scaling)
        let scaled = try preprocessor.dataset(from: tableOfTargets(targets), as: Double.self).targets
        let unit = try #require(preprocessor.targetScales[0].logarithm).unit
        #expect(!scaled.contains { !$0.isFinite })
        for (found, text) in zip(preprocessor.unscaleTargets(scaled), targets) {
            let target = Double(text)!
            #expect(abs(found - target) <= 1e-10 * (abs(target) + unit), "\(text) became \(found)")
        }
    }

    @Test(arguments: [(["1", "10", "100"], TargetScaling.log), (["-50", "0", "3", "900"], .signedLog)])
    func predictionsStayNearTheRange(_ targets: [String], _ scaling: TargetScaling) throws {
        let preprocessor = try fit(targets, scaling)
        let found = preprocessor.unscaleTargets([-1e30, -3, -1, 0, 0.1, 1, 3, 1e30, .infinity])
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
        let logarithm = try #require(preprocessor.targetScales[0].logarithm)
        let margin = (logarithm.maximum - logarithm.minimum) / 4
        #expect(found[0] == logarithm.invert(logarithm.minimum - margin))
        #expect(found[8] == logarithm.invert(logarithm.maximum + margin))
        #expect(found[0] < Double(targets[0])! && found[8] > Double(targets.last!)!)
        // A diverged network must not look sound.
        #expect(preprocessor.unscaleTargets([Double.nan])[0].isNaN)
    }

    @Test func unitFollowsTheUnitOfTheTarget() throws {
        let one = try fit(["0", "2", "4", "8", "900"], .log)
        let other = try fit(["0", "2000", "4000", "8000", "900000"], .log)
        let targets = try one.dataset(from: tableOfTargets(["0", "2", "900"]), as: Double.self).targets
        let same = try other.dataset(from: tableOfTargets(["0", "2000", "900000"]), as: Double.self).targets
        for (one, other) in zip(targets, same) { #expect(abs(one - other) < 1e-12) }
        // The lower quartile of 2, 4, 8 and 900.
        #expect(one.targetScales[0].logarithm?.unit == 3.5)
    }

    @Test func negativeTargetsAreRefusedByRow() throws {
        #expect(
            message { _ = try fit(["1", "20", "-3.5", "4"], .log) }
                == "data.csv, line 3, column \"y\": Expected a target of at least 0, which has a logarithm, and found "
                + "\"-3.5\". Correct it, or scale targets by the signed logarithm.")
        // Rows that are only scored may be negative.
        let preprocessor = try fit(["1", "20", "400", "4"], .log)
        let scored = try preprocessor.dataset(
            from: tableOfTargets(["-3.5", "1"]), as: Double.self, for: .evaluation)
        #expect(scored.targets[0].isFinite && scored.targets[0] < scored.targets[1])
        #expect(try preprocessor.targetValues(from: tableOfTargets(["-3.5", "1"])) == [-3.5, 1])
    }

    @Test func wholeWeightsRepeatRows() throws {
        let table = try table("x,w,y", "1,2,0", "2,1,5", "3,3,70", "4,0,99999", "5,1,800")
        let weighted = try Preprocessor(
            fitting: table, schema: Schema(inferring: table, selection: .init(weight: .name("w"))),
            settings: .init(targetScaling: .log), targetEncoding: .numeric)
        let ignoring = try Schema(inferring: table, selection: .init(ignored: [.name("w")]))
        let repeated = try Preprocessor(
            fitting: table, schema: ignoring, settings: .init(targetScaling: .log), targetEncoding: .numeric,
            rows: [0, 0, 1, 2, 2, 2, 4])
        #expect(weighted.targetScales == repeated.targetScales)
    }
}

@Suite struct PortableExponentialTests {
    @Test func isTheInverseOfTheLogarithm() {
        for step in -7000...7000 {
            let x = Double(step) / 10
            let found = PortableExponential.value(of: x)
            #expect(abs(PortableLog.value(of: found) - x) <= 1e-15 * max(1, abs(x)))
        }
        #expect(PortableExponential.value(of: 0) == 1)
        #expect(abs(PortableExponential.value(of: 1) - 2.718281828459045) < 1e-15)
        #expect(PortableExponential.value(of: 710) == .infinity)
        #expect(PortableExponential.value(of: -800) == 0)
        #expect(PortableExponential.value(of: 709.7) < .infinity)
        #expect(PortableExponential.value(of: -740) > 0)
    }
}
