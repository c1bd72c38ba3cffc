/// A small symmetric matrix, for its eigenvectors.
struct SymmetricMatrix {
    let count: Int
    private var values: [Double]

    /// Creates the product AᵀB of two row-major matrices of a number of columns, which must be symmetric.
    init(productOf first: [Double], _ second: [Double], count: Int) {
        self.count = count
        values = [Double](repeating: 0, count: count * count)
        values.withUnsafeMutableBufferPointer { values in
            first.withUnsafeBufferPointer { first in
                second.withUnsafeBufferPointer { second in
                    for start in stride(from: 0, to: first.count, by: max(count, 1)) {
                        for row in 0..<count {
                            let value = first[start + row]
                            for column in row..<count {
                                values[row * count + column] += value * second[start + column]
                            }
                        }
                    }
                }
            }
            for row in 0..<count {
                for column in 0..<row { values[row * count + column] = values[column * count + row] }
            }
        }
    }

    /// Returns the inverse of the upper triangular factor R with RᵀR equal to the matrix, or `nil` if the matrix is
    /// singular, or nearly so.
    func inverseOfCholeskyFactor() -> [Double]? {
        var factor = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            let rest = (0..<row).reduce(values[row * count + row]) {
                $0 - factor[$1 * count + row] * factor[$1 * count + row]
            }
            guard rest > 1e-10 * values[row * count + row] else { return nil }
            let pivot = rest.squareRoot()
            factor[row * count + row] = pivot
            for column in (row + 1)..<count {
                let rest = (0..<row).reduce(values[row * count + column]) {
                    $0 - factor[$1 * count + row] * factor[$1 * count + column]
                }
                factor[row * count + column] = rest / pivot
            }
        }
        return inverse(ofUpper: factor)
    }

    private func inverse(ofUpper factor: [Double]) -> [Double] {
        var inverse = [Double](repeating: 0, count: count * count)
        for column in 0..<count {
            for row in (0...column).reversed() {
                let rest = ((row + 1)..<(column + 1)).reduce(row == column ? 1.0 : 0.0) {
                    $0 - factor[row * count + $1] * inverse[$1 * count + column]
                }
                inverse[row * count + column] = rest / factor[row * count + row]
            }
        }
        return inverse
    }

    /// Returns the eigenvalues, the largest first, and the eigenvectors as the columns of a row-major matrix.
    ///
    /// Jacobi's method: rotations set one element off the diagonal after the other to zero, until none is left.
    ///
    /// Source: Golub and Van Loan, “Matrix Computations”, section 8.5.
    func eigenvectors() -> (values: [Double], vectors: [Double]) {
        var matrix = values
        // The vectors are rows here, so that a rotation works on neighboring numbers.
        var vectors = [Double](repeating: 0, count: count * count)
        for index in 0..<count { vectors[index * count + index] = 1 }
        matrix.withUnsafeMutableBufferPointer { matrix in
            vectors.withUnsafeMutableBufferPointer { vectors in
                for _ in 0..<30 where !isDiagonal(matrix) {
                    for row in 0..<count {
                        for column in (row + 1)..<count { rotate(matrix, vectors, row, column) }
                    }
                }
            }
        }
        let diagonal = (0..<count).map { matrix[$0 * count + $0] }
        let order = (0..<count).sorted {
            diagonal[$0] != diagonal[$1] ? diagonal[$0] > diagonal[$1] : $0 < $1
        }
        var sorted = [Double](repeating: 0, count: count * count)
        for (column, source) in order.enumerated() {
            for row in 0..<count { sorted[row * count + column] = vectors[source * count + row] }
        }
        return (order.map { diagonal[$0] }, sorted)
    }

    /// Whether the elements off the diagonal are negligible.
    private func isDiagonal(_ matrix: UnsafeMutableBufferPointer<Double>) -> Bool {
        var (off, all) = (0.0, 0.0)
        for row in 0..<count {
            for column in 0..<count {
                let square = matrix[row * count + column] * matrix[row * count + column]
                all += square
                if row != column { off += square }
            }
        }
        return off <= 1e-26 * all
    }

    /// Sets the elements at two mirrored positions to zero.
    private func rotate(
        _ matrix: UnsafeMutableBufferPointer<Double>, _ vectors: UnsafeMutableBufferPointer<Double>,
        _ p: Int, _ q: Int
    ) {
        let element = matrix[p * count + q]
        if element == 0 { return }
        let theta = (matrix[q * count + q] - matrix[p * count + p]) / (2 * element)
        let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for index in 0..<count {
            let (first, second) = (matrix[p * count + index], matrix[q * count + index])
            matrix[p * count + index] = cosine * first - sine * second
            matrix[q * count + index] = sine * first + cosine * second
        }
        for index in 0..<count {
            let (first, second) = (matrix[index * count + p], matrix[index * count + q])
            matrix[index * count + p] = cosine * first - sine * second
            matrix[index * count + q] = sine * first + cosine * second
        }
        matrix[p * count + q] = 0
        matrix[q * count + p] = 0
        for index in 0..<count {
            let (first, second) = (vectors[p * count + index], vectors[q * count + index])
            vectors[p * count + index] = cosine * first - sine * second
            vectors[q * count + index] = sine * first + cosine * second
        }
    }
}
