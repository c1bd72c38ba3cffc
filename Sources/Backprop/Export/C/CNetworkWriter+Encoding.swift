extension CNetworkWriter {
    /// Returns the lines that encode a column.
    mutating func lines(of encoding: PortableEncoding) -> [String] {
        let column = columns[encoding.column]
        let body =
            switch encoding.rule {
            case .number(let fitted): numberLines(fitted, encoding)
            case .category(let categories): categoryLines(categories, encoding)
            case .date(let fitted): dateLines(fitted, encoding)
            }
        return ["", "/* \"\(SourceText.comment(column.name))\" */", "{"] + body.map { "    " + $0 } + ["}"]
    }

    private func field(_ encoding: PortableEncoding) -> String { "row->\(fields[encoding.column])" }

    /// The line that refuses a value that is too large.
    private func check(_ input: String, _ encoding: PortableEncoding) -> [String] {
        ["if (!(\(input) - \(input) == 0))", "    return \(encoding.column + 1);"]
    }

    private mutating func numberLines(_ fitted: FittedNumbers, _ encoding: PortableEncoding) -> [String] {
        var lines = ["const double number = \(field(encoding));"]
        let first = encoding.offset
        if fitted.isUsed {
            let filled = constant(rounding: fitted.scale.apply(fitted.fill))
            let scaled = scaled("number", fitted.scale, "column_\(encoding.column + 1)")
            lines.append("v0[\(first)] = number != number ? \(filled) : (\(real))(\(scaled));")
            if let bins = fitted.bins {
                lines += binLines("number", bins, first + 1, "column_\(encoding.column + 1)")
            }
            lines += check("v0[\(first)]", encoding)
        }
        if fitted.hasIndicator { lines.append("v0[\(first + fitted.width - 1)] = number != number;") }
        return lines
    }

    private mutating func dateLines(_ fitted: FittedDates, _ encoding: PortableEncoding) -> [String] {
        // A missing date is not a number; one that is infinite is refused.
        var lines = [
            "const double date = \(field(encoding));", "if (date == date && !(date - date == 0))",
            "    return \(encoding.column + 1);",
        ]
        var index = encoding.offset
        let name = "column_\(encoding.column + 1)"
        for feature in fitted.features {
            if feature == .elapsed {
                let filled = constant(rounding: fitted.scaledDays(fitted.fill))
                let bound = function("bound", isPrecise: false)
                let (low, high) = (SourceNumber.decimal(fitted.minimum), SourceNumber.decimal(fitted.maximum))
                let days =
                    "(\(bound)(date, \(low), \(high)) - \(SourceNumber.operand(fitted.minimum))) / 86400"
                let scaled = scaled("(\(days))", fitted.scale, name)
                lines.append("v0[\(index)] = date != date ? \(filled) : (\(real))(\(scaled));")
            } else {
                lines += circleLines(feature, index)
            }
            index += feature.width
        }
        if let bins = fitted.bins {
            lines += binLines(
                "(date - \(SourceNumber.operand(fitted.minimum))) / 86400", bins, index, name)
            index += bins.count
        }
        if fitted.hasIndicator { lines.append("v0[\(index)] = date != date;") }
        return lines
    }

    private mutating func circleLines(_ feature: DateFeature, _ index: Int) -> [String] {
        let cosine = function("cosine", isPrecise: false)
        let share: String
        switch feature {
        case .elapsed, .hour: share = "days - floor(days)"
        case .weekday: share = "\(function("modulo", isPrecise: false))(floor(days) + 3, 7) / 7"
        case .year: share = "\(function("modulo", isPrecise: false))(days, 365.2425) / 365.2425"
        }
        return [
            "if (date == date) {", "    const double days = date / 86400, share = \(share);",
            "    v0[\(index)] = (\(real))\(cosine)(share - 0.25);",
            "    v0[\(index + 1)] = (\(real))\(cosine)(share);", "}",
        ]
    }

    private mutating func binLines(
        _ number: String, _ bins: FittedBins, _ index: Int, _ name: String
    ) -> [String] {
        let edges = table("\(name)_edges", "double", bins.edges.map(SourceNumber.decimal))
        let means = table("\(name)_means", "double", bins.means.map(SourceNumber.decimal))
        return ["\(function("bin"))(\(number), \(edges), \(means), \(bins.count), v0 + \(index));"]
    }

    /// Returns the expression of a scaled number.
    private mutating func scaled(_ number: String, _ scale: FittedScale, _ name: String) -> String {
        if let quantiles = scale.quantiles {
            let values = table("\(name)_quantiles", "double", quantiles.values.map(SourceNumber.decimal))
            let firsts = quantiles.firsts.map { table("\(name)_firsts", "long", $0.map(String.init)) }
            let deviate = function("quantile_deviate", isPrecise: false)
            return
                "\(deviate)(\(number), \(values), \(firsts ?? "NULL"), \(quantiles.values.count), \(quantiles.count))"
        }
        return centered(number, scale)
    }

    private mutating func categoryLines(
        _ categories: PortableCategories, _ encoding: PortableEncoding
    ) -> [String] {
        let blank = function("is_blank", isPrecise: false)
        var lines = [
            "const char *const text = \(field(encoding));", "long position = \(categories.missing ?? -1);",
            "if (text == NULL || \(blank)(text)) {",
        ]
        if categories.hasIndicator { lines.append("    v0[\(encoding.offset + categories.width - 1)] = 1;") }
        lines += ["} else {"] + searchLines(categories, encoding).map { "    " + $0 } + ["}"]
        guard let scale = categories.ordinalScale else {
            return lines + ["if (position >= 0)", "    v0[\(encoding.offset) + position] = 1;"]
        }
        let position = "(double)(position < 0 ? \(categories.mostFrequent) : position)"
        let scaled = scaled(position, scale, "column_\(encoding.column + 1)")
        return lines + ["v0[\(encoding.offset)] = (\(real))(\(scaled));"]
    }

    private mutating func searchLines(
        _ categories: PortableCategories, _ encoding: PortableEncoding
    ) -> [String] {
        var lines: [String] = []
        for (number, list) in categories.lists.enumerated() {
            let name = "column_\(encoding.column + 1)_list_\(number + 1)"
            for call in [textSearch(list, name), numberSearch(list, name)].compactMap(\.self) {
                lines +=
                    lines.isEmpty
                    ? ["position = \(call);"] : ["if (position < 0)", "    position = \(call);"]
            }
        }
        if categories.refusesUnseen {
            lines += ["if (position < 0)", "    return \(encoding.column + 1);"]
        } else if let unseen = categories.unseen {
            lines += ["if (position < 0)", "    position = \(unseen);"]
        }
        return lines
    }

    private mutating func textSearch(_ list: PortableCategoryList, _ name: String) -> String {
        let pairs = zip(list.labels, list.positions).filter { !$0.0.utf8.contains(0) }
            .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        // A table has at least one element; a text that no cell has is never found.
        let elements = pairs.map { "{\(SourceText.c($0.0)), \($0.1)}" }
        _ = function("category", isPrecise: false)
        let table = table(name, "struct category", elements.isEmpty ? ["{\"\", -1}"] : elements)
        return "\(function("find_category", isPrecise: false))(text, \(table), \(elements.count))"
    }

    private mutating func numberSearch(_ list: PortableCategoryList, _ name: String) -> String? {
        guard list.numbers != nil else { return nil }
        let elements = zip(list.labels, list.positions).compactMap { label, position in
            SourceDecimal(label).map {
                "{\($0.isNegative ? 1 : 0), \($0.digits)u, \($0.exponent), \(position)}"
            }
        }
        guard !elements.isEmpty else { return nil }
        _ = function("decimal", isPrecise: false)
        let table = table("\(name)_numbers", "struct decimal", elements)
        return "\(function("find_number", isPrecise: false))(text, \(table), \(elements.count))"
    }
}

/// A number as digits without zeros at the end, times a power of ten.
private struct SourceDecimal {
    let isNegative: Bool
    let digits: UInt64
    let exponent: Int

    init?(_ label: String) {
        let bytes = Array(String(SchemaNumber.trim(label)).utf8)
        let number = bytes.withUnsafeBufferPointer { DecimalNumber($0, decimalMark: UInt8(ascii: ".")) }
        guard let number else { return nil }
        var (digits, exponent) = (number.significand, number.exponent)
        while digits != 0, digits % 10 == 0 { (digits, exponent) = (digits / 10, exponent + 1) }
        (self.digits, self.exponent) = (digits, digits == 0 ? 0 : exponent)
        isNegative = number.isNegative && digits != 0
    }
}
