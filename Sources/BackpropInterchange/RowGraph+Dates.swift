import Backprop

extension RowGraph {
    /// Adds the encoding of a column of dates, which are seconds since the beginning of 1970.
    mutating func datePieces(
        _ dates: FittedDates, _ encoding: PortableEncoding, _ real: ONNXElementType
    ) -> [InputPiece] {
        var values: [String] = []
        let missing = isMissing([encoding.column])
        let date = join([encoding.column])
        for feature in dates.features {
            if feature == .elapsed {
                values.append(elapsed(date, missing, dates))
            } else {
                values += circle(date, missing, feature)
            }
        }
        if let bins = dates.bins {
            let sources = bins.means.map { _ in 0 }
            let days = graph.gather(days(date, since: dates.minimum), sources)
            values.append(binned(days, graph.gather(missing, sources), [bins]))
        }
        if dates.hasIndicator { values.append(graph.cast(missing, to: .double)) }
        let inputs = Array(encoding.offset..<(encoding.offset + dates.width))
        return [InputPiece(value: rounded(graph.concatenate(values), real), inputs: inputs)]
    }

    /// Returns the days since a date.
    private mutating func days(_ date: String, since first: Double) -> String {
        graph.add("Div", [graph.add("Sub", [date, graph.number(first)]), graph.number(86_400)])
    }

    private mutating func elapsed(_ date: String, _ missing: String, _ dates: FittedDates) -> String {
        let range = [graph.number(dates.minimum), graph.number(dates.maximum)]
        let confined = graph.add("Clip", [date] + range)
        let scaled = scale(days(confined, since: dates.minimum), [dates.scale])
        return graph.choose(missing, graph.number(dates.scaledDays(dates.fill)), scaled)
    }

    /// Returns sine and cosine of the share of a day, week or year that has passed.
    private mutating func circle(_ date: String, _ missing: String, _ feature: DateFeature) -> [String] {
        let share = share(graph.add("Div", [date, graph.number(86_400)]), feature)
        let angle = graph.add("Mul", [share, graph.number(2 * Double.pi)])
        return ["Sin", "Cos"].map { function in
            graph.choose(missing, graph.number(0), graph.add(function, [angle]))
        }
    }

    private mutating func share(_ days: String, _ feature: DateFeature) -> String {
        switch feature {
        case .elapsed, .hour: return graph.add("Sub", [days, graph.add("Floor", [days])])
        case .weekday:
            let whole = graph.add("Add", [graph.add("Floor", [days]), graph.number(3)])
            return remainder(whole, 7)
        case .year: return remainder(days, 365.2425)
        }
    }

    /// Returns the remainder of a division, as a share of the divisor.
    private mutating func remainder(_ number: String, _ divisor: Double) -> String {
        let quotient = graph.add("Div", [number, graph.number(divisor)])
        let whole = graph.add("Mul", [graph.number(divisor), graph.add("Floor", [quotient])])
        return graph.add("Div", [graph.add("Sub", [number, whole]), graph.number(divisor)])
    }
}
