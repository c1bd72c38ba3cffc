import Backprop
import Testing

@testable import BackpropServer

/// Bodies of the Open Inference Protocol and of MLflow, as rows.
@Suite struct ProtocolRequestTests {
    private func rows(_ body: String, data: [UInt8] = [], columns: [String] = ["a", "b"]) -> String {
        do throws(RequestError) {
            let head = Array(body.utf8)
            let request = try InferenceRequest(
                head + data, headLength: data.isEmpty ? nil : head.count, columns: columns)
            return String(decoding: request.records, as: UTF8.self)
        } catch {
            return error.message
        }
    }

    @Test func eachTensorIsAColumn() {
        let body = """
            {"inputs":[{"name":"a","datatype":"FP64","shape":[2,1],"data":[1.5,2]},
             {"name":"b","datatype":"BYTES","shape":[2],"data":[["x"],["y"]]}]}
            """
        #expect(rows(body) == "[{\"a\":1.5,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]")
    }

    @Test func aMatrixHasAllColumns() {
        let body =
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,2],\"data\":[[0.5,1],[0.1,3]]}]}"
        #expect(rows(body) == "[{\"a\":0.5,\"b\":1.0},{\"a\":0.10000000149011612,\"b\":3.0}]")
    }

    @Test func binaryDataFollowTheHead() {
        let body = """
            {"inputs":[{"name":"a","datatype":"FP32","shape":[2,1],"parameters":{"binary_data_size":8}},
             {"name":"b","datatype":"BYTES","shape":[2,1],"parameters":{"binary_data_size":11}}]}
            """
        var data: [UInt8] = []
        for number in [Float(1.5), .nan] {
            withUnsafeBytes(of: number.bitPattern.littleEndian) { data += $0 }
        }
        data += [2, 0, 0, 0, 0x78, 0x79, 1, 0, 0, 0, 0x7A]
        #expect(rows(body, data: data) == "[{\"a\":1.5,\"b\":\"xy\"},{\"a\":null,\"b\":\"z\"}]")
        #expect(
            rows(body, data: Array(data.dropLast()))
                == "The input \"b\" has a binary_data_size that does not fit the 10 bytes that are left.")
        #expect(rows(body, data: data + [0]) == "The body has 1 bytes of binary data that no input takes.")
    }

    @Test(arguments: [
        ("{}", "\"inputs\" was expected to be a list."), ("[]", "The body was expected to be an object."),
        ("{\"inputs\":[]}", "The list \"inputs\" is empty."),
        (
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"FP16\",\"shape\":[1,1],\"data\":[1]}]}",
            "The input \"a\" has the datatype \"FP16\", but one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP32, FP64, BYTES was expected."
        ),
        (
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"INT64\",\"shape\":[2,1],\"data\":[1]}]}",
            "The input \"a\" has 1 values, but its shape has 2."
        ),
        (
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"INT64\",\"shape\":[1,1],\"data\":[1.5]}]}",
            "The input \"a\" has a value that is not INT64."
        ),
        (
            "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"INT64\",\"shape\":[9223372036854775807,3],\"data\":[1]}]}",
            "The input \"a\" has a shape that is too large."
        ),
        (
            "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[1,2,3]}]}",
            "The input \"x\" has 3 values per row, but the model has 2 columns: \"a\", \"b\"."
        ),
    ]) func faultyTensorsHaveErrors(_ body: String, _ message: String) {
        #expect(rows(body) == message)
    }

    private func scored(_ body: String) -> String {
        do throws(RequestError) {
            return String(
                decoding: try ScoringRequest.records(Array(body.utf8), columns: ["a", "b"]), as: UTF8.self)
        } catch {
            return error.message
        }
    }

    @Test(arguments: [
        "{\"dataframe_split\":{\"index\":[0],\"columns\":[\"a\",\"b\"],\"data\":[[1,\"x\"]]}}",
        "{\"dataframe_records\":[{\"a\":1,\"b\":\"x\"}]}", "{\"instances\":[[1,\"x\"]]}",
        "{\"instances\":[{\"a\":1,\"b\":\"x\"}]}", "{\"inputs\":{\"a\":[1],\"b\":[[\"x\"]]}}",
    ]) func formsOfMLflowAreOneRow(_ body: String) {
        #expect(scored(body) == "[{\"a\":1,\"b\":\"x\"}]")
    }

    @Test(arguments: [
        (
            "{}",
            "The body was expected to have one of the members \"dataframe_split\", \"dataframe_records\", \"instances\", \"inputs\"."
        ),
        ("{\"instances\":[],\"rows\":1}", "The body has an unknown member \"rows\"."),
        ("{\"instances\":[[1]]}", "Row 1 of \"instances\" has 1 values, but there are 2 columns."),
        ("{\"instances\":[[1,[2]]]}", "Row 1 of \"instances\" has a value that is a list or an object."),
        (
            "{\"inputs\":{\"a\":[1],\"b\":[]}}",
            "The columns of \"inputs\" do not have the same number of values."
        ),
        ("{\"dataframe_records\":[1]}", "Row 1 of \"dataframe_records\" was expected to be an object."),
    ]) func faultyFormsHaveErrors(_ body: String, _ message: String) {
        #expect(scored(body) == message)
    }
}
