/// The values of the terms of many texts: a sparse matrix with a row for each text.
struct TextMatrix {
    private(set) var starts = [0]
    private(set) var columns: [Int] = []
    private(set) var values: [Double] = []
    /// The number of columns.
    let width: Int

    init(width: Int) { self.width = width }

    var rowCount: Int { starts.count - 1 }

    /// Appends a row, multiplied by a factor.
    mutating func append(_ row: [(term: Int, value: Double)], times factor: Double) {
        columns += row.map(\.term)
        values += row.map { $0.value * factor }
        starts.append(columns.count)
    }

    /// Returns AᵀAQ for a row-major matrix Q of a number of columns, where A is this matrix.
    func covariance(times basis: [Double], count: Int) -> [Double] {
        var result = [Double](repeating: 0, count: basis.count)
        var product = [Double](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            product.withUnsafeMutableBufferPointer { product in
                basis.withUnsafeBufferPointer { basis in
                    for row in 0..<rowCount { addProduct(of: row, basis, product, to: result) }
                }
            }
        }
        return result
    }

    private func addProduct(
        of row: Int, _ basis: UnsafeBufferPointer<Double>, _ product: UnsafeMutableBufferPointer<Double>,
        to result: UnsafeMutableBufferPointer<Double>
    ) {
        let count = product.count
        product.update(repeating: 0)
        for entry in starts[row]..<starts[row + 1] {
            let (start, value) = (columns[entry] * count, values[entry])
            for index in 0..<count { product[index] += value * basis[start + index] }
        }
        for entry in starts[row]..<starts[row + 1] {
            let (start, value) = (columns[entry] * count, values[entry])
            for index in 0..<count { result[start + index] += value * product[index] }
        }
    }
}

extension TextMatrix {
    /// Returns the right singular vectors of the largest singular values, as the columns of a row-major matrix, and
    /// their number. It is less than requested if the matrix has a lower rank.
    ///
    /// Subspace iteration from random vectors, which are always the same: each pass multiplies by AᵀA and makes the
    /// result orthonormal. At last it is rotated to the singular vectors.
    ///
    /// Source: Halko, Martinsson and Tropp, “Finding structure with randomness”, SIAM Review 53 (2011), algorithms 4.4
    /// and 5.3.
    func singularVectors(_ count: Int) -> (vectors: [Double], count: Int) {
        var size = min(count + 8, width)
        var random = PhiloxGenerator(Philox(seed: 1, stream: 0x7465_7874))
        var basis = (0..<width * size).map { _ in random.nextNormal() }
        for pass in 1...3 {
            let product = covariance(times: basis, count: size)
            (basis, size) = pass < 3 ? Self.scaled(product, size) : Self.orthonormal(product, size)
        }
        let product = covariance(times: basis, count: size)
        let projected = SymmetricMatrix(productOf: basis, product, count: size)
        let (values, rotation) = projected.eigenvectors()
        let kept = min(count, values.count { $0 > 1e-9 * (values.first ?? 0) })
        return (Self.product(basis, size, rotation, kept) { _ in 1 }, kept)
    }

    /// Returns a basis of the columns of a matrix, orthonormal but for rounding errors, and their number.
    private static func scaled(_ matrix: [Double], _ count: Int) -> ([Double], Int) {
        let product = SymmetricMatrix(productOf: matrix, matrix, count: count)
        guard let inverse = product.inverseOfCholeskyFactor() else { return orthonormal(matrix, count) }
        return (self.product(matrix, count, inverse, count) { _ in 1 }, count)
    }

    /// Returns an orthonormal basis of the columns of a matrix, and their number.
    private static func orthonormal(_ matrix: [Double], _ count: Int) -> ([Double], Int) {
        let (values, vectors) = SymmetricMatrix(productOf: matrix, matrix, count: count).eigenvectors()
        let kept = values.count { $0 > 1e-13 * (values.first ?? 0) }
        return (product(matrix, count, vectors, kept) { 1 / values[$0].squareRoot() }, kept)
    }

    /// Returns the first columns of the product of a matrix and the vectors, each multiplied by a factor.
    private static func product(
        _ matrix: [Double], _ count: Int, _ vectors: [Double], _ kept: Int, factor: (Int) -> Double
    ) -> [Double] {
        let rows = count == 0 ? 0 : matrix.count / count
        let factors = (0..<kept).map(factor)
        var result = [Double](repeating: 0, count: rows * kept)
        result.withUnsafeMutableBufferPointer { result in
            for row in 0..<rows {
                for inner in 0..<count {
                    let value = matrix[row * count + inner]
                    for column in 0..<kept {
                        result[row * kept + column] += value * vectors[inner * count + column]
                    }
                }
                for column in 0..<kept { result[row * kept + column] *= factors[column] }
            }
        }
        return result
    }
}
