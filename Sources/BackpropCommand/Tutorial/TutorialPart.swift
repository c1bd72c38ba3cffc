import ArgumentParser
import Backprop

/// The parts of the tutorial, in order: the article's six, and its sibling in matrix form.
enum TutorialPart: String, CaseIterable, ExpressibleByArgument {
    case initialize = "1"
    case forward = "2"
    case backward = "3"
    case train = "4"
    case predict = "5"
    case wheatSeeds = "6"
    case matrix

    /// The subject of the part.
    var title: String {
        switch self {
        case .initialize: "Initialize"
        case .forward: "Forward propagate"
        case .backward: "Back-propagate the error"
        case .train: "Train"
        case .predict: "Predict"
        case .wheatSeeds: "The wheat seeds"
        case .matrix: "The same in matrix form"
        }
    }

    /// The heading of the part.
    var heading: String {
        self == .matrix ? "Encore: \(title)" : "Part \(rawValue) of 6: \(title)"
    }

    /// The part in JSON: a number, or `"matrix"`.
    var number: JSONValue {
        Int(rawValue).map { JSONValue($0) } ?? .string(rawValue)
    }

    /// Computes the part.
    ///
    /// - Parameters:
    ///   - seeds: The data of part 6; without it, that part only explains how to get them.
    ///   - progress: Called with the number of each fold of part 6 before it is trained, from 1.
    func page(_ seeds: WheatSeeds?, progress: (Int) -> Void) throws -> any TutorialPage {
        switch self {
        case .initialize: try InitializePage()
        case .forward: try ForwardPage()
        case .backward: try BackwardPage()
        case .train: try TrainPage()
        case .predict: try PredictPage()
        case .wheatSeeds:
            try seeds.map { try WheatSeedsPage($0, progress: progress) } ?? WheatSeedsWithoutDataPage()
        case .matrix: try MatrixPage()
        }
    }
}
