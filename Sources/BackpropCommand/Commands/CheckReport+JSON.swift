import Backprop

extension CheckReport {
    /// The report as JSON.
    var json: JSONValue {
        var object: JSONValue = [
            "rows": JSONValue(report.rowCount), "trainingRows": JSONValue(report.earlierRowCount),
            "hasSummary": JSONValue(report.hasSummary),
            "problems": JSONValue(report.problems.map(problemJSON)),
            "newColumns": JSONValue(report.newColumns.map { JSONValue($0) }),
            "columns": JSONValue(report.columns.map(columnJSON)),
        ]
        object["predictions"] = report.predictions.map(columnJSON)
        object["predictionError"] = report.predictionError.map { JSONValue($0) }
        object["twoSample"] = report.twoSample.map(testJSON)
        if let limit {
            object["failAbove"] = JSONValue(limit)
            object["drifted"] = JSONValue(report.drifted(beyond: limit).map { JSONValue($0.name) })
        }
        object["passed"] = JSONValue(!fails)
        return object
    }

    private func problemJSON(_ problem: ColumnProblem) -> JSONValue {
        var object: JSONValue = ["column": JSONValue(problem.name)]
        switch problem {
        case .missing(_, let likely):
            object["kind"] = "missing"
            object["likelyName"] = likely.map { JSONValue($0) }
        case .texts(_, let count, _, let example, _):
            object["kind"] = "texts"
            object["count"] = JSONValue(count)
            object["example"] = JSONValue(example)
        case .numbers(_, let example):
            object["kind"] = "numbers"
            object["example"] = JSONValue(example)
        }
        object["sentence"] = JSONValue(problem.description)
        return object
    }

    private func columnJSON(_ column: ColumnDrift) -> JSONValue {
        var object: JSONValue = [
            "column": JSONValue(column.name), "kind": JSONValue(column.kind.rawValue),
            "isTarget": JSONValue(column.isTarget), "missingShare": JSONValue(column.missingShare),
        ]
        object["missingShareBefore"] = column.missingShareBefore.map { JSONValue($0) }
        if let stability = column.stability {
            object["psi"] = JSONValue(stability.value)
            object["psiByChance"] = JSONValue(report.chance(of: column))
            object["isMoreThanChance"] = JSONValue(report.isMoreThanChance(column))
        }
        object["ks"] = column.kolmogorovSmirnov.map { JSONValue($0.statistic) }
        object["ksProbability"] = column.kolmogorovSmirnov.map { JSONValue($0.probability) }
        if let range = column.range {
            object["range"] = [JSONValue(range.lowerBound), JSONValue(range.upperBound)]
            object["below"] = JSONValue(column.belowCount)
            object["above"] = JSONValue(column.aboveCount)
        }
        object["median"] = column.median.map { [JSONValue($0.before), JSONValue($0.now)] }
        if column.kind == .categories {
            object["unseenShare"] = JSONValue(Double(column.unseenCount) / Double(max(1, column.rowCount)))
            object["unseen"] = JSONValue(
                column.unseen.prefix(20).map {
                    ["category": JSONValue($0.label), "rows": JSONValue($0.count)]
                })
        }
        return object
    }

    private func testJSON(_ test: TwoSampleTest) -> JSONValue {
        [
            "earlierRows": JSONValue(test.earlierRowCount), "newRows": JSONValue(test.newRowCount),
            "auc": JSONValue(test.area.value),
            "interval": [
                "lower": JSONValue(test.area.interval.lower), "upper": JSONValue(test.area.interval.upper),
            ],
            "canBeToldApart": JSONValue(test.area.interval.lower > 0.5),
            "columns": JSONValue(
                test.importance.ranked.map { ["column": JSONValue($0.name), "drop": JSONValue($0.mean)] }),
        ]
    }
}
