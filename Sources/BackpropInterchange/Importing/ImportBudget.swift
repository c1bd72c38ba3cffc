/// The limits of the layers and numbers that the reading of one graph makes.
///
/// A small file can name the same layers and numbers many times, and each time copies them.
struct ImportBudget {
    /// The number of layers that may still be put into branches.
    private var layers = 1 << 18
    /// The number of numbers that may still be copied.
    private var numbers: Int

    /// Creates the budget of a file, which grows with it: networks copy each number a few times, once for each branch around
    /// it.
    init(byteCount: Int) { numbers = (1 << 24) + 32 * byteCount }

    /// Takes layers that a node puts into branches.
    mutating func take(layers count: Int, _ node: NodeView) throws(ONNXImportError) {
        guard count <= layers else { throw node.refused("the branches up to it have too many layers") }
        layers -= count
    }

    /// Takes numbers that a node copies.
    mutating func take(numbers count: Int, _ node: NodeView) throws(ONNXImportError) {
        guard count <= numbers else { throw node.refused("the layers up to it have too many numbers") }
        numbers -= count
    }
}
