import Backprop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Backprop's side of the comparison: one task a process, asked for one measured round after the other.
///
///     PeerBenchmark train LAYERS SHAPE BATCH THREADS IMAGES FOLDER
///     PeerBenchmark online
///     PeerBenchmark latency SIZES
///     PeerBenchmark inference LAYERS SHAPE BATCH THREADS FOLDER
///     PeerBenchmark memory LAYERS SHAPE BATCH ROWS EPOCHS
@main
struct PeerBenchmark {
    static func main() {
        do {
            try serve(task(Array(CommandLine.arguments.dropFirst())))
        } catch {
            answer(["error": Value("\(error)")])
        }
    }

    private static func task(_ arguments: [String]) throws -> any Task {
        switch arguments.first {
        case "train" where arguments.count == 7:
            return try TrainingTask(
                layers: arguments[1], shape: shape(arguments[2]), batch: number(arguments[3]),
                threads: number(arguments[4]), images: number(arguments[5]), folder: arguments[6])
        case "online": return try OnlineTask()
        case "latency" where arguments.count == 2:
            return try LatencyTask(sizes: arguments[1].split(separator: ",").map { try number(String($0)) })
        case "inference" where arguments.count == 6:
            return try InferenceTask(
                layers: arguments[1], shape: shape(arguments[2]), batch: number(arguments[3]),
                threads: number(arguments[4]), folder: arguments[5])
        case "memory" where arguments.count == 6:
            return try MemoryTask(
                layers: arguments[1], shape: shape(arguments[2]), batch: number(arguments[3]),
                rows: number(arguments[4]), epochs: number(arguments[5]))
        default:
            throw Misuse(
                "usage: PeerBenchmark train | online | latency | inference | memory, see its comment")
        }
    }

    private static func shape(_ text: String) throws -> Shape {
        Shape(try text.split(separator: "x").map { try number(String($0)) })
    }

    private static func number(_ text: String) throws -> Int {
        guard let number = Int(text), number > 0 else { throw Misuse("“\(text)” is no number above 0") }
        return number
    }

    private static func serve(_ task: any Task) throws {
        answer(["what": Value(task.what)])
        while let line = readLine() {
            answer(line == "round" ? try task.round() : try task.check())
        }
    }

    private static func answer(_ answer: Answer) {
        print("{" + answer.map { "\(Value($0).json): \($1.json)" }.joined(separator: ", ") + "}")
        // What the driver waits for must not stay in a buffer.
        fflush(nil)
    }
}

/// What one process measures.
protocol Task {
    /// What it is, for the report.
    var what: String { get }

    /// One measured round: `value`, and `loss` where there is one.
    func round() throws -> Answer

    /// What has been learned.
    func check() throws -> Answer
}

struct Misuse: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The seconds that something takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .seconds(1)
}

/// The mean time of one call in nanoseconds, over as many as take a tenth of a second.
struct Repeating {
    private let call: (_ turns: Int) throws -> Void
    private let turns: Int

    init(_ call: @escaping (_ turns: Int) throws -> Void) throws {
        var turns = 1
        while try seconds({ try call(turns) }) < 0.1 { turns *= 2 }
        self.call = call
        self.turns = turns
    }

    func nanoseconds() throws -> Double { try seconds { try call(turns) } * 1e9 / Double(turns) }
}
