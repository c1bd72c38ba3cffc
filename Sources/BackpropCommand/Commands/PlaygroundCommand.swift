import ArgumentParser
import Backprop
import BackpropRecipes
import BackpropServer

#if Server
    import NIOCore
    import NIOPosix
#endif

/// The command that opens a page on which one sees a network learn.
struct PlaygroundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "playground",
        abstract: "Watch a network learn on a page in the browser, on your own data.",
        discussion: """
            Prints the address of a page that only this machine reaches. The page shows a network while it learns: the \
            output of each neuron over the plane, weights, losses, wrong rows, and every number of a step. Its updates \
            are those of “train”, to the bit.

            Examples:
              backprop playground
              backprop playground iris.csv --target species
            """)

    @Argument(
        help: "A table to begin with: a CSV or other delimited text file, JSON, ARFF or an Excel workbook.")
    var data: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The column to predict (default: the last).", valueName: "column"))
    var target: String?

    @OptionGroup var address: PlaygroundAddress

    func run() throws {
        #if Server
            let session = try PlaygroundSession(
                name: data.map(Self.fileName),
                bytes: data.map { try WholeFile.read($0, limit: 1 << 28) } ?? [],
                target: target, recipeText: Self.recipeText)
            let server = PlaygroundServer(session, port: address.port)
            let end = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
            end.completeWithTask {
                try await server.run { address in Console.message("Open \(address)") }
            }
            try end.futureResult.wait()
        #else
            throw UsageError(
                "this program was built without its server; build it with: swift build -c release --traits default,Server"
            )
        #endif
    }

    private static func fileName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    #if Server
        private static let recipeText: PlaygroundSession.RecipeText = { recipe, table, name, choices in
            RecipeFile(complete: recipe, table: table, data: name, reading: table.reading).text(
                choices: choices)
        }
    #endif
}
