#if Server
    import NIOConcurrencyHelpers

    /// An admitted request with the bytes that are counted for it.
    final class AdmittedRequest {
        private let admission: Admission
        private(set) var bytes: Int

        init(_ admission: Admission, bytes: Int) { (self.admission, self.bytes) = (admission, bytes) }

        /// Counts so many bytes in all.
        ///
        /// - Throws: ``RequestError`` with the status 503 if all requests together have too many.
        func require(bytes count: Int) throws(RequestError) {
            guard count > bytes else { return }
            guard admission.grow(bytes: count - bytes) else { throw .busy }
            bytes = count
        }

        /// Ends the request.
        func leave() { admission.leave(bytes: bytes) }
    }

    extension RequestError {
        /// The error of a request beyond the limits.
        static let busy = RequestError("The server is busy. Send the request again later.", status: 503)
    }

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

        /// Counts further bytes of an admitted request, which its head did not announce. Returns `false` if there are too
        /// many in all.
        func grow(bytes: Int) -> Bool {
            load.withLockedValue { load in
                guard load.requests == 1 || load.bytes + bytes <= limits.totalByteCount else { return false }
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
