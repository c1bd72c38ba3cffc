import Backprop
import Foundation
import Testing

/// Training on data that are kept in files gives the model of training on data that are kept in memory, byte by byte.
@Suite struct StreamingTests {
    private static let rows = 600

    /// Text categories, missing values, a number to predict.
    private static let shop = Samples.lines(rows, header: "colour,width,shape,price") { row in
        let colour = row % 13 == 0 ? "" : ["red", "green", "blue", "teal"][row * 7 % 4]
        let width = row % 17 == 0 ? "?" : "\(Double(row % 50) / 8)"
        return
            "\(colour),\(width),\(row % 3 == 0 ? "round" : "square"),\(Double(row % 50) * 1.5 + Double(row % 4))"
    }

    /// Three classes of different sizes, a weight of each row.
    private static let kinds = Samples.lines(rows, header: "a,b,weight,kind") { row in
        let kind = row % 10 == 0 ? "rare" : row % 3 == 0 ? "some" : "many"
        return "\(Double(row * 31 % 97) / 4),\(row % 10 + (kind == "rare" ? 9 : 0)),\(1 + row % 3),\(kind)"
    }

    private static let cases: [(text: String, options: [String])] = [
        (shop, ["--epochs", "3"]),
        (shop, ["--epochs", "3", "--precision", "float64", "--batch-size", "1"]),
        (shop, ["--epochs", "6", "--validation-split", "0.2", "--patience", "2"]),
        (kinds, ["--epochs", "3", "--weight", "weight", "--class-weight", "balanced"]),
        (kinds, ["--epochs", "3", "--categorical", "b", "--ignore", "weight"]),
        (shop, ["--epochs", "4", "--no-shuffle", "--impute", "drop-rows"]),
    ]

    @Test(arguments: cases.indices)
    func theModelIsTheSame(_ index: Int) throws {
        let (text, options) = Self.cases[index]
        let folder = try CommandFolder()
        try folder.write(text, to: "data.csv")
        let plain = try folder.run(all: ["train", "data.csv", "-o", "plain.safetensors"] + options)
        let streamed = try folder.run(
            all: ["train", "data.csv", "-o", "streamed.safetensors", "--stream"] + options)
        try #require(plain.status == 0, "\(plain.errors)")
        try #require(streamed.status == 0, "\(streamed.errors)")
        #expect(folder.data("plain.safetensors") == folder.data("streamed.safetensors"))
        #expect(folder.names == ["data.csv", "plain.safetensors", "streamed.safetensors"])
        let line = try #require(streamed.output.split(separator: "\n").first { $0.hasPrefix("Streamed: ") })
        #expect(line.contains(" MB of disk in ") && line.hasSuffix(" MB of memory"))
    }

    @Test func standardInputIsAsGoodAsAFile() throws {
        let folder = try CommandFolder()
        let plain = try folder.run(
            "train", "-", "-o", "plain.safetensors", "--epochs", "2", input: Self.shop)
        let streamed = try folder.run(
            "train", "-", "-o", "streamed.safetensors", "--epochs", "2", "--stream", input: Self.shop)
        try #require(plain.status == 0, "\(plain.errors)")
        try #require(streamed.status == 0, "\(streamed.errors)")
        #expect(streamed.output.contains("Data:     standard input: 600 rows, 4 columns"))
        #expect(folder.data("plain.safetensors") == folder.data("streamed.safetensors"))
    }
}
