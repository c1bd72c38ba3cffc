extension ColumnStatistics {
    /// The reason to take whole numbers that could be class labels for a quantity, or `nil` if there is none.
    ///
    /// Neighboring numbers of a quantity, such as a grade or a count, are about as frequent as each other. The
    /// frequencies of labels jump. Numbers that begin with 1, at most ten of them, stay labels.
    var reasonForQuantity: String? {
        guard (6...Schema.maximumClassesOfNumbers).contains(distinctCount), let lowest = frequencies.min(),
            let highest = frequencies.max()
        else { return nil }
        if distinctCount > 10 {
            return highest > 5 * lowest && roughness < 0.7 ? Self.frequentAsQuantities : nil
        }
        let isSmooth = hasOnePeak || roughness < 0.5
        return highest >= 10 * lowest && isConsecutive && minimum != 1 && isSmooth
            ? Self.frequentAsQuantities : nil
    }

    private static let frequentAsQuantities = "frequent as quantities are, not class labels"

    /// Whether the numbers have no gap between them.
    private var isConsecutive: Bool {
        guard let minimum, let maximum else { return false }
        return maximum - minimum == Double(distinctCount - 1)
    }

    /// Whether the frequencies rise up to one number and fall from there.
    private var hasOnePeak: Bool {
        let steps = zip(frequencies, frequencies.dropFirst()).map { $1 - $0 }.filter { $0 != 0 }
        return !zip(steps, steps.dropFirst()).contains { $0 < 0 && $1 > 0 }
    }

    /// The mean difference between the logarithms of neighboring frequencies, as a share of that between any two: about
    /// 1 for labels.
    private var roughness: Double {
        func mean(_ differences: [Double]) -> Double {
            differences.reduce(0) { $0 + $1.magnitude } / Double(max(differences.count, 1))
        }
        let logarithms = frequencies.map { PortableLog.value(of: Double($0)) }
        let neighbors = zip(logarithms, logarithms.dropFirst()).map { $1 - $0 }
        let pairs = logarithms.indices.flatMap { index in
            logarithms[..<index].map { $0 - logarithms[index] }
        }
        let any = mean(pairs)
        return any > 0 ? mean(neighbors) / any : 1
    }
}
