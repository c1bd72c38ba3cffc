import ArgumentParser
import Backprop

/// The options for the printed results.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    /// Prints either the JSON value or the text.
    func show(json value: @autoclosure () throws -> JSONValue, text: @autoclosure () throws -> String) throws
    {
        Console.result(json ? try value().text() + "\n" : Console.replacingControls(try text()))
    }
}

/// The option for the number of threads.
struct ThreadOptions: ParsableArguments {
    @Option(
        "threads", 1...4096, "The largest number of threads to use; results do not depend on it",
        default: "one for each processor", valueName: "number")
    var threads: Int?

    /// The number from the option, or the machine's.
    var count: Int { threads ?? Threads.processorCount }
}
