#if Server
    import Backprop
    import NIOConcurrencyHelpers

    /// The models of a server by their names. A model can be replaced while others use the old one.
    public final class ServedModels: Sendable {
        /// The names in the order in which they were given.
        public let names: [String]
        private let models: NIOLockedValueBox<[String: ServedModel]>

        /// Collects models.
        ///
        /// - Throws: ``ServerError/duplicateName(_:)`` if two have one name.
        public init(_ models: [ServedModel]) throws(ServerError) {
            names = models.map(\.name)
            var byName: [String: ServedModel] = [:]
            for model in models {
                guard byName.updateValue(model, forKey: model.name) == nil else {
                    throw .duplicateName(model.name)
                }
            }
            self.models = NIOLockedValueBox(byName)
        }

        /// The model of a name, or `nil` if there is none.
        public subscript(name: String) -> ServedModel? { models.withLockedValue { $0[name] } }

        /// All models, in the order in which they were given.
        public var all: [ServedModel] {
            models.withLockedValue { models in names.compactMap { models[$0] } }
        }

        /// Replaces the model of the same name.
        public func replace(by model: ServedModel) {
            models.withLockedValue { $0[model.name] = model }
        }

        /// Returns the model of a name, or the only one.
        ///
        /// - Throws: ``RequestError`` if there is no such model, or if no name is given and there are several.
        func model(named name: String?) throws(RequestError) -> ServedModel {
            let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
            if let name {
                guard let model = self[name] else {
                    throw RequestError("There is no model \"\(name)\". The models are \(known).", status: 404)
                }
                return model
            }
            guard names.count == 1, let model = self[names[0]] else {
                throw RequestError(
                    "There are several models, so that the path names one: /models/NAME/predict. The models are \(known).",
                    status: 404)
            }
            return model
        }
    }
#endif
