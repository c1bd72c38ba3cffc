import Testing

@testable import Backprop

/// Tables whose rows have times.
enum TimeSupport {
    /// Rows of two series in a mixed order, with a second feature and some gaps.
    struct Rows {
        var day: [Int] = []
        var shop: [String] = []
        var price: [Double?] = []
        var sales: [Double?] = []

        init(seed: UInt64, days: Int = 30) {
            var order: [(Int, String)] = []
            for day in 0..<days { order += [(day, "north"), (day, "south")] }
            let philox = Philox(seed: seed, .split)
            let noise = philox.permutation(of: 4 * days)
            for index in philox.permutation(of: order.count) {
                day.append(order[index].0)
                shop.append(order[index].1)
                price.append(noise[index] % 9 == 0 ? nil : Double(noise[index] % 17) / 4)
                let base = order[index].1 == "north" ? 10.0 : 40.0
                let week = Double(order[index].0 % 7)
                sales.append(noise[index] % 13 == 0 ? nil : base + 3 * week + Double(noise[index] % 5))
            }
        }

        var table: Table {
            func texts(_ numbers: [Double?]) -> [String?] { numbers.map { $0.map { "\($0)" } } }
            return Table(
                columns: [
                    (name: "day", values: day.map { "\($0)" }), (name: "shop", values: shop),
                    (name: "price", values: texts(price)), (name: "sales", values: texts(sales)),
                ], source: "shops")
        }
    }

    /// A daily log of one series in the order of time, in months of 28 days.
    static func log(_ days: Int, _ value: (Int) -> Double = { Double($0 % 7) + Double($0) / 10 }) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rows = (0..<days).map { "2024-\(two(1 + $0 / 28))-\(two(1 + $0 % 28)),\(value($0))\n" }
        return "day,value\n" + rows.joined()
    }

    static func data(_ table: Table, _ time: TimeOrder, target: String? = nil) throws -> TableData {
        try TableData(
            table, schema: nil, columns: ColumnSelection(targets: target.map { [.name($0)] }), time: time)
    }

    static func recipe(
        _ table: Table, _ time: TimeOrder, _ change: (inout RecipeOptions) -> Void = { _ in }
    ) throws -> Recipe {
        var options = RecipeOptions()
        options.time = time
        options.hiddenLayers = try Network(parsing: "dense 4 tanh")
        (options.epochs, options.usesSelection) = (5, false)
        change(&options)
        return try options.recipe(for: Schema(inferring: table), rows: table.rowCount).recipe
    }
}
