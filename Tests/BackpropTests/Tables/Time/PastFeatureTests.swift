import Testing

@testable import Backprop

/// That features are those of earlier rows, and of no others.
@Suite struct PastFeatureTests {
    private static let log = "day,value\n1,10\n3,30\n2,20\n4,\n5,50\n"

    private func columns(_ text: String, _ time: TimeOrder) throws -> [String: [String?]] {
        let data = try TimeSupport.data(ModelSupport.table(text, name: "log"), time)
        return Dictionary(
            uniqueKeysWithValues: data.table.columns.dropFirst(2).map { ($0.name, $0.texts()) })
    }

    @Test func aLagIsTheValueSoManyRowsBefore() throws {
        let found = try columns(Self.log, TimeOrder(column: "day", lags: [1, 3], rolling: [2]))
        #expect(found["value (lag 1)"] == [nil, "20.0", "10.0", "30.0", nil])
        #expect(found["value (lag 3)"] == [nil, nil, nil, "10.0", "20.0"])
        // A mean is that of the values that are there, of as many rows as it has.
        #expect(found["value (mean of 2)"] == [nil, "15.0", nil, "25.0", "30.0"])
        #expect(found.count == 3)
    }

    @Test func aHorizonTakesAllFeaturesFromItsRow() throws {
        let text = "day,heat,holiday,value\n1,a,x,10\n2,b,y,20\n3,c,x,30\n4,a,y,40\n"
        let data = try TimeSupport.data(
            ModelSupport.table(text),
            TimeOrder(column: "day", lags: [2, 3], rolling: [2], horizon: 2, knownAhead: ["holiday"]))
        func texts(_ name: String) -> [String?]? { data.table[column: name]?.texts() }
        #expect(texts("value (lag 2)") == [nil, nil, "10.0", "20.0"])
        #expect(texts("value (mean of 2)") == [nil, nil, nil, "15.0"])
        #expect(texts("heat (lag 2)") == [nil, nil, "a", "b"])
        let roles = Dictionary(uniqueKeysWithValues: data.schema.columns.map { ($0.name, $0.role) })
        #expect(roles["heat"] == .ignored && roles["holiday"] == .categorical && roles["day"] == .numeric)
        #expect(roles["heat (lag 2)"] == .categorical && roles["value (lag 3)"] == .numeric)
        #expect(texts("day (lag 2)") == nil && texts("holiday (lag 2)") == nil)
    }

    @Test func lagsOfNamedColumnsReplaceThoseOfTheTarget() throws {
        let text = "day,heat,value\n1,5,10\n2,6,20\n3,7,30\n"
        let found = try columns(
            text, TimeOrder(column: "day", lags: [2], lagged: ["heat"], season: 2))
        #expect(found["heat (lag 2)"] == [nil, nil, "5.0"])
        // The target's columns serve the baselines.
        #expect(
            found["value (lag 1)"] == [nil, "10.0", "20.0"] && found["value (lag 2)"] == [nil, nil, "10.0"])
    }

    @Test func lagsOfClassesAreCategories() throws {
        let text = "day,x,sky\n1,1,sun\n2,2,rain\n3,4,sun\n4,4,rain\n"
        let data = try TimeSupport.data(ModelSupport.table(text), TimeOrder(column: "day", lags: [1]))
        #expect(data.table[column: "sky (lag 1)"]?.texts() == [nil, "sun", "rain", "sun"])
        #expect(data.schema.columns.first { $0.name == "sky (lag 1)" }?.role == .categorical)
    }

    @Test func rowsWithoutEnoughRowsBeforeThemAreNotTrainedOn() throws {
        let data = try TimeSupport.data(
            ModelSupport.table(Self.log), TimeOrder(column: "day", lags: [1], rolling: [2]))
        // Rows 0 and 2 are the first two days, and row 3 has no target.
        #expect(data.rowsWithTargets == [1, 4])
    }

    /// Every later value is changed, and nothing that was there before may change by a bit.
    @Test(arguments: [1, 2, 5], [UInt64(1), 2, 3])
    func noFeatureDependsOnALaterValue(_ horizon: Int, _ seed: UInt64) throws {
        let rows = TimeSupport.Rows(seed: seed)
        let time = TimeOrder(
            column: "day", series: "shop", lags: [horizon, horizon + 6], rolling: [3, 7],
            horizon: horizon == 1 ? nil : horizon)
        let before = try TimeSupport.data(rows.table, time)
        for limit in stride(from: 2, to: 30 - horizon, by: 5) {
            var changed = rows
            for row in changed.day.indices where changed.day[row] >= limit {
                changed.sales[row] = changed.sales[row].map { 1000 - 3 * $0 } ?? 77
                if horizon > 1 { changed.price[row] = changed.price[row].map { $0 + 100 } ?? 5 }
            }
            let after = try TimeSupport.data(changed.table, time)
            var differences = 0
            for (old, new) in zip(before.table.columns, after.table.columns).dropFirst(4) {
                for row in rows.day.indices {
                    let isSame = old.text(at: row) == new.text(at: row)
                    if rows.day[row] < limit + horizon {
                        #expect(isSame, "\(old.name) of day \(rows.day[row]) depends on day \(limit)")
                    } else if !isSame {
                        differences += 1
                    }
                }
            }
            #expect(differences > 0)
        }
    }

    @Test func theOrderOfTheFileDoesNotMatter() throws {
        let rows = TimeSupport.Rows(seed: 4)
        let time = TimeOrder(column: "day", series: "shop", lags: [1, 7], rolling: [3])
        let data = try TimeSupport.data(rows.table, time)
        let order = Philox(seed: 9, .split).permutation(of: rows.day.count)
        let moved = try TimeSupport.data(rows.table.selectingRows(order), time)
        for (one, other) in zip(data.table.columns, moved.table.columns) {
            let texts = one.texts()
            #expect(other.texts() == order.map { texts[$0] })
        }
    }
}
