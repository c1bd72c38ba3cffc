import ArgumentParser
import Backprop

/// How results are printed.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    /// Prints the one, or the other.
    func show(json value: @autoclosure () throws -> JSONValue, text: @autoclosure () throws -> String) throws
    {
        Console.result(json ? try value().text() + "\n" : Console.harmless(try text()))
    }
}

/// How many threads to use.
struct ThreadOptions: ParsableArguments {
    @Option(
        "threads", 1...4096, "The largest number of threads to use; results do not depend on it",
        default: "one for each processor", valueName: "number")
    var threads: Int?

    /// The number asked for, or the machine's.
    var count: Int { threads ?? Threads.processorCount }
}
