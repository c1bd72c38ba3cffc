#if Server
    import Backprop
    import NIOConcurrencyHelpers

    /// The models of a server by their names. Models can be added and replaced while others use the old ones.
    public final class ServedModels: Sendable {
        private struct State {
            var names: [String]
            var byName: [String: ServedModel] = [:]
        }

        private let state: NIOLockedValueBox<State>

        /// Collects models.
        ///
        /// - Throws: ``ServerError/duplicateName(_:)`` if two have one name.
        public init(_ models: [ServedModel]) throws(ServerError) {
            var state = State(names: models.map(\.name))
            for model in models {
                guard state.byName.updateValue(model, forKey: model.name) == nil else {
                    throw .duplicateName(model.name)
                }
            }
            self.state = NIOLockedValueBox(state)
        }

        /// The names in the order in which they were given.
        public var names: [String] { state.withLockedValue { $0.names } }

        /// The model of a name, or `nil` if there is none.
        public subscript(name: String) -> ServedModel? { state.withLockedValue { $0.byName[name] } }

        /// All models, in the order in which they were given.
        public var all: [ServedModel] {
            state.withLockedValue { state in state.names.compactMap { state.byName[$0] } }
        }

        /// Replaces the model of the same name, or adds the model if there is none.
        public func replace(by model: ServedModel) {
            state.withLockedValue { state in
                if state.byName.updateValue(model, forKey: model.name) == nil {
                    state.names.append(model.name)
                }
            }
        }

        /// Returns the model of a name, or the only one.
        ///
        /// - Throws: ``RequestError`` if there is no such model, or if no name is given and there are several.
        func model(named name: String?) throws(RequestError) -> ServedModel {
            let found = state.withLockedValue { state in
                name.map { state.byName[$0] } ?? (state.names.count == 1 ? state.byName[state.names[0]] : nil)
            }
            if let found { return found }
            let known = names.map { "\"\($0)\"" }.joined(separator: ", ")
            if let name {
                throw RequestError("There is no model \"\(name)\". The models are \(known).", status: 404)
            }
            throw RequestError(
                "There are several models, so that the path names one: /models/NAME/predict. The models are \(known).",
                status: 404)
        }
    }
#endif
