import Testing

@testable import Backprop

/// A run that is interrupted and resumed ends with the bits of one that was not.
@Suite struct ResumeTests {
    private func expectSame(_ found: TrainingResult, _ expected: TrainingResult) throws {
        #expect(try found.bytes == expected.bytes)
        #expect(found.history == expected.history)
        #expect(found.ending == expected.ending)
    }

    @Test(arguments: ResumeCase.all)
    func resumesFromAnyUpdate(run: ResumeCase) throws {
        let questions = Countdown()
        let expected = try run.run(nil, questions)
        let count = questions.asked
        #expect(count > 5)
        var interruptions = 0
        for place in stride(from: 0, to: count, by: max(1, count / 60)) {
            let folder = try ScratchFolder()
            var policy = CheckpointPolicy(folder: folder.path + "/run", interval: .epochs(1000))
            let first = try run.run(policy, Countdown(place))
            guard first.isInterrupted else {
                try expectSame(first, expected)
                continue
            }
            interruptions += 1
            policy.resumes = true
            try expectSame(try run.run(policy), expected)
        }
        #expect(interruptions >= min(count, 60) - 5)
    }

    @Test(arguments: ResumeCase.all.filter { !$0.name.contains("search") })
    func resumesAgainAndAgain(run: ResumeCase) throws {
        let expected = try run.run(nil)
        let folder = try ScratchFolder()
        let policy = CheckpointPolicy(folder: folder.path, interval: .epochs(2), keep: 1, resumes: true)
        var (result, interruptions) = (try run.run(policy, Countdown(2)), 0)
        while result.isInterrupted {
            interruptions += 1
            // Every third time as a run that is killed: what it did after its last checkpoint is lost.
            let isKilled = interruptions % 3 == 0
            if isKilled { _ = try? run.run(policy, onEvent: Self.die) }
            result = try run.run(policy, Countdown(3))
        }
        #expect(interruptions > 1)
        try expectSame(result, expected)
    }

    private struct Killed: Error {}

    private static func die(_ event: TrainingEvent) throws {
        if case .epoch(_) = event { throw Killed() }
    }

    @Test func aTimeSavesInTheMiddleOfAnEpoch() throws {
        let run = ResumeCase.all[0]
        let expected = try run.run(nil)
        let folder = try ScratchFolder()
        var policy = CheckpointPolicy(folder: folder.path, interval: .time(.nanoseconds(1)), keep: 1000)
        _ = try run.run(policy)
        let names = folder.names.compactMap { CheckpointName($0) }
        #expect(names.contains { $0.batch > 0 } && names.contains { $0.batch == 0 })
        // From any of them the run comes to the same end.
        var generator = TestGenerator(state: 10)
        for name in names.shuffled(using: &generator).prefix(10) {
            let other = try ScratchFolder()
            try Checkpoint(contentsOf: folder.path + "/" + name.text).write(to: other.path + "/" + name.text)
            policy.folder = other.path
            policy.resumes = true
            try expectSame(try run.run(policy), expected)
        }
    }

    @Test func aFinishedRunGivesItsModelAgain() throws {
        for run in ResumeCase.all where !run.name.contains("finite") {
            let folder = try ScratchFolder()
            var policy = CheckpointPolicy(folder: folder.path)
            let expected = try run.run(policy)
            policy.resumes = true
            let questions = Countdown()
            try expectSame(try run.run(policy, questions), expected)
            #expect(questions.asked == 0)
        }
    }

    @Test func sendsTheEvents() throws {
        let run = ResumeCase.all[3]
        let folder = try ScratchFolder()
        var events: [TrainingEvent] = []
        var policy = CheckpointPolicy(folder: folder.path, interval: .epochs(2))
        let whole = try run.run(policy, Countdown(), onEvent: { events.append($0) })
        let paths = [2, 4].map { folder.path + "/epoch-\($0)-batch-0.safetensors" }
        let epochs = whole.history.map { TrainingEvent.epoch($0) }
        let begin = TrainingEvent.began(rows: 10, stepsPerEpoch: 4, epochs: 4)
        #expect(
            events == [
                begin, epochs[0], epochs[1], .checkpointSaved(path: paths[0]), epochs[2], epochs[3],
                .checkpointSaved(path: paths[1]), .ended(.completed),
            ])
        policy.resumes = true
        events = []
        _ = try run.run(policy, onEvent: { events.append($0) })
        #expect(
            events == [.resumed(path: paths[1], history: whole.history), begin, .ended(.completed)])
    }

    @Test func anObserverEndsTheRun() throws {
        #expect(throws: Killed.self) {
            try ResumeCase.all[3].run(nil, onEvent: Self.die)
        }
    }
}
