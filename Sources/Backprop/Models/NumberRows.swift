/// Rows of numbers from a source, which a network takes unchanged.
struct NumberRows<S: Scalar>: RawRows {
    let numbers: any BatchSource<S>

    var source: String { "" }
    var rowCount: Int { numbers.rowCount }
    var columnNames: [String] { [] }
    var precision: Precision? { S.precision }

    func fileLine(ofRow row: Int) -> Int? { nil }

    func selectingRows(_ rows: [Int]) -> NumberRows { NumberRows(numbers: numbers.selecting(rows)) }

    func trainingRows(among rows: [Int], by input: ModelInput) throws -> [Int] { rows }

    func encoded<Other: Scalar>(
        _ rows: [Int], by input: ModelInput, for recipe: Recipe, purpose: Preprocessor.Purpose,
        as scalar: Other.Type
    ) throws -> any BatchSource<Other> {
        guard let own = (self as Any) as? NumberRows<Other> else {
            preconditionFailure("numbers are used in their own precision")
        }
        return rows.elementsEqual(0..<rowCount) ? own.numbers : own.numbers.selecting(rows)
    }

    func withFeatures<Other: Scalar>(
        by input: ModelInput, as scalar: Other.Type, collectsUnusualValues: Bool,
        _ body: ([Other]) throws -> Void
    ) throws -> EncodingReport {
        throw ModelError.trainedOnNumbers
    }

    func weights(ofRows rows: [Int]?, by input: ModelInput) throws -> [Double]? { nil }

    func truth(by input: ModelInput) throws -> Truth { throw ModelError.trainedOnNumbers }
}
