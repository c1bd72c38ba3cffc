extension ImageSet: RawRows {
    package var rowCount: Int { count }

    package var columnNames: [String] { [] }

    package var precision: Precision? { nil }

    package func fileLine(ofRow row: Int) -> Int? { nil }

    package func selectingRows(_ rows: [Int]) -> ImageSet { selecting(rows) }

    package func trainingRows(among rows: [Int], by input: ModelInput) throws -> [Int] { rows }

    package func encoded<S: Scalar>(
        _ rows: [Int], by input: ModelInput, for recipe: Recipe, purpose: Preprocessor.Purpose,
        as scalar: S.Type
    ) throws -> any BatchSource<S> {
        try ImageRows<S>(
            self, preprocessor: try input.requireImages(), augmentation: recipe.augmentation,
            input: recipe.network.inputShape(forImages: shape)
        ).selecting(rows)
    }

    /// Passes some thousands of images at a time, so that not all of them are in memory as numbers.
    @specialized(where S == Float)
    @specialized(where S == Double)
    package func withFeatures<S: Scalar>(
        by input: ModelInput, as scalar: S.Type, collectsUnusualValues: Bool,
        _ body: ([S]) throws -> Void
    ) throws -> EncodingReport {
        let preprocessor = try input.requireImages()
        try preprocessor.check(self)
        let size = min(4096, max(1, MemoryPlan.predictionBudget / max(1, shape.count)))
        for begin in stride(from: 0, to: count, by: size) {
            let rows = Array(begin..<min(count, begin + size))
            try body(preprocessor.features(of: self, rows: rows, as: S.self))
        }
        return EncodingReport(images: count)
    }

    package func weights(ofRows rows: [Int]?, by input: ModelInput) throws -> [Double]? { nil }

    package func truth(by input: ModelInput) throws -> Truth {
        Truth(targets: .classes(try input.requireImages().classIndices(of: self)))
    }
}

extension Network {
    /// Returns the shape that a network takes for images of that shape: the shape itself, or all values in a row if
    /// only that fits.
    package func inputShape(forImages shape: Shape) -> Shape {
        let flat: Shape = [shape.count]
        let isFlat = (try? shapes(for: shape)) == nil && (try? shapes(for: flat)) != nil
        return isFlat ? flat : shape
    }
}
