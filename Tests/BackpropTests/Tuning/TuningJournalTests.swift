import Foundation
import Testing

@testable import Backprop

/// Searches that are stopped and resumed.
@Suite struct TuningJournalTests {
    private let table: Table
    private let folder: ScratchFolder
    private var path: String { folder.path + "/j.jsonl" }

    init() throws {
        table = try ModelSupport.table(TuningSupport.words)
        folder = try ScratchFolder()
    }

    private func tuning(resumes: Bool = true) -> Tuning {
        var tuning = TuningSupport.tuning(threads: 2)
        tuning.journal = Tuning.Journal(path, resumes: resumes)
        return tuning
    }

    private var lines: [String] {
        get throws {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        }
    }

    private func write(_ lines: [String], end: String = "\n") throws {
        try Data((lines.joined(separator: "\n") + end).utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test(arguments: [1, 40, 120, 200])
    func aStoppedSearchEndsAsIfItHadNotBeen(questions: Int) throws {
        let whole = TuningSupport.told(try TuningSupport.tuning().run(on: table))
        var stopped = tuning()
        let countdown = Countdown(questions)
        stopped.isCancelled = { countdown.isOver() }
        if let result = try? stopped.run(on: table) { #expect(result.ending == .interrupted) }
        let known = try lines.count - 1
        var resumed = -1
        let result = try tuning().run(on: table) { event in
            if case .resumed(_, let results) = event { resumed = results }
        }
        #expect(TuningSupport.told(result) == whole)
        #expect(resumed == (known == 0 ? -1 : known))
        // Each result stands there once.
        #expect(try Set(lines).count == lines.count)
    }

    @Test func theScoresOfTheMeanAreNotedDownToo() throws {
        var tuning = TuningSupport.averaging(threads: 2)
        tuning.journal = Tuning.Journal(path, resumes: true)
        let whole = TuningSupport.told(try tuning.run(on: table))
        let all = try lines
        #expect(all.suffix(2).allSatisfy { $0.contains("\"averageOfDivision\":") })
        // Whether one of the two is missing or none, the end is the same.
        for count in [all.count - 1, all.count] {
            try write(Array(all[..<count]))
            #expect(TuningSupport.told(try tuning.run(on: table)) == whole)
            #expect(try Set(lines) == Set(all))
        }
    }

    @Test func halfALineIsTakenOut() throws {
        let whole = TuningSupport.told(try tuning().run(on: table))
        let all = try lines
        try write(Array(all[..<5]) + [String(all[5].prefix(20))], end: "")
        #expect(TuningSupport.told(try tuning().run(on: table)) == whole)
        #expect(try Set(lines) == Set(all))
    }

    /// A fourth rung lies below what a search of fewer trials had; what that found counts all the same.
    @Test func moreTrialsThanBeforeEndAsIfThereHadAlwaysBeenSoMany() throws {
        func tuning(_ trials: Int) -> Tuning {
            var tuning = self.tuning()
            (tuning.trials, tuning.folds, tuning.divisions, tuning.options.epochs) = (trials, 2, 1, 27)
            tuning.space?.dimensions.append(.labelSmoothing(.range(from: 0, to: 0.2, scale: .linear)))
            return tuning
        }
        _ = try tuning(5).run(on: table)
        let known = Set(try lines)
        let result = TuningSupport.told(try tuning(162).run(on: table))
        #expect(known.isSubset(of: try lines))
        var whole = tuning(162)
        whole.journal = nil
        #expect(TuningSupport.told(try whole.run(on: table)) == result)
    }

    @Test func resultsThatAreThereAreNotHadAgain() throws {
        _ = try tuning().run(on: table)
        let countdown = Countdown()
        var again = tuning()
        again.isCancelled = { countdown.isOver() }
        _ = try again.run(on: table)
        // Once a round and at the end, but never inside a run.
        #expect(countdown.asked < 12)
        var more = tuning()
        more.trials = 12
        #expect(try more.run(on: table).trials.count == 12)
    }

    private func refusal(_ tuning: Tuning, _ table: Table? = nil) -> String? {
        let table = table ?? self.table
        let error = #expect(throws: TuningError.self) { try tuning.run(on: table) }
        return error?.description.replacingOccurrences(of: path, with: "j.jsonl")
    }

    @Test func anotherSearchIsRefusedWithTheDifference() throws {
        _ = try tuning().run(on: table)
        let before = try lines
        func refusal(_ change: (inout Tuning) -> Void) -> String? {
            var tuning = tuning()
            change(&tuning)
            return self.refusal(tuning)
        }
        let advice = "; give the same, or another file for the journal"
        #expect(
            refusal { $0.options.seed = 4 }
                == "j.jsonl is of another search: recipe.seed is 1 there, but 4 here"
                + advice)
        #expect(
            refusal { $0.folds = 4 } == "j.jsonl is of another search: folds is 3 there, but 4 here" + advice)
        #expect(
            refusal { $0.space?.dimensions[0] = .width(.choices([3, 5])) }
                == "j.jsonl is of another search: space[0] is \"network.width: 2 to 8 (log)\" there, but \"network.width: 3, 5\" here"
                + advice)
        #expect(
            refusal { $0.strategy = .random }
                == "j.jsonl is of another search: strategy is \"halving\" there, but \"random\" here" + advice
        )
        let other = try ModelSupport.table(TuningSupport.words.replacingOccurrences(of: "red", with: "tan"))
        let found = self.refusal(tuning(), other) ?? ""
        #expect(found.hasPrefix("j.jsonl is of another search: data.cells is \""))
        #expect(found.hasSuffix("\" here" + advice))
        let count = before.count - 1
        #expect(
            self.refusal(tuning(resumes: false))
                == "j.jsonl holds \(count) results of an earlier search; resume that search, or choose another file"
        )
        #expect(try lines == before)
    }

    @Test func anotherFileIsNotOverwrittenByAJournal() throws {
        _ = try tuning().run(on: table)
        let all = try lines
        try write(["width,length", "1,2"])
        #expect(refusal(tuning()) == "j.jsonl is not the journal of a search; choose another file")
        #expect(
            refusal(tuning(resumes: false)) == "j.jsonl is not the journal of a search; choose another file")
        try write([all[0].replacingOccurrences(of: "\"version\":2", with: "\"version\":9")])
        #expect(
            refusal(tuning())
                == """
                j.jsonl has the journal format 9, but this version reads format 2; use the version of Backprop that \
                wrote it, or a newer one
                """)
        try write([all[0], all[1], "{\"trial\":2,\"epochs\":1}", all[2]])
        #expect(
            refusal(tuning())
                == "j.jsonl, line 3: this is not a result of a trial; take the line out to have that trial scored again"
        )
    }
}
