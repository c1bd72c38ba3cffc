#if Server
    import Backprop
    import Hummingbird
    import NIOCore

    extension Request {
        /// The number of bytes that the head announces, or 0 if it announces none.
        var announcedByteCount: Int {
            headers[.contentLength].flatMap { Int($0) }.map { max(0, $0) } ?? 0
        }

        /// Returns the whole body, decompressed if its head tells that it is compressed.
        ///
        /// Bytes that the head does not announce, of bodies in chunks or after decompression, count as they come.
        ///
        /// - Throws: ``RequestError`` with the status 408, 413 or 415 for a body that is too slow, too long, or compressed in
        ///   an unknown way.
        func wholeBody(_ limits: ServiceLimits, _ admitted: AdmittedRequest) async throws -> ByteBuffer {
            guard announcedByteCount <= limits.bodyByteCount else { throw Self.tooLong(limits) }
            let body = try await collected(limits, admitted)
            switch headers[.contentEncoding]?.lowercased() {
            case nil, "", "identity": return body
            case "gzip", "x-gzip": return try Self.inflated(body, .gzip, limits, admitted)
            case "deflate": return try Self.inflated(body, .zlib, limits, admitted)
            case let other?:
                throw RequestError(
                    "The body is compressed by \"\(other)\". Compress it by gzip or deflate, or not at all.",
                    status: 415)
            }
        }

        private func collected(_ limits: ServiceLimits, _ admitted: AdmittedRequest) async throws
            -> ByteBuffer
        {
            do {
                return try await parts(limits, admitted)
            } catch let error as RequestError {
                throw error
            } catch {
                // The client broke the rules of HTTP, or went away.
                throw RequestError("The body is not valid in HTTP, or ends before its announced length.")
            }
        }

        /// Returns the parts of the body in one buffer.
        private func parts(_ limits: ServiceLimits, _ admitted: AdmittedRequest) async throws -> ByteBuffer {
            var whole: ByteBuffer?
            let start = ContinuousClock.now
            for try await var part in body {
                guard var sum = whole.take() else {
                    guard part.readableBytes <= limits.bodyByteCount else { throw Self.tooLong(limits) }
                    try admitted.require(bytes: part.readableBytes)
                    whole = part
                    continue
                }
                guard sum.readableBytes + part.readableBytes <= limits.bodyByteCount else {
                    throw Self.tooLong(limits)
                }
                try admitted.require(bytes: sum.readableBytes + part.readableBytes)
                guard start.duration(to: .now) < .seconds(limits.secondsForBody) else {
                    throw RequestError(
                        "The body did not arrive within \(limits.secondsForBody) seconds.", status: 408)
                }
                sum.writeBuffer(&part)
                whole = sum
            }
            return whole ?? ByteBuffer()
        }

        private static func tooLong(_ limits: ServiceLimits) -> RequestError {
            RequestError("The body has more than \(limits.bodyByteCount) bytes.", status: 413)
        }

        private static func inflated(
            _ body: ByteBuffer, _ form: Inflation.Form, _ limits: ServiceLimits,
            _ admitted: AdmittedRequest
        ) throws(RequestError) -> ByteBuffer {
            switch body.withUnsafeReadableBytes({ Inflation.bytes($0, form, limit: limits.bodyByteCount) }) {
            case .bytes(let bytes):
                try admitted.require(bytes: bytes.count)
                return ByteBuffer(bytes: bytes)
            case .tooLong: throw tooLong(limits)
            case .damaged: throw RequestError("The compressed body is damaged or cut short.")
            }
        }
    }
#endif
