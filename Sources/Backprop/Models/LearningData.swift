/// Rows to learn from: those of a table, images, or numbers.
package protocol LearningData: Sendable {
    /// The rows themselves.
    var raw: any RawRows { get }

    /// The indices of the rows that have a target.
    var rowsWithTargets: [Int] { get }

    /// Throws an error if no row has a target.
    func requireTargets() throws

    /// The group of each row, if rows of a group are to stay together.
    var groups: [Int]? { get }

    /// The time of each row, and the gap between those trained on and those scored on, or `nil` if rows have no order.
    var times: TimedSplit? { get }

    /// The labels of the classes that ``classes(of:)`` numbers.
    var classLabels: [String] { get }

    /// Returns the class of each of the rows, all of which have a target, or `nil` if numbers are predicted. Several
    /// yes/no targets have strata in place of classes.
    func classes(of rows: [Int]) -> [Int]?

    /// Divides rows into those to learn from and those to stop by.
    func divided(_ rows: [Int], for recipe: Recipe) throws -> Fold

    /// Returns the input of a model that learns from these rows, fitted on them alone.
    func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput
}

extension LearningData {
    package var groups: [Int]? { nil }
    package var times: TimedSplit? { nil }

    package func requireTargets() throws {}

    /// Returns the label of the positive class, by the recipe or by the number of rows, or `nil` if there are
    /// not two classes.
    func positiveLabel(for recipe: Recipe) -> String? {
        if recipe.targetEncoding == .multiLabel { return nil }
        if let label = recipe.columns.positive { return label }
        guard classLabels.count == 2, let classes = classes(of: rowsWithTargets) else { return nil }
        let second = classes.count { $0 == 1 }
        return classLabels[classes.count - second < second ? 0 : 1]
    }

    /// Returns the properties of some rows, all of which have a target, that their division respects.
    func constraints(of rows: [Int]) -> SplitConstraints {
        SplitConstraints(
            classes: classes(of: rows), groups: groups.map { groups in rows.map { groups[$0] } },
            times: times?.of(rows))
    }

    package func divided(_ rows: [Int], for recipe: Recipe) throws -> Fold {
        try recipe.stopping.divide(rows, by: constraints(of: rows), seed: recipe.seed)
    }

    /// Returns the kind of division into folds that suits the rows: by time, by groups, by classes or at random.
    func splitter(folds: Int) -> Splitter { constraints(of: rowsWithTargets).splitter(folds: folds) }

    /// Returns the folds of a splitter over the rows that have a target.
    func folds(_ splitter: Splitter, seed: UInt64) throws -> [Fold] {
        try requireTargets()
        let rows = rowsWithTargets
        if times != nil, !splitter.isInOrderOfTime { throw SplitError.notInOrderOfTime }
        return try constraints(of: rows).folds(splitter, rowCount: rows.count, seed: seed).map { $0.of(rows) }
    }

    /// Returns warnings about such a division of the rows, as sentences.
    func notices(_ splitter: Splitter, of rows: [Int]) -> [String] {
        splitter.notices(rowCount: rows.count, labels: classes(of: rows)).map { notice in
            switch notice {
            case .rareClass(let label, _, _), .singleRow(let label):
                notice.message(className: quoted(classLabels[label]))
            }
        }
    }
}

/// Images to learn from, with the conversion of their size and depth.
package struct ImageData: LearningData {
    let images: ImageSet
    let conversion: ImageConversion

    package init(_ images: ImageSet, conversion: ImageConversion = ImageConversion()) {
        (self.images, self.conversion) = (images, conversion)
    }

    package var raw: any RawRows { images }
    package var rowsWithTargets: [Int] { Array(0..<images.count) }
    package var classLabels: [String] { images.classLabels }

    package func requireTargets() throws {
        if images.classes == nil { throw ImageError.unlabelled(images.source) }
    }

    package func classes(of rows: [Int]) -> [Int]? {
        images.classes.map { classes in rows.map { classes[$0] } }
    }

    package func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput {
        guard recipe.preprocessing.classWeighting == .none else { throw ImageError.weightedClasses(images) }
        let input = ModelInput.images(
            try ImagePreprocessor(
                fitting: images, rows: rows, scaling: recipe.preprocessing.scaling,
                targetEncoding: recipe.targetEncoding, conversion: conversion, target: images.target))
        return try recipe.columns.positive.map { try input.choosing(positive: $0) } ?? input
    }
}

/// Numbers to learn from; the caller passes the rows to stop by, or none.
struct NumberData<S: Scalar>: LearningData {
    let numbers: any BatchSource<S>
    let targetEncoding: TargetEncoding

    var raw: any RawRows { NumberRows(numbers: numbers) }
    var rowsWithTargets: [Int] { Array(0..<numbers.rowCount) }
    var classLabels: [String] { (0..<max(2, numbers.targetCount)).map { "\($0)" } }

    func classes(of rows: [Int]) -> [Int]? {
        guard let all = (numbers as? Dataset<S>)?.classes(targetEncoding) else { return nil }
        return rows.map { all[$0] }
    }

    func divided(_ rows: [Int], for recipe: Recipe) throws -> Fold { Fold(training: rows, test: []) }

    func input(fittedTo rows: [Int], for recipe: Recipe) throws -> ModelInput { .numbers }
}

extension Dataset {
    /// Returns each row's class, as encoded in its targets, or `nil` if they encode none.
    func classes(_ encoding: TargetEncoding) -> [Int]? {
        switch encoding {
        case .numeric, .multiLabel: nil
        case .binary: targets.map { $0 > 0.5 ? 1 : 0 }
        case .oneHot:
            (0..<rowCount).map { row in
                let values = targets[(row * targetCount)..<((row + 1) * targetCount)]
                let greatest = values.max()
                return values.firstIndex { $0 == greatest }.map { $0 - values.startIndex } ?? 0
            }
        }
    }
}

extension ImageError {
    /// Returns the error of a recipe that weights classes of images.
    fileprivate static func weightedClasses(_ images: ImageSet) -> ImageError {
        ImageError(
            .badOptions, source: images.source,
            problem: "The recipe weights classes, but every image counts the same.",
            remedy: "Leave class weights out, or add images of the rare classes.")
    }
}
