/// The five filters of PNG lines; section 9 of the specification.
enum PNGFilter {
    /// Undoes a filter in place. `distance` is the number of bytes from one pixel to the next.
    static func undo(
        _ filter: UInt8, line: UnsafeMutablePointer<UInt8>, above: UnsafeMutablePointer<UInt8>, length: Int,
        distance: Int
    ) {
        let start = min(distance, length)
        switch filter {
        case 1:
            for offset in start..<length { line[offset] &+= line[offset - distance] }
        case 2:
            for offset in 0..<length { line[offset] &+= above[offset] }
        case 3:
            for offset in 0..<start { line[offset] &+= above[offset] / 2 }
            for offset in start..<length {
                let sum = Int(line[offset - distance]) + Int(above[offset])
                line[offset] &+= UInt8(truncatingIfNeeded: sum / 2)
            }
        case 4:
            for offset in 0..<start { line[offset] &+= above[offset] }
            for offset in start..<length {
                line[offset] &+= paeth(line[offset - distance], above[offset], above[offset - distance])
            }
        default: break
        }
    }

    /// Returns the one of the three that is nearest to left + above − corner, the first of equals in this order.
    @inline(__always)
    private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let (a, b, c) = (Int(left), Int(above), Int(corner))
        let (toLeft, toAbove, toCorner) = (abs(b &- c), abs(a &- c), abs(a &+ b &- 2 &* c))
        if toLeft <= toAbove && toLeft <= toCorner { return left }
        return toAbove <= toCorner ? above : corner
    }
}
