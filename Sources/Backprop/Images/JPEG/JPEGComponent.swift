/// One component of a frame: brightness, a colour difference, or an ink.
struct JPEGComponent {
    let identifier: UInt8
    let quantization: Int
    let horizontal: Int
    let vertical: Int

    /// The size in samples, without the padding of the last blocks.
    let height: Int
    let width: Int

    /// The size in blocks, with the padding of the last group.
    let blocksAcross: Int
    let blocksDown: Int
}

/// The coefficients of one component, 64 per block in natural order, which several scans complete. They are shared, so
/// that reading a block copies none of them; only the decoder that created them writes.
final class JPEGCoefficients {
    let values: UnsafeMutablePointer<Int16>

    init(_ component: JPEGComponent) {
        let count = 64 * component.blocksAcross * component.blocksDown
        values = .allocate(capacity: count)
        values.initialize(repeating: 0, count: count)
    }

    deinit { values.deallocate() }
}
