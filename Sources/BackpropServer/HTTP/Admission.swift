#if Server
    import NIOConcurrencyHelpers

    /// A count of requests in progress and of their bytes, which rejects requests beyond the limits at once.
    final class Admission: Sendable {
        private struct Load {
            var requests = 0
            var bytes = 0
        }

        private let limits: ServiceLimits
        private let load = NIOLockedValueBox(Load())

        init(_ limits: ServiceLimits) { self.limits = limits }

        /// The number of requests in progress.
        var requestCount: Int { load.withLockedValue { $0.requests } }

        /// Admits a request with the bytes that its head announces. Returns `false` if there are too many.
        func enter(bytes: Int) -> Bool {
            load.withLockedValue { load in
                guard load.requests < limits.requestCount,
                    load.requests == 0 || load.bytes + bytes <= limits.totalByteCount
                else { return false }
                load.requests += 1
                load.bytes += bytes
                return true
            }
        }

        /// Ends a request.
        func leave(bytes: Int) {
            load.withLockedValue { load in
                load.requests -= 1
                load.bytes -= bytes
            }
        }
    }
#endif
