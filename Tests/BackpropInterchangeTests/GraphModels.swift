@testable import Backprop

/// Small models, trained quickly, whose graphs are looked at.
enum GraphModels {
    /// Twelve rows of a number with a gap, another, a word, and one of two classes.
    static let flowers = """
        width,length,colour,kind
        1.5,2,red,rose
        1.25,,red,rose
        1,2.5,blue,rose
        1.75,2.25,red,rose
        3,4,blue,lily
        3.5,4.5,white,lily
        3.25,4,blue,lily
        2.75,4.25,white,lily
        1.5,2.75,red,rose
        3.75,4.75,white,lily
        1.125,2.125,blue,rose
        3.125,4.125,white,lily

        """

    /// Two dates and two numbers to predict.
    static let visits =
        "day,visits,price,size\n"
        + (1...24).map { "2024-03-\($0 < 10 ? "0" : "")\($0) 1\($0 % 10):30,\($0 % 5),\($0 * $0),\($0)\n" }
        .joined()

    /// Rows of eight numbers and a class.
    static let signals =
        "a,b,c,d,e,f,g,h,kind\n"
        + (0..<24).map { row in
            (0..<8).map { "\((row * 37 + $0 * 11) % 23).\(row % 7)" }.joined(separator: ",")
                + (row % 3 == 0 ? ",up\n" : ",down\n")
        }.joined()

    /// Two numbers, and two yes/no targets with values of their own.
    static let symptoms =
        "a,b,fever,cough\n"
        + (0..<24).map { row in
            "\(row * 37 % 23),\(row * 5 % 7),\(row % 3 == 0 ? "yes" : "no"),\(row % 2 == 0 ? "ja" : "nein")\n"
        }.joined()

    static func model(
        _ text: String = flowers, layers: String = "dense 2 tanh", precision: Precision = .float32,
        _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Model {
        var options = RecipeOptions()
        options.hiddenLayers = try Network(parsing: layers)
        options.precision = precision
        options.epochs = 2
        options.preprocessing.bins = 0
        options.preprocessing.scaling = .standard
        change(&options)
        let table = try Table(reading: Array(text.utf8), source: "flowers.csv")
        let schema = try Schema(inferring: table, selection: options.columns)
        let recipe = try options.recipe(for: schema, rows: table.rowCount).recipe
        return try Trainer(recipe).train(on: table, schema: schema).model
    }

    /// A model of images of 4 × 4 pixels.
    static func images() throws -> Model {
        let pixels = (0..<16).map { "p\($0)" }.joined(separator: ",")
        let rows = (0..<12).map { row in
            (0..<16).map { "\((row * 31 + $0 * 7) % 256)" }.joined(separator: ",")
                + (row % 2 == 0 ? ",a\n" : ",b\n")
        }
        let table = try Table(reading: Array((pixels + ",kind\n" + rows.joined()).utf8), source: "pixels.csv")
        let images = try ImageSet(table: table, shape: [4, 4, 1])
        let recipe = Recipe(
            network: Network([
                Conv2D(2, kernel: 3, padding: .same, activation: .relu), MaxPool2D(2), Flatten(),
                Dense(2, activation: .softmax),
            ]), loss: CrossEntropy(), optimizer: SGD(), epochs: 1)
        return try Trainer(recipe).train(on: images).model
    }

    static let origin = SourceOrigin(
        file: "flowers.safetensors", bytes: [1, 2, 3], program: "backprop 1.2.3")
}
