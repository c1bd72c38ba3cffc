/// A model as values and a list of steps, which writers turn into source code or a graph.
///
/// It holds everything that decides a prediction: the preprocessing of a row, every network that is averaged, in the
/// form of ``Predictor``, and the way from outputs to classes or numbers. It has neither training data nor a recipe.
package struct PortableModel: Sendable {
    /// The columns that a row has, in the order of the training table.
    package let columns: [PortableColumn]

    /// The preprocessing of images, or `nil` if rows have columns.
    package let images: ImagePreprocessor?

    /// The networks whose predictions are averaged; mostly one.
    package let networks: [PortableNetwork]

    /// The predictions that correspond to the outputs of a network.
    package let output: PortableOutput

    /// The threshold that decides between two classes, or `nil` if the more probable class is predicted.
    package var threshold: PortableThreshold?
}

/// A class of two, and the lowest probability with which it is predicted.
package struct PortableThreshold: Hashable, Sendable {
    /// The index of the class, 0 or 1.
    package let classIndex: Int
    /// The probability.
    package let probability: Double
}

/// A column that a model reads.
package struct PortableColumn: Hashable, Sendable {
    /// The kind of value that a row has in a column.
    package enum Kind: Hashable, Sendable {
        /// A number.
        case number
        /// A text, one of a list.
        case category
        /// A date, as seconds since the beginning of 1970 in UTC; without a date, seconds since midnight.
        case date
    }

    /// The name in the training table.
    package let name: String
    /// The kind of value.
    package let kind: Kind
}

/// The predictions that correspond to the outputs of a network.
package enum PortableOutput: Hashable, Sendable {
    /// The most probable class.
    case classes(labels: [String], hasProbabilities: Bool)
    /// Numbers, each scaled back to the unit of its target.
    case numbers(targets: [String])
    /// The probability of the positive value of each of several yes/no targets, and the value that it predicts.
    case binary(targets: [BinaryTarget])

    /// The number of classes, of numbers or of yes/no targets.
    package var count: Int {
        switch self {
        case .classes(let labels, _): labels.count
        case .numbers(let targets): targets.count
        case .binary(let targets): targets.count
        }
    }
}

/// One network of a model: the encoding of a row and the steps from inputs to outputs.
package struct PortableNetwork: Sendable {
    /// The precision of all steps.
    package let precision: Precision
    /// The number of inputs.
    package let inputCount: Int
    /// The encoding of each column that the network uses, in order.
    package let encodings: [PortableEncoding]
    /// Whether a row without any value is an error.
    package let refusesEmptyRows: Bool
    /// The steps, in order. The value 0 is the input.
    package let steps: [PortableStep]
    /// The number of elements of each value.
    package let valueCounts: [Int]
    /// The index of the value that holds the outputs.
    package let outputValue: Int
    /// The constant tensors of the steps.
    package let tensors: [PortableTensor]
    /// Whether one output stands for two classes: its number is the share of the second.
    package let isBinary: Bool
    /// Whether outputs are divided by their sum, which makes them probabilities.
    package let normalizes: Bool
    /// The scaling of each predicted number; empty for classes.
    package let targetScales: [FittedScale]
}

/// A constant tensor; its elements are exact in the network's precision.
package struct PortableTensor: Sendable {
    /// The name: the layer's number and the name of the parameter.
    package let name: String
    /// The elements, in the order of memory.
    package let values: [Double]
}

/// The encoding of one column as inputs.
package struct PortableEncoding: Sendable {
    /// The fitted values of a column.
    package enum Rule: Sendable {
        case number(FittedNumbers)
        case category(PortableCategories)
        case date(FittedDates)
    }

    /// The index of the column in the model.
    package let column: Int
    /// The index of the first input.
    package let offset: Int
    /// The fitted values.
    package let rule: Rule
}

/// The categories of a column with their positions.
package struct PortableCategories: Sendable {
    /// The lists to search in turn: the categories with a position of their own, and those that share one.
    package let lists: [PortableCategoryList]
    /// The position of a missing value, or `nil` for none.
    package let missing: Int?
    /// The position of an unseen category, or `nil` for none.
    package let unseen: Int?
    /// Whether an unseen category is an error.
    package let refusesUnseen: Bool
    /// The number of inputs.
    package let width: Int
    /// Whether the last input is 1 if the value is missing.
    package let hasIndicator: Bool
    /// The scaling of positions as numbers, or `nil` for one input per position.
    package let ordinalScale: FittedScale?
    /// The position of the most frequent category, which replaces an absent one among numbers.
    package let mostFrequent: Int
}

/// Categories that are found by their text, or by their number if all of them are numbers.
package struct PortableCategoryList: Sendable {
    /// The texts.
    package let labels: [String]
    /// The position of each text.
    package let positions: [Int]
    /// The texts as numbers, or `nil` if one is not a number.
    package let numbers: [Double]?
}
