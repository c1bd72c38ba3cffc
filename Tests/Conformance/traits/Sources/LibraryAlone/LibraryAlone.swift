import Backprop

/// Trains on the table that the first argument names, and prints its accuracy.
@main
struct LibraryAlone {
    static func main() throws {
        let table = try Table(contentsOf: CommandLine.arguments[1])
        let model = try Model.fit(table, target: "species")
        print("accuracy", try model.evaluate(table)[.accuracy] ?? 0)
    }
}
