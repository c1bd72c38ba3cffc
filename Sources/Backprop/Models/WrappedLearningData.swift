/// The rows of other data, with another way to fit the input of a model to them.
protocol WrappedLearningData: LearningData {
    /// The data that everything but the input comes from.
    var data: any LearningData { get }
}

extension WrappedLearningData {
    var raw: any RawRows { data.raw }
    var rowsWithTargets: [Int] { data.rowsWithTargets }
    var groups: [Int]? { data.groups }
    var times: TimedSplit? { data.times }
    var classLabels: [String] { data.classLabels }

    func requireTargets() throws { try data.requireTargets() }
    func classes(of rows: [Int]) -> [Int]? { data.classes(of: rows) }
    func divided(_ rows: [Int], for recipe: Recipe) throws -> Fold { try data.divided(rows, for: recipe) }
}
