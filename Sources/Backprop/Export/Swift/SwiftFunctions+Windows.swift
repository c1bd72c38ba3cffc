extension SwiftFunctions {
    /// The operations on images, whose channels are last.
    static let windows: [SourceFunction] = [
        SourceFunction(
            name: "Window",
            text: """
                /// A window that slides over an image.
                private struct Window {
                    let inHeight, inWidth, inChannels, outHeight, outWidth, outChannels: Int
                    let kernelHeight, kernelWidth, strideY, strideX, top, left, dilationY, dilationX, groups: Int

                    init(_ n: [Int]) {
                        (inHeight, inWidth, inChannels, outHeight, outWidth) = (n[0], n[1], n[2], n[3], n[4])
                        (outChannels, kernelHeight, kernelWidth, strideY, strideX) = (n[5], n[6], n[7], n[8], n[9])
                        (top, left, dilationY, dilationX, groups) = (n[10], n[11], n[12], n[13], n[14])
                    }

                    /// The index of a pixel of the window at output (v, u), or -1 outside of the image.
                    func pixel(_ v: Int, _ u: Int, _ p: Int, _ q: Int) -> Int {
                        let (i, j) = (v * strideY - top + p * dilationY, u * strideX - left + q * dilationX)
                        guard i >= 0, i < inHeight, j >= 0, j < inWidth else { return -1 }
                        return (i * inWidth + j) * inChannels
                    }
                }
                """),
        SourceFunction(
            name: "convolve",
            text: """
                /// In ascending order of the window's rows, columns and channels, from the bias.
                private static func @convolve(
                    _ x: UnsafePointer<REAL>, _ w: UnsafePointer<REAL>, _ bias: UnsafePointer<REAL>?,
                    _ y: UnsafeMutablePointer<REAL>, _ g: $Window
                ) {
                    let (inside, out) = (g.inChannels / g.groups, g.outChannels / g.groups)
                    for v in 0..<g.outHeight {
                        for u in 0..<g.outWidth {
                            let to = y + (v * g.outWidth + u) * g.outChannels
                            for o in 0..<g.outChannels { to[o] = bias?[o] ?? 0 }
                            for p in 0..<g.kernelHeight {
                                for q in 0..<g.kernelWidth {
                                    let pixel = g.pixel(v, u, p, q)
                                    for i in 0..<inside {
                                        let row = w + ((p * g.kernelWidth + q) * inside + i) * g.outChannels
                                        for o in 0..<g.outChannels {
                                            let value = pixel < 0 ? 0 : x[pixel + o / out * inside + i]
                                            to[o] = @fma(value, row[o], to[o])
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                """),
        SourceFunction(
            name: "maximum",
            text: """
                private static func @maximum(
                    _ x: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ g: $Window
                ) {
                    for v in 0..<g.outHeight {
                        for u in 0..<g.outWidth {
                            for c in 0..<g.inChannels {
                                var best = -REAL.infinity
                                for p in 0..<g.kernelHeight {
                                    for q in 0..<g.kernelWidth {
                                        let pixel = g.pixel(v, u, p, q)
                                        guard pixel >= 0 else { continue }
                                        let value = x[pixel + c]
                                        if value > best || value.isNaN { best = value }
                                    }
                                }
                                y[(v * g.outWidth + u) * g.inChannels + c] = best
                            }
                        }
                    }
                }
                """),
        SourceFunction(
            name: "average",
            text: """
                private static func @average(
                    _ x: UnsafePointer<REAL>, _ y: UnsafeMutablePointer<REAL>, _ g: $Window, countsPadding: Bool
                ) {
                    for v in 0..<g.outHeight {
                        for u in 0..<g.outWidth {
                            for c in 0..<g.inChannels {
                                var (sum, inside): (REAL, Int) = (0, 0)
                                for p in 0..<g.kernelHeight {
                                    for q in 0..<g.kernelWidth {
                                        let pixel = g.pixel(v, u, p, q)
                                        guard pixel >= 0 else { continue }
                                        sum += x[pixel + c]
                                        inside += 1
                                    }
                                }
                                if inside > 0, countsPadding { inside = g.kernelHeight * g.kernelWidth }
                                let share: REAL = inside > 0 ? 1 / REAL(inside) : 0
                                y[(v * g.outWidth + u) * g.inChannels + c] = sum * share
                            }
                        }
                    }
                }
                """),
    ]
}
