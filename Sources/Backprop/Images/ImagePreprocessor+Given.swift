extension ImagePreprocessor {
    /// Creates a preprocessor with given centers and scales, for a network that was trained elsewhere.
    init(
        shape: Shape, centers: [Double], scales: [Double], classLabels: [String],
        targetEncoding: TargetEncoding
    ) {
        self.shape = shape
        self.centers = centers
        self.scales = scales
        self.classLabels = classLabels
        classShares = Array(repeating: 1 / Double(max(1, classLabels.count)), count: classLabels.count)
        self.targetEncoding = targetEncoding
        conversion = ImageConversion()
        target = nil
        positiveLabel = nil
    }
}
