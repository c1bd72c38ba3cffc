#if Server
    import Backprop
    import NIOConcurrencyHelpers

    /// Counts of requests, rows and unusual values since the server started.
    final class ServiceMetrics: Sendable {
        /// A group of paths.
        enum Route: String, CaseIterable, Sendable {
            case predict, infer, invocations
        }

        /// The upper bounds of the duration's buckets in seconds.
        static let bounds = [
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
        ]

        /// A name of a column in a model.
        struct ColumnKey: Hashable, Sendable {
            let model: String
            let column: String
        }

        /// The durations of requests, by bucket.
        struct Durations: Sendable {
            var counts = Array(repeating: 0, count: ServiceMetrics.bounds.count + 1)
            var sum = 0.0
        }

        /// A status code of a route.
        struct Code: Hashable, Sendable {
            let route: Route
            let status: Int
        }

        /// The counts.
        struct Counts: Sendable {
            var requests: [Code: Int] = [:]
            var durations: [Route: Durations] = [:]
            var rows: [String: Int] = [:]
            var missing: [ColumnKey: Int] = [:]
            var unseen: [ColumnKey: Int] = [:]
            var outOfRange: [ColumnKey: Int] = [:]
            var reloads: [String: Int] = [:]
            var failedReloads: [String: Int] = [:]
        }

        private let state = NIOLockedValueBox(Counts())

        /// The counts of this moment.
        var counts: Counts { state.withLockedValue { $0 } }

        /// Counts a request.
        func count(_ route: Route, _ status: Int, _ duration: Duration) {
            let (seconds, fraction) = duration.components
            let time = Double(seconds) + Double(fraction) * 1e-18
            let bucket = Self.bounds.firstIndex { time <= $0 } ?? Self.bounds.count
            state.withLockedValue { counts in
                counts.requests[Code(route: route, status: status), default: 0] += 1
                counts.durations[route, default: Durations()].counts[bucket] += 1
                counts.durations[route, default: Durations()].sum += time
            }
        }

        /// Counts rows with their unusual values.
        func count(_ report: EncodingReport, rows: Int, model: String) {
            state.withLockedValue { counts in
                counts.rows[model, default: 0] += rows
                for column in report.columns {
                    let key = ColumnKey(model: model, column: column.name)
                    if column.filled > 0 { counts.missing[key, default: 0] += column.filled }
                    if column.unseen > 0 { counts.unseen[key, default: 0] += column.unseen }
                    if column.outOfRange > 0 { counts.outOfRange[key, default: 0] += column.outOfRange }
                }
            }
        }

        /// Counts an attempt to replace a model.
        func countReload(of model: String, isSuccess: Bool) {
            state.withLockedValue { counts in
                if isSuccess {
                    counts.reloads[model, default: 0] += 1
                } else {
                    counts.failedReloads[model, default: 0] += 1
                }
            }
        }
    }
#endif
