import Backprop
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite struct SafetensorsErrorTests {
    /// The bytes of a file with that header and that many bytes of data.
    static func file(_ header: String, data: Int = 0) -> [UInt8] {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.utf8.count >> ($0 * 8)) }
        return length + Array(header.utf8) + [UInt8](repeating: 0, count: data)
    }

    /// A header with one tensor called "w".
    static func one(dtype: String = "\"F32\"", shape: String = "[2]", offsets: String = "[0,8]") -> String {
        "{\"w\":{\"dtype\":\(dtype),\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
    }

    /// A header with two tensors of one byte per element.
    static func two(_ first: (Int, Int), _ second: (Int, Int)) -> String {
        let entries = [("v", first), ("w", second)].map { name, range in
            "\"\(name)\":{\"dtype\":\"U8\",\"shape\":[\(range.1 - range.0)],"
                + "\"data_offsets\":[\(range.0),\(range.1)]}"
        }
        return "{" + entries.joined(separator: ",") + "}"
    }

    static let wholeFiles: [([UInt8], String)] = [
        ([], "it has no bytes; writing it was probably interrupted"),
        ([1, 2, 3], "it has 3 bytes, fewer than the 8 that give the length of the header"),
        (
            [3, 0, 0, 0, 0, 0, 0, 0, 0x7b],
            "its first 8 bytes announce a header of 3 bytes, but only 1 follow; "
                + "it is truncated, or another kind of file"
        ),
        (
            Array("PK not a model at all".utf8),
            "its first 8 bytes announce a header of 6998721842871552848 bytes, more than the 100000000 allowed; "
                + "it is probably another kind of file"
        ),
        (
            [UInt8](repeating: 0xff, count: 8),
            "its first 8 bytes announce a header of 18446744073709551615 bytes, more than the 100000000 allowed; "
                + "it is probably another kind of file"
        ),
        (file(""), "its header has no bytes"),
        (file(" {}"), "its header must start with '{', found the byte 0x20"),
        (file("[]"), "its header must start with '{', found the byte 0x5b"),
        (
            file("{"),
            "its header is invalid JSON at byte 9: the text ends where a key in double quotes is expected"
        ),
        (file("{} x"), "its header is invalid JSON at byte 11: there is more text after the value"),
        (file("{\"a\":1}\0"), "its header is invalid JSON at byte 15: there is more text after the value"),
        (file("{\"a\":" + String(repeating: "[", count: 500)), "its header nests deeper than 64 levels"),
        (
            file("{\"a\":" + String(repeating: "{\"a\":", count: 500)),
            "its header nests deeper than 64 levels"
        ),
        (
            file(#"{"__metadata__":{},"__metadata__":{}}"#),
            "its header has the key \"__metadata__\" twice in the same object"
        ),
        (file(#"{"__metadata__":{"k":"","k":""}}"#), "its header has the key \"k\" twice in the same object"),
        (file(#"{"__metadata__":7}"#), "\"__metadata__\" must be an object of texts, found the number 7"),
        (
            file(#"{"__metadata__":{"epochs":500}}"#),
            "the value of \"epochs\" in \"__metadata__\" must be text, found the number 500"
        ),
        (
            file(one(), data: 9),
            "1 bytes after the last tensor belong to none; the file is damaged, or something was appended"
        ),
        (
            file("{}", data: 4),
            "4 bytes after the last tensor belong to none; the file is damaged, or something was appended"
        ),
        (
            file(two((0, 4), (3, 7)), data: 7),
            "tensor \"w\": its data start at byte 3 of the data, within those of \"v\""
        ),
        (
            file(two((0, 4), (0, 4)), data: 4),
            "tensor \"w\": its data start at byte 0 of the data, within those of \"v\""
        ),
        (
            file(two((4, 6), (0, 5)), data: 6),
            "tensor \"v\": its data start at byte 4 of the data, within those of \"w\""
        ),
        (
            file(two((0, 4), (6, 8)), data: 8),
            "tensor \"w\": its data start at byte 6 of the data; the 2 bytes before belong to no tensor"
        ),
        (
            file(two((1, 4), (4, 8)), data: 8),
            "tensor \"v\": its data start at byte 1 of the data; the 1 bytes before belong to no tensor"
        ),
        (
            file(two((0, 4), (4, 8)), data: 7),
            "tensor \"w\": its data end at byte 8 of the data, but there are only 7; the file is truncated"
        ),
    ]

    static let tensors: [(String, String)] = [
        ("{\"w\":[]}", "expected an object, found an empty list"),
        ("{\"w\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "\"dtype\" is missing"),
        ("{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "\"shape\" is missing"),
        ("{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}", "\"data_offsets\" is missing"),
        (
            one(dtype: "\"F8_E4M3\""),
            "the element type the text \"F8_E4M3\" is unknown; known are "
                + "F16, BF16, F32, F64, I8, I16, I32, I64, U8, U16, U32, U64, BOOL"
        ),
        (
            one(dtype: "32"),
            "the element type the number 32 is unknown; known are "
                + "F16, BF16, F32, F64, I8, I16, I32, I64, U8, U16, U32, U64, BOOL"
        ),
        (one(shape: "[-2]"), "\"shape\" must be a list of integers from 0, found [-2]"),
        (one(shape: "[2.0]"), "\"shape\" must be a list of integers from 0, found [2.0]"),
        (
            one(shape: "[18446744073709551614]"),
            "\"shape\" must be a list of integers from 0, found [18446744073709551614]"
        ),
        (one(shape: "2"), "\"shape\" must be a list of integers from 0, found the number 2"),
        (
            one(shape: "[4294967296,4294967296,4294967296]"),
            "the shape [4294967296, 4294967296, 4294967296] has more elements than can be counted"
        ),
        (
            one(shape: "[0,4294967296,4294967296,4294967296]", offsets: "[0,0]"),
            "the shape [0, 4294967296, 4294967296, 4294967296] has more elements than can be counted"
        ),
        (
            one(shape: "[2305843009213693952]"),
            "the shape [2305843009213693952] has more elements than can be counted"
        ),
        (
            one(shape: "[288230376151711744]", offsets: "[0,1152921504606846976]"),
            "its data end at byte 1152921504606846976 of the data, but there are only 8; the file is truncated"
        ),
        (
            one(offsets: "[8,0]"),
            "\"data_offsets\" must be two integers from 0, the second not below the first, found [8,0]"
        ),
        (
            one(offsets: "[-8,0]"),
            "\"data_offsets\" must be two integers from 0, the second not below the first, found [-8,0]"
        ),
        (
            one(offsets: "[0]"),
            "\"data_offsets\" must be two integers from 0, the second not below the first, found [0]"
        ),
        (
            one(offsets: "[0,8,8]"),
            "\"data_offsets\" must be two integers from 0, the second not below the first, found [0,8,8]"
        ),
        (
            one(offsets: "[0,\"8\"]"),
            "\"data_offsets\" must be two integers from 0, the second not below the first, found [0,\"8\"]"
        ),
        (one(shape: "[3]"), "the shape [3] of F32 takes 12 bytes, found 8"),
        (one(shape: "[]"), "the shape [] of F32 takes 4 bytes, found 8"),
        (one(shape: "[2,0]"), "the shape [2, 0] of F32 takes 0 bytes, found 8"),
        (one(dtype: "\"F64\""), "the shape [2] of F64 takes 16 bytes, found 8"),
    ]

    @Test(arguments: wholeFiles + tensors.map { (file($0.0, data: 8), "tensor \"w\": " + $0.1) })
    func refuses(bytes: [UInt8], message: String) {
        let folder = ModelsTestFolder()
        folder.put("model", bytes)
        let path = folder.file("model")
        let inMemory = #expect(throws: SafetensorsError.self) { try SafetensorsFile(bytes: bytes) }
        let onDisk = #expect(throws: SafetensorsError.self) { try SafetensorsFile(contentsOf: path) }
        #expect(inMemory?.description == message)
        #expect(onDisk?.description == "\"\(path)\" is not a valid safetensors file: \(message)")
        #expect(onDisk?.problem == inMemory?.problem)
    }

    @Test func everyTruncationIsNoticed() throws {
        let bytes = SafetensorsFileTests.golden
        for length in 0..<bytes.count {
            #expect(throws: SafetensorsError.self) { try SafetensorsFile(bytes: Array(bytes[..<length])) }
        }
    }

    // MARK: Files

    @Test func refusesWhatIsNoFile() {
        let folder = ModelsTestFolder()
        let path = folder.path
        folder.put("file", [1])
        mkfifo(folder.file("pipe"), 0o600)
        let cases: [(String, String)] = [
            (path, "\"\(path)\": it is a folder. Give the path of a file."),
            ("", "\"\": the path is empty. Give the path of a file."),
            (
                path + "/none",
                "\"\(path)/none\": there is no such file (No such file or directory). "
                    + "Check the spelling and the current folder."
            ),
            (
                path + "/file/x",
                "\"\(path)/file/x\": there is no such file (Not a directory). "
                    + "Check the spelling and the current folder."
            ),
            (path + "/pipe", "\"\(path)/pipe\": it is not a regular file. Give the path of a file."),
            ("/dev/zero", "\"/dev/zero\": it is not a regular file. Give the path of a file."),
        ]
        for (path, message) in cases {
            let error = #expect(throws: SafetensorsError.self) { try SafetensorsFile(contentsOf: path) }
            #expect(error?.description == "cannot read " + message)
        }
    }

    /// A sparse file takes no room on the disk, but all of its length in memory.
    @Test func refusesWhatDoesNotFitIntoMemory() throws {
        let folder = ModelsTestFolder()
        let length = 1 << 43
        folder.put(
            "sparse", Self.file(Self.one(dtype: "\"U8\"", shape: "[\(length)]", offsets: "[0,\(length)]")))
        let headerLength = folder.get("sparse")?.count ?? 0
        // Some file systems have no files of that length; then there is nothing to refuse.
        guard truncate(folder.file("sparse"), off_t(headerLength + length)) == 0 else { return }
        let error = #expect(throws: SafetensorsError.self) {
            try SafetensorsFile(contentsOf: folder.file("sparse"))
        }
        #expect(error?.problem == .outOfMemory(length: length))
    }

    // MARK: Writing

    @Test func refusesToWriteWhatCouldNotBeRead() throws {
        let tensor = SafetensorsFile.Tensor(name: "w", shape: [1], values: [1 as Float])
        let twice = #expect(throws: SafetensorsError.self) {
            try SafetensorsFile(tensors: [tensor, tensor]).serialized()
        }
        #expect(twice?.problem == .duplicateKey("w"))
        let reserved = SafetensorsFile.Tensor(name: "__metadata__", shape: [1], values: [1 as Float])
        let error = #expect(throws: SafetensorsError.self) {
            try SafetensorsFile(tensors: [reserved]).serialized()
        }
        #expect(error?.description == "no tensor can be called \"__metadata__\"")
    }

    @Test(
        arguments: [
            ([2], 3, "tensor \"w\": the shape [2] of I16 takes 4 bytes, found 3"),
            ([-1], 0, "tensor \"w\": the shape [-1] has more elements than can be counted"),
            (
                [.max, .max], 0,
                "tensor \"w\": the shape [\(Int.max), \(Int.max)] has more elements than can be counted"
            ),
        ] as [([Int], Int, String)])
    func refusesBytesThatAreNotTheShape(shape: [Int], count: Int, message: String) {
        let bytes = [UInt8](repeating: 0, count: count)
        let error = #expect(throws: SafetensorsError.self) {
            try SafetensorsFile.Tensor(name: "w", shape: shape, elementType: .int16, bytes: bytes)
        }
        #expect(error?.description == message)
    }

    @Test func integersAreNoFloats() throws {
        let tensor = try SafetensorsFile.Tensor(name: "w", shape: [1], elementType: .int8, bytes: [1])
        let error = #expect(throws: SafetensorsError.self) { try tensor.doubles() }
        #expect(error?.description == "tensor \"w\": its elements are I8, not floating-point numbers")
    }

    @Test func aFailedWriteNamesTheFile() {
        let error = #expect(throws: SafetensorsError.self) {
            try SafetensorsFileTests.goldenContent.write(to: "/nowhere/model.safetensors")
        }
        #expect(
            error?.description == "cannot write \"/nowhere/model.safetensors\": the folder \"/nowhere\" "
                + "does not exist. Create the folder first, or choose another path.")
    }
}
