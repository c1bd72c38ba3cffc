extension GraphBuilder {
    /// Returns a value of another element type.
    mutating func cast(_ value: String, to type: ONNXElementType) -> String {
        add("Cast", [value], [.integer("to", type.rawValue)])
    }

    /// Returns a value that has the elements of one if a condition holds, and those of another otherwise.
    mutating func choose(_ condition: String, _ value: String, _ other: String, named name: String? = nil)
        -> String
    {
        add(Choice.Where.rawValue, [condition, value, other], named: name)
    }

    /// The operator that chooses, by its name in the format.
    enum Choice: String { case Where }

    /// Returns several values side by side, along an axis.
    mutating func concatenate(_ values: [String], axis: Int = 1) -> String {
        values.count == 1 ? values[0] : add("Concat", values, [.integer("axis", axis)])
    }

    /// Returns the elements of some indices along an axis.
    mutating func gather(_ value: String, _ indices: [Int], axis: Int = 1) -> String {
        add("Gather", [value, integers(indices)], [.integer("axis", axis)])
    }

    /// Returns a value with other sizes per row; the number of rows stays free.
    mutating func reshape(_ value: String, _ sizes: [Int]) -> String {
        add("Reshape", [value, integers([-1] + sizes)])
    }

    /// Returns a value with its axes in another order.
    mutating func transpose(_ value: String, _ order: [Int]) -> String {
        add("Transpose", [value], [.integers("perm", order)])
    }

    /// Returns one number, which is constant.
    mutating func number(_ value: Double, _ type: ONNXElementType = .double) -> String {
        numbers([value], [], type)
    }

    /// Returns constant numbers, one per column.
    mutating func row(_ values: [Double], _ type: ONNXElementType = .double) -> String {
        numbers(values, [values.count], type)
    }

    /// Returns the result of a function that is applied to the channels of each position of a flat value.
    ///
    /// - Parameters:
    ///   - count: The number of elements of a row.
    ///   - channels: The number of channels, which follow each other in memory.
    mutating func perPosition(
        _ values: [String], count: Int, channels: Int,
        _ function: (inout GraphBuilder, [String]) -> String
    ) -> String {
        if count == channels { return function(&self, values) }
        let separate = values.map { reshape($0, [count / channels, channels]) }
        return reshape(function(&self, separate), [count])
    }

    /// Returns the value of a polynomial, given its coefficients from the highest power down.
    mutating func polynomial(_ coefficients: [Double], _ x: String, _ type: ONNXElementType = .double)
        -> String
    {
        var sum = number(coefficients[0], type)
        for coefficient in coefficients.dropFirst() {
            sum = add("Add", [add("Mul", [sum, x]), number(coefficient, type)])
        }
        return sum
    }
}
