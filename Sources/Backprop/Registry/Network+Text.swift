extension Network {
    /// The layers that text can name, in the order of messages.
    static let writtenLayers: [any TextRepresentableLayer.Type] = [
        Dense.self, Dropout.self, Conv2D.self, Conv1D.self, DepthwiseConv2D.self, ConvTranspose2D.self,
        MaxPool2D.self, MaxPool1D.self, AveragePool2D.self, AveragePool1D.self, GlobalMaxPool.self,
        GlobalAveragePool.self, Flatten.self, Reshape.self, BatchNorm.self, LayerNorm.self,
        SpatialDropout.self, ScalingLayer.self, ParametricActivation.self, PeriodicEmbedding.self,
        Residual.self, Parallel.self,
    ]

    /// Reads layers from text such as `dense 16 relu, dropout 0.2, dense 8 tanh`.
    ///
    /// Commas separate layers, blanks the words of a layer. ``text`` writes this form.
    ///
    /// - Throws: ``NetworkError/text(line:column:reason:)`` that points at the word it cannot read.
    public init(parsing text: String) throws(NetworkError) {
        if let position = text.firstIndex(of: ";") {
            throw .text(
                line: String(text.map { $0.isNewline ? " " : $0 }),
                column: text.distance(from: text.startIndex, to: position) + 1,
                reason: "a comma separates layers, not \";\"")
        }
        self.init(try Self.layers(LayerTextParser.split(text)))
    }

    /// Reads the layers of a network, or of one branch inside a layer.
    static func layers(_ text: [LayerTextParser]) throws(NetworkError) -> [any Layer] {
        var layers: [any Layer] = []
        for var words in text { layers.append(try layer(&words)) }
        return layers
    }

    private static func layer(_ words: inout LayerTextParser) throws(NetworkError) -> any Layer {
        guard let name = words.next() else { throw words.error("a layer is missing here") }
        if let activation = Activation(text: name) {
            try refuseMore(&words, of: name, known: Activation.names)
            return ActivationLayer(activation)
        }
        let word = String(name.prefix { $0 != "(" })
        guard let kind = writtenLayers.first(where: { $0.typeName == word && ($0.hasInside || word == name) })
        else {
            throw words.error("there is no layer \"\(name)\"\(suggestion(for: word))")
        }
        let layer = try kind.init(words: &words)
        try refuseMore(&words, of: word, known: kind.keywords)
        return layer
    }

    private static func refuseMore(
        _ words: inout LayerTextParser, of name: String, known: [String]
    ) throws(NetworkError) {
        guard let extra = words.next() else { return }
        let suggestion = known.isEmpty ? "" : NearestName.suggestion(for: extra, among: known)
        throw words.error("\"\(extra)\" does not belong to the layer \"\(name)\"\(suggestion)")
    }

    private static func suggestion(for word: String) -> String {
        if let units = Int(word), units > 0 {
            return "; for a layer of \(units) units write \"dense \(units)\""
        }
        if recurrent.contains(word.lowercased()) {
            return "; recurrent layers are not supported, but conv1d learns from sequences too"
        }
        return nearest(to: word)
    }

    /// Layers of other software that keep a state from step to step.
    private static let recurrent: Set = ["lstm", "gru", "rnn", "simple-rnn", "simplernn"]

    private static func nearest(to word: String) -> String {
        NearestName.suggestion(for: word, among: writtenLayers.map { $0.typeName } + Activation.names)
    }
}
