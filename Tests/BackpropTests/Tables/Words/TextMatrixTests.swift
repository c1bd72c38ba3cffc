import Testing

@testable import Backprop

@Suite struct TextMatrixTests {
    @Test func singularValuesAreThoseOfNumPy() {
        let matrix = Self.matrixOfTexts()
        let (vectors, count) = matrix.singularVectors(9)
        #expect(count == 9)
        for column in 0..<count {
            let length = Self.lengths(of: matrix, vectors, count)[column]
            #expect(abs(length - TextGoldenValues.singularValues[column]) < 1e-9)
        }
    }

    @Test(arguments: 1...6)
    func singularVectorsAreOrthonormalAndReproduceThemselves(_ seed: Int) {
        let matrix = Self.random(rows: 40, columns: 30, seed: UInt64(seed))
        let (vectors, count) = matrix.singularVectors(30)
        #expect(count == 30)
        let image = matrix.covariance(times: vectors, count: count)
        let lengths = Self.lengths(of: matrix, vectors, count)
        #expect(lengths == lengths.sorted(by: >))
        for first in 0..<count {
            for second in 0..<count {
                let product = (0..<30).reduce(0.0) {
                    $0 + vectors[$1 * count + first] * vectors[$1 * count + second]
                }
                #expect(abs(product - (first == second ? 1 : 0)) < 1e-9)
            }
            let square = lengths[first] * lengths[first]
            for row in 0..<30 {
                #expect(abs(image[row * count + first] - square * vectors[row * count + first]) < 1e-7)
            }
        }
    }

    @Test func aMatrixOfLowRankHasFewVectors() {
        var matrix = TextMatrix(width: 5)
        for _ in 0..<4 {
            matrix.append([(term: 1, value: 0.6), (term: 3, value: 0.8)], times: 1)
            matrix.append([(term: 4, value: 1)], times: 0.5)
            matrix.append([], times: 1)
        }
        let (vectors, count) = matrix.singularVectors(4)
        #expect(count == 2)
        #expect((0..<5).map { abs(vectors[$0 * 2]).rounded(toPlaces: 9) } == [0, 0.6, 0, 0.8, 0])
        #expect((0..<5).map { abs(vectors[$0 * 2 + 1]).rounded(toPlaces: 9) } == [0, 0, 0, 0, 1])
    }

    private static func matrixOfTexts() -> TextMatrix {
        let texts = TextGoldenValues.texts.map(WordSplitter.words)
        let fitted = TermKind.allCases.map { TextTerms($0, of: texts, weights: nil) }
        var lookups = zip(TermKind.allCases, fitted).map {
            TermLookup($0, $1, textCount: Double(texts.count))
        }
        var matrix = TextMatrix(width: fitted[0].terms.count + fitted[1].terms.count)
        for text in texts {
            let words = lookups[0].values(of: text)
            let parts = lookups[1].values(of: text).map {
                (term: $0.term + fitted[0].terms.count, value: $0.value)
            }
            matrix.append(words + parts, times: 0.5.squareRoot())
        }
        return matrix
    }

    private static func random(rows: Int, columns: Int, seed: UInt64) -> TextMatrix {
        var generator = TestGenerator(state: seed)
        var matrix = TextMatrix(width: columns)
        for _ in 0..<rows {
            let row = (0..<columns).filter { _ in Int.random(in: 0..<3, using: &generator) == 0 }
                .map { (term: $0, value: Double.random(in: 0.1..<1, using: &generator)) }
            matrix.append(row, times: 1)
        }
        return matrix
    }

    /// The lengths of the products of a matrix and the columns of another.
    private static func lengths(of matrix: TextMatrix, _ vectors: [Double], _ count: Int) -> [Double] {
        let image = matrix.covariance(times: vectors, count: count)
        return (0..<count).map { column in
            stride(from: column, to: vectors.count, by: count).reduce(0) { $0 + vectors[$1] * image[$1] }
                .squareRoot()
        }
    }
}

extension Double {
    fileprivate func rounded(toPlaces places: Int) -> Double {
        let unit = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (self * unit).rounded() / unit
    }
}
