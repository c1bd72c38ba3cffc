import Backprop

extension RowPipeline {
    /// A column of numbers with its fitted values, its index among all columns of numbers, and that of its first input.
    private struct NumberColumn {
        let index: Int
        let offset: Int
        let fitted: FittedNumbers
    }

    /// Adds the encoding of all columns of numbers, many columns at once.
    mutating func numberPieces() -> [Piece] {
        let encodings = network.encodings.compactMap { encoding -> (PortableEncoding, FittedNumbers)? in
            guard case .number(let fitted) = encoding.rule else { return nil }
            return (encoding, fitted)
        }
        if encodings.isEmpty { return [] }
        let columns = encodings.enumerated().map {
            NumberColumn(index: $0, offset: $1.0.offset, fitted: $1.1)
        }
        let numbers = stages.vectorize(encodings.map { model.columns[$0.0.column].name }, "numbers")
        let used = columns.filter(\.fitted.isUsed)
        let plain = used.filter { $0.fitted.scale.bound == nil }
        let bounded = used.filter { $0.fitted.scale.bound != nil }
        let binned = used.filter { $0.fitted.bins != nil }
        let indicated = columns.filter(\.fitted.hasIndicator)
        var pieces: [Piece] = []
        if !plain.isEmpty {
            pieces.append(Piece(value: scaled(numbers, plain, "scaled"), inputs: plain.map(\.offset)))
        }
        if !bounded.isEmpty {
            let value = clipped(scaled(numbers, bounded, "robust"), bounded.compactMap(\.fitted.scale.bound))
            pieces.append(Piece(value: value, inputs: bounded.map(\.offset)))
        }
        if !binned.isEmpty { pieces.append(bins(numbers, binned)) }
        if !indicated.isEmpty { pieces.append(indicators(numbers, indicated)) }
        return pieces
    }

    private mutating func scaled(_ numbers: LayerValue, _ columns: [NumberColumn], _ title: String)
        -> LayerValue
    {
        let chosen = stages.extract(numbers, columns.map(\.index), "\(title) choice")
        let filled = stages.impute(chosen, columns.map(\.fitted.fill), "\(title) filled")
        return take(
            stages.scale(
                filled, columns.map(\.fitted.scale.center), columns.map(\.fitted.scale.scale), title))
    }

    /// Returns z / √(1 + (z / c)²) for each bound c.
    private mutating func clipped(_ scaled: LayerValue, _ bounds: [Double]) -> LayerValue {
        // Far beyond the bounds the result is the bound itself, and the square does not overflow.
        let near = layers.clip(scaled, -1e15, 1e15)
        let share = layers.quotient(near, layers.constant(bounds, [bounds.count], "bounds"))
        let square = layers.line(layers.product(share, share), 1, 1)
        return layers.quotient(near, layers.unary(.squareRoot, square))
    }

    /// Returns twice the difference of the share of each bin below a number and its mean; 0 if the number is missing.
    private mutating func bins(_ numbers: LayerValue, _ columns: [NumberColumn]) -> Piece {
        let bins = columns.compactMap(\.fitted.bins)
        let sources = zip(columns, bins).flatMap { column, bins in bins.means.map { _ in column.index } }
        let inputs = zip(columns, bins).flatMap { column, bins in
            (0..<bins.count).map { column.offset + 1 + $0 }
        }
        let (lower, upper) = (bins.flatMap { $0.edges.dropLast() }, bins.flatMap { $0.edges.dropFirst() })
        let (widths, means) = (zip(lower, upper).map { $1 - $0 }, bins.flatMap(\.means))
        // The number whose share is the mean, so that its input is 0.
        let centers = lower.indices.map { lower[$0] + means[$0] * widths[$0] }
        let chosen = stages.impute(stages.extract(numbers, sources, "bins choice"), centers, "bins filled")
        // Everything but the limits in double precision.
        let scaled = take(stages.scale(chosen, centers, widths.map { $0 / 2 }, "bins"))
        let limits = [means.map { -2 * $0 }, means.map { 2 * (1 - $0) }].map {
            layers.constant($0, [means.count], "limits")
        }
        let value = layers.combine(
            .minimum(.init()), layers.combine(.maximum(.init()), scaled, limits[0], "maximum"), limits[1],
            "minimum")
        return Piece(value: value, inputs: inputs)
    }

    /// Returns 1 for each number that is missing, and 0 for others: the difference of two replacements.
    private mutating func indicators(_ numbers: LayerValue, _ columns: [NumberColumn]) -> Piece {
        let chosen = stages.extract(numbers, columns.map(\.index), "missing choice")
        let pair = [0.0, 1.0].map { number in
            let filled = stages.impute(chosen, columns.map { _ in number }, "missing as \(Int(number))")
            // Confined, so that the difference of large numbers is 0 in single precision.
            return layers.clip(take(filled), -2, 2)
        }
        return Piece(
            value: layers.difference(pair[1], pair[0]),
            inputs: columns.map { $0.offset + $0.fitted.width - 1 })
    }
}

extension RowPipeline {
    /// Adds the encoding of all columns of categories.
    mutating func categoryPieces() -> [Piece] {
        network.encodings.compactMap { encoding in
            guard case .category(let categories) = encoding.rule else { return nil }
            let inputs = Array(encoding.offset..<(encoding.offset + categories.width))
            return Piece(value: encode(categories, model.columns[encoding.column].name), inputs: inputs)
        }
    }

    /// Each known text has a position of its own, and a product with a matrix makes its inputs of it. An unknown text,
    /// which is all zeros, has the inputs of the bias.
    private mutating func encode(_ categories: PortableCategories, _ column: String) -> LayerValue {
        let unseen = categories.inputs(CategoryCode.unseen)
        var entries = categories.entries.map { ($0.text, categories.inputs($0.position)) }
        if !categories.refusesUnseen {
            let different = entries.filter { $0.1 != unseen }
            if !different.isEmpty { entries = different }
        }
        let texts = take(
            stages.encode(column, entries.map(\.0), refusesUnknown: categories.refusesUnseen))
        let differences = entries.flatMap { zip($0.1, unseen).map { $0 - $1 } }
        let isIdentity =
            entries.count == categories.width
            && differences.enumerated().allSatisfy { index, value in
                value == (index / entries.count == index % entries.count ? 1 : 0)
            }
        let hasBias = unseen.contains { $0 != 0 }
        if isIdentity, !hasBias { return texts }
        let product = CoreMLInnerProduct(
            entries.count, categories.width, differences, bias: hasBias ? unseen : nil)
        return layers.add(.innerProduct(product), [texts], [categories.width], "categories")
    }
}

extension PortableCategories {
    /// Returns the inputs of a position or of one of the ``CategoryCode``.
    fileprivate func inputs(_ code: Int) -> [Double] {
        let position =
            code == CategoryCode.missing ? missing : code == CategoryCode.unseen ? unseen : code
        let count = width - (hasIndicator ? 1 : 0)
        var inputs = [Double](repeating: 0, count: count)
        if let ordinalScale {
            inputs[0] = ordinalScale.apply(Double(position ?? mostFrequent))
        } else if let position, position < count {
            inputs[position] = 1
        }
        return inputs + (hasIndicator ? [code == CategoryCode.missing ? 1 : 0] : [])
    }
}
