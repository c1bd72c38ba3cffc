import Backprop

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file into a table and its columns of numbers into numbers; prints the seconds that took and a checksum.
///
///     ReadingSpeed FILE [double|float|stream] [THREADS]
@main
struct ReadingSpeed {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else {
            return print("usage: ReadingSpeed FILE [double|float|stream] [THREADS]")
        }
        let clock = ContinuousClock()
        let start = clock.now
        let before = processorSeconds()
        let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
        let sum =
            switch arguments.dropFirst(2).first {
            case "stream": try stream(arguments[1])
            case "float": try table(arguments[1], clock, threads, as: Float.self)
            default: try table(arguments[1], clock, threads, as: Double.self)
            }
        let seconds = (clock.now - start) / .seconds(1)
        let after = processorSeconds()
        let (own, system) = (after.own - before.own, after.system - before.system)
        print("seconds \(seconds) own \(own) system \(system) sum \(sum)")
    }

    /// The processor time of this process so far, in its own code and in the system.
    private static func processorSeconds() -> (own: Double, system: Double) {
        var usage = rusage()
        // RUSAGE_SELF, which has another type on Linux than the parameter.
        let thisProcess: Int32 = 0
        getrusage(thisProcess, &usage)
        return (seconds(usage.ru_utime), seconds(usage.ru_stime))
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }

    private static func table<S: BinaryFloatingPoint>(
        _ path: String, _ clock: ContinuousClock, _ threads: Int, as type: S.Type
    ) throws -> Double {
        let start = clock.now
        let table = try Table(contentsOf: path, threads: threads)
        let read = clock.now
        let numeric = table.columns.indices.filter { table.columns[$0].isNumeric }
        let columns = try table.numbers(ofColumns: numeric, as: S.self)
        print("table \((read - start) / .seconds(1)) numbers \((clock.now - read) / .seconds(1))")
        return columns.reduce(0) { $0 + Double($1[0]) + Double($1[$1.count - 1]) }
    }

    private static func stream(_ path: String) throws -> Double {
        let reader = try RowReader(contentsOf: path)
        var sum = 0.0
        while try reader.advance() {
            for column in reader.columnNames.indices { sum += try reader.number(at: column, as: Double.self) }
        }
        return sum
    }
}
