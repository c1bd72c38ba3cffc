import Testing

@testable import BackpropTensorBoard

@Suite struct RecordFramingTests {
    /// The values of RFC 3720, appendix B.4, and of the string that every description of CRCs has.
    @Test func theChecksumIsCastagnolis() {
        #expect(RecordFraming.checksum(Array("123456789".utf8)) == 0xE306_9283)
        #expect(RecordFraming.checksum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(RecordFraming.checksum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(RecordFraming.checksum(Array(0..<32)) == 0x46DD_794E)
        #expect(RecordFraming.checksum((0..<32).reversed()) == 0x113F_DB5C)
        #expect(RecordFraming.checksum([]) == 0)
    }

    /// The first record of every event file, without its time.
    @Test func aRecordIsLengthAndBytesWithTheirChecksums() {
        let record = RecordFraming.record(Array("123456789".utf8))
        #expect(record.count == 8 + 4 + 9 + 4)
        #expect(record.prefix(8) == [9, 0, 0, 0, 0, 0, 0, 0])
        #expect(record[12..<21] == Array("123456789".utf8)[...])
        // 0xE3069283 turned by 15 bits to the right is 0x2507C60D; moved by 0xA282EAD8 it is 0xC78AB0E5.
        #expect(record.suffix(4) == [0xE5, 0xB0, 0x8A, 0xC7])
    }
}
