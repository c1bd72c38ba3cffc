extension SwiftNetworkWriter {
    /// Returns the lines that encode a column.
    mutating func lines(of encoding: PortableEncoding) -> [String] {
        let column = columns[encoding.column]
        let body =
            switch encoding.rule {
            case .number(let fitted): numberLines(fitted, encoding)
            case .category(let categories): categoryLines(categories, encoding)
            case .date(let fitted): dateLines(fitted, encoding)
            }
        return ["", "// \"\(SourceText.comment(column.name))\"", "do {"] + body.map { "    " + $0 } + ["}"]
    }

    private func property(_ encoding: PortableEncoding) -> String { "row.\(properties[encoding.column])" }

    private mutating func numberLines(_ fitted: FittedNumbers, _ encoding: PortableEncoding) -> [String] {
        var lines = ["let number = \(property(encoding)) ?? .nan"]
        let (first, name) = (encoding.offset, "column\(encoding.column + 1)")
        if fitted.isUsed {
            let filled = constant(rounding: fitted.scale.apply(fitted.fill))
            let scaled = scaled("number", fitted.scale, name)
            lines.append("v0[\(first)] = number.isNaN ? \(filled) : \(real)(\(scaled))")
            if let bins = fitted.bins { lines += binLines("number", bins, first + 1, name) }
            lines.append("if !v0[\(first)].isFinite { return \(encoding.column + 1) }")
        }
        if fitted.hasIndicator { lines.append("v0[\(first + fitted.width - 1)] = number.isNaN ? 1 : 0") }
        return lines
    }

    private mutating func dateLines(_ fitted: FittedDates, _ encoding: PortableEncoding) -> [String] {
        var lines = [
            "let date = \(property(encoding)) ?? .nan",
            "if date.isInfinite { return \(encoding.column + 1) }",
        ]
        var index = encoding.offset
        let name = "column\(encoding.column + 1)"
        let first = SourceNumber.operand(fitted.minimum)
        for feature in fitted.features {
            if feature == .elapsed {
                let bound = function("bound", isPrecise: false)
                let range = "\(SourceNumber.decimal(fitted.minimum)), \(SourceNumber.decimal(fitted.maximum))"
                lines.append("let confined = (\(bound)(date, \(range)) - \(first)) / 86400")
                let filled = constant(rounding: fitted.scaledDays(fitted.fill))
                let scaled = scaled("confined", fitted.scale, name)
                lines.append("v0[\(index)] = date.isNaN ? \(filled) : \(real)(\(scaled))")
            } else {
                lines += circleLines(feature, index)
            }
            index += feature.width
        }
        if let bins = fitted.bins {
            lines += binLines("(date - \(first)) / 86400", bins, index, name)
            index += bins.count
        }
        if fitted.hasIndicator { lines.append("v0[\(index)] = date.isNaN ? 1 : 0") }
        return lines
    }

    private mutating func circleLines(_ feature: DateFeature, _ index: Int) -> [String] {
        let cosine = function("cosine", isPrecise: false)
        let share: String
        switch feature {
        case .elapsed, .hour: share = "days - days.rounded(.down)"
        case .weekday:
            share = "\(function("modulo", isPrecise: false))(days.rounded(.down) + 3, 7) / 7"
        case .year: share = "\(function("modulo", isPrecise: false))(days, 365.2425) / 365.2425"
        }
        return [
            "if !date.isNaN {", "    let days = date / 86400", "    let share = \(share)",
            "    v0[\(index)] = \(real)(\(cosine)(share - 0.25))",
            "    v0[\(index + 1)] = \(real)(\(cosine)(share))", "}",
        ]
    }

    private mutating func binLines(
        _ number: String, _ bins: FittedBins, _ index: Int, _ name: String
    ) -> [String] {
        let edges = numbers("\(name)_edges", bins.edges)
        let means = numbers("\(name)_means", bins.means)
        return ["\(function("bin"))(\(number), \(edges), \(means), v0 + \(index))"]
    }

    /// Returns the expression of a scaled number.
    private mutating func scaled(_ number: String, _ scale: FittedScale, _ name: String) -> String {
        if let quantiles = scale.quantiles {
            let values = numbers("\(name)_quantiles", quantiles.values)
            let all = quantiles.firsts ?? Array(quantiles.values.indices)
            let firsts = table("\(name)_firsts", "[Int]", list(all.map(String.init)))
            let deviate = function("quantile_deviate", isPrecise: false)
            return "\(deviate)(\(number), \(values), \(firsts), \(quantiles.count))"
        }
        return centered(number, scale)
    }

    private func list(_ elements: [String]) -> String {
        "[\n\(SourceNumber.lines(elements, indent: 4))\n]"
    }

    private mutating func categoryLines(
        _ categories: PortableCategories, _ encoding: PortableEncoding
    ) -> [String] {
        let blank = function("isBlank", isPrecise: false)
        let missing = categories.missing.map { "\($0)" } ?? "nil"
        var lines = [
            "var position: Int? = \(missing)",
            "if let text = \(property(encoding)), !\(blank)(text) {",
        ]
        lines += searchLines(categories, encoding).map { "    " + $0 }
        if categories.hasIndicator {
            lines += ["} else {", "    v0[\(encoding.offset + categories.width - 1)] = 1"]
        }
        lines.append("}")
        guard let scale = categories.ordinalScale else {
            return lines + ["if let position { v0[\(encoding.offset) + position] = 1 }"]
        }
        let scaled = scaled("code", scale, "column\(encoding.column + 1)")
        return lines + [
            "let code = Double(position ?? \(categories.mostFrequent))",
            "v0[\(encoding.offset)] = \(real)(\(scaled))",
        ]
    }

    private mutating func searchLines(
        _ categories: PortableCategories, _ encoding: PortableEncoding
    ) -> [String] {
        let (trimmed, number) = (
            function("trimmed", isPrecise: false), function("number", isPrecise: false)
        )
        let lookup = function("lookup", isPrecise: false)
        var searches: [String] = []
        for (index, categoryList) in categories.lists.enumerated() {
            let name = "column\(encoding.column + 1)_list\(index + 1)"
            let positions = list(categoryList.positions.map(String.init))
            let labels = list(categoryList.labels.map(SourceText.swift))
            let texts = table(name, "[String: Int]", "\(lookup)(\(labels), \(positions))")
            searches += ["\(texts)[text]", "\(texts)[\(trimmed)(text)]"]
            guard let values = categoryList.numbers else { continue }
            let numbers = list(values.map(SourceNumber.decimal))
            let table = table("\(name)_numbers", "[Double: Int]", "\(lookup)(\(numbers), \(positions))")
            searches.append("\(number)(text).flatMap { number in \(table)[number] }")
        }
        let lines = searches.enumerated().map { index, search in
            index == 0 ? "position = \(search)" : "if position == nil { position = \(search) }"
        }
        if categories.refusesUnseen {
            return lines + ["if position == nil { return \(encoding.column + 1) }"]
        }
        guard let unseen = categories.unseen else { return lines }
        return lines + ["if position == nil { position = \(unseen) }"]
    }
}
