#if Server
    import Backprop
    import Hummingbird

    /// The route `/metrics`, in the text format of Prometheus.
    ///
    /// Source: Prometheus, "Exposition formats", text format 0.0.4.
    public struct MetricsRoute: Sendable {
        let service: PredictionService

        /// Creates the route.
        public init(_ service: PredictionService) { self.service = service }

        /// Adds the route to a router.
        public func addRoutes(to router: some RouterMethods<some RequestContext>) {
            router.on("/metrics", .get) { _, _ in
                Response(text: text, type: "text/plain; version=0.0.4; charset=utf-8")
            }
        }

        /// The metrics of this moment.
        var text: String {
            var text = MetricsText()
            let counts = service.metrics.counts
            text.family("backprop_requests_total", "counter", "Answered requests.") { family in
                for (key, count) in counts.requests.sorted(by: Self.order) {
                    family.add([("route", key.route.rawValue), ("code", String(key.status))], count)
                }
            }
            Self.add(counts.durations, to: &text)
            text.family("backprop_requests_in_progress", "gauge", "Requests in progress.") { family in
                family.add([], service.admission.requestCount)
            }
            text.family("backprop_rows_total", "counter", "Rows of answered requests.") { family in
                for (model, count) in counts.rows.sorted(by: { $0.key < $1.key }) {
                    family.add([("model", model)], count)
                }
            }
            Self.add(counts.missing, "missing_values", "Missing values by column.", to: &text)
            Self.add(
                counts.unseen, "unseen_categories", "Categories that do not occur in training.", to: &text)
            Self.add(
                counts.outOfRange, "values_out_of_range", "Numbers outside of the range of training.",
                to: &text)
            text.family("backprop_model_info", "gauge", "The models, with the SHA-256 of their files.") {
                family in
                for model in service.models.all {
                    family.add([("model", model.name), ("sha256", model.sha256)], 1)
                }
            }
            text.family("backprop_model_reloads_total", "counter", "Replaced model files.") { family in
                for (model, count) in counts.reloads.sorted(by: { $0.key < $1.key }) {
                    family.add([("model", model), ("result", "success")], count)
                }
                for (model, count) in counts.failedReloads.sorted(by: { $0.key < $1.key }) {
                    family.add([("model", model), ("result", "failure")], count)
                }
            }
            return text.text
        }

        private static func order(
            _ left: (key: ServiceMetrics.Code, value: Int), _ right: (key: ServiceMetrics.Code, value: Int)
        ) -> Bool {
            (left.key.route.rawValue, left.key.status) < (right.key.route.rawValue, right.key.status)
        }

        private static func add(
            _ durations: [ServiceMetrics.Route: ServiceMetrics.Durations], to text: inout MetricsText
        ) {
            text.family("backprop_request_duration_seconds", "histogram", "The time to answer.") { family in
                for (route, times) in durations.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    let label = ("route", route.rawValue)
                    var sum = 0
                    for (index, count) in times.counts.enumerated() {
                        sum += count
                        let bound =
                            index < ServiceMetrics.bounds.count ? "\(ServiceMetrics.bounds[index])" : "+Inf"
                        family.add([label, ("le", bound)], sum, suffix: "_bucket")
                    }
                    family.add([label], "\(times.sum)", suffix: "_sum")
                    family.add([label], sum, suffix: "_count")
                }
            }
        }

        private static func add(
            _ counts: [ServiceMetrics.ColumnKey: Int], _ name: String, _ help: String,
            to text: inout MetricsText
        ) {
            text.family("backprop_\(name)_total", "counter", help) { family in
                for (key, count) in counts.sorted(by: {
                    ($0.key.model, $0.key.column) < ($1.key.model, $1.key.column)
                }) {
                    family.add([("model", key.model), ("column", key.column)], count)
                }
            }
        }
    }

    /// A text of metrics.
    private struct MetricsText {
        private(set) var text = ""

        /// The samples of one metric.
        struct Family {
            let name: String
            fileprivate(set) var text: String

            /// Adds a sample.
            mutating func add(
                _ labels: [(String, String)], _ value: some CustomStringConvertible, suffix: String = ""
            ) {
                let list = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
                text += name + suffix + (labels.isEmpty ? "" : "{\(list)}") + " \(value)\n"
            }

            private static func escaped(_ text: String) -> String {
                text.reduce(into: "") { result, character in
                    switch character {
                    case "\\": result += "\\\\"
                    case "\"": result += "\\\""
                    case "\n": result += "\\n"
                    default: result.append(character)
                    }
                }
            }
        }

        mutating func family(_ name: String, _ type: String, _ help: String, _ body: (inout Family) -> Void) {
            var family = Family(name: name, text: "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n")
            body(&family)
            text += family.text
        }
    }
#endif
