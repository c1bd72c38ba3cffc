/// The strength of the interaction of two columns: the part of their joint effect that is not the sum of the effects of
/// each, by Friedman's H statistic.
///
/// With the partial dependences of both columns, of one and of the other, each at the values of row i and centered:
///
///     H² = Σᵢ (PDⱼₖ(xᵢⱼ, xᵢₖ) − PDⱼ(xᵢⱼ) − PDₖ(xᵢₖ))² / Σᵢ PDⱼₖ(xᵢⱼ, xᵢₖ)²
///
/// The sums include all outputs if there are several.
///
/// Source: J. H. Friedman, B. E. Popescu, “Predictive Learning via Rule Ensembles”, Annals of Applied Statistics 2 (2008),
/// section 8.1.
public struct ColumnInteraction: Hashable, Sendable, Encodable {
    /// The names of the two columns.
    public let columns: [String]
    /// The statistic H: 0 if the effects of the columns add up, 1 if there is nothing but the interaction.
    public let share: Double
    /// The root mean square of the part that is not a sum, in the unit of the prediction.
    public let strength: Double

    /// Computes the statistic from partial dependences: for each output, one number for each row.
    init(_ names: (String, String), joint: [[Double]], first: [[Double]], second: [[Double]]) {
        var (rest, whole, count) = (0.0, 0.0, 0)
        for output in joint.indices {
            let both = Self.centered(joint[output])
            let (one, other) = (Self.centered(first[output]), Self.centered(second[output]))
            for row in both.indices {
                let part = both[row] - one[row] - other[row]
                rest += part * part
                whole += both[row] * both[row]
            }
            count += both.count
        }
        columns = [names.0, names.1]
        share = whole > 0 ? (rest / whole).squareRoot() : 0
        strength = count > 0 ? (rest / Double(count)).squareRoot() : 0
    }

    private static func centered(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(max(1, values.count))
        return values.map { $0 - mean }
    }
}
