import Backprop

extension RowGraph {
    /// A column of numbers with its fitted values and the index of its first input.
    private struct NumberColumn {
        let column: Int
        let offset: Int
        let fitted: FittedNumbers
    }

    /// Adds the encoding of all columns of numbers, many columns at once.
    mutating func numberPieces(_ network: PortableNetwork) -> [InputPiece] {
        let columns = network.encodings.compactMap { encoding -> NumberColumn? in
            guard case .number(let fitted) = encoding.rule else { return nil }
            return NumberColumn(column: encoding.column, offset: encoding.offset, fitted: fitted)
        }
        let used = columns.filter(\.fitted.isUsed)
        let kinds = [
            used.filter { $0.fitted.scale.quantiles != nil },
            used.filter { $0.fitted.scale.quantiles == nil && $0.fitted.scale.bound != nil },
            used.filter { $0.fitted.scale.quantiles == nil && $0.fitted.scale.bound == nil },
        ]
        var pieces: [InputPiece] = []
        for kind in kinds where !kind.isEmpty { pieces.append(scaledPiece(kind, network.real)) }
        let binned = used.filter { $0.fitted.bins != nil }
        if !binned.isEmpty { pieces.append(binPiece(binned, network.real)) }
        let indicators = columns.filter(\.fitted.hasIndicator)
        if !indicators.isEmpty { pieces.append(indicatorPiece(indicators, network.real)) }
        return pieces
    }

    private mutating func scaledPiece(_ columns: [NumberColumn], _ real: ONNXElementType) -> InputPiece {
        let indices = columns.map(\.column)
        let scaled = scale(join(indices), columns.map(\.fitted.scale))
        let fills = graph.row(columns.map { $0.fitted.scale.apply($0.fitted.fill) })
        let filled = graph.choose(isMissing(indices), fills, scaled)
        return InputPiece(value: rounded(filled, real), inputs: columns.map(\.offset))
    }

    private mutating func binPiece(_ columns: [NumberColumn], _ real: ONNXElementType) -> InputPiece {
        let bins = columns.compactMap(\.fitted.bins)
        let indices = columns.map(\.column)
        let sources = bins.enumerated().flatMap { index, bins in bins.means.map { _ in index } }
        let numbers = graph.gather(join(indices), sources)
        let missing = graph.gather(isMissing(indices), sources)
        let inputs = columns.flatMap { column in
            (0..<(column.fitted.bins?.count ?? 0)).map { column.offset + 1 + $0 }
        }
        return InputPiece(value: rounded(binned(numbers, missing, bins), real), inputs: inputs)
    }

    private mutating func indicatorPiece(_ columns: [NumberColumn], _ real: ONNXElementType) -> InputPiece {
        InputPiece(
            value: graph.cast(isMissing(columns.map(\.column)), to: real),
            inputs: columns.map { $0.offset + $0.fitted.width - 1 })
    }

    /// Returns values of double precision in the precision of a network.
    mutating func rounded(_ value: String, _ real: ONNXElementType) -> String {
        real == .double ? value : graph.cast(value, to: real)
    }

    /// Returns the inputs of bins: twice the difference of the share below a number and its mean; 0 if it is missing.
    ///
    /// - Parameters:
    ///   - numbers: The number of each bin: rows × bins.
    ///   - missing: Whether it is missing.
    mutating func binned(_ numbers: String, _ missing: String, _ bins: [FittedBins]) -> String {
        let (lower, upper) = (bins.flatMap { $0.edges.dropLast() }, bins.flatMap { $0.edges.dropFirst() })
        // Halves if the distance of two finite numbers is not finite, which change no quotient.
        let halves = zip(lower, upper).contains { !($1 - $0).isFinite }
        let factor = halves ? 0.5 : 1
        let number = halves ? graph.add("Mul", [numbers, graph.number(0.5)]) : numbers
        let above = graph.add("Sub", [number, graph.row(lower.map { $0 * factor })])
        let widths = graph.row(zip(lower, upper).map { $1 * factor - $0 * factor })
        let share = graph.add(
            "Clip", [graph.add("Div", [above, widths]), graph.number(0), graph.number(1)])
        let centered = graph.add("Sub", [share, graph.row(bins.flatMap(\.means))])
        let doubled = graph.add("Mul", [graph.number(2), centered])
        return graph.choose(missing, graph.number(0), doubled)
    }

    /// Returns numbers that are scaled, one scaling per column; all are of one kind.
    mutating func scale(_ numbers: String, _ scales: [FittedScale]) -> String {
        let quantiles = scales.compactMap(\.quantiles)
        if !quantiles.isEmpty { return normalDeviates(numbers, quantiles) }
        let centered = graph.add("Sub", [numbers, graph.row(scales.map(\.center))])
        let scaled = graph.add("Div", [centered, graph.row(scales.map(\.scale))])
        let bounds = scales.compactMap(\.bound)
        return bounds.isEmpty ? scaled : clipped(scaled, bounds)
    }

    /// Returns z / √(1 + (z / c)²) for each bound c.
    private mutating func clipped(_ scaled: String, _ bounds: [Double]) -> String {
        // Far beyond the bounds the result is the bound itself, and the square does not overflow.
        let far = 1e150
        let near = graph.add("Clip", [scaled, graph.number(-far), graph.number(far)])
        let share = graph.add("Div", [near, graph.row(bounds)])
        let square = graph.add("Add", [graph.number(1), graph.add("Mul", [share, share])])
        return graph.add("Div", [near, graph.add("Sqrt", [square])])
    }
}
