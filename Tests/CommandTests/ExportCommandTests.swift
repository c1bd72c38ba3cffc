import Backprop
import Testing

/// The command that writes models as source code.
@Suite struct ExportCommandTests {
    private func prepared() throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(Samples.example("iris.csv"), to: "iris.csv")
        let trained = try folder.run(
            "train", "iris.csv", "--epochs", "3", "--layers", "dense 4 tanh", "--bins", "0", "-o",
            "iris.safetensors", "--target", "species")
        try #require(trained.status == 0, "\(trained.errors)")
        return folder
    }

    @Test func writesTheFilesAndNamesThem() throws {
        let folder = try prepared()
        let result = try folder.run(
            "export", "iris.safetensors", "--c", "my-iris.c", "--swift", "MyIris.swift")
        #expect(result.status == 0 && result.errors == "")
        #expect(result.output == "Wrote my-iris.h\nWrote my-iris.c\nWrote MyIris.swift\n")
        #expect(folder.text("my-iris.h").contains("\nint my_iris_predict(const my_iris_row *row, "))
        #expect(folder.text("my-iris.c").contains("\n#include \"my-iris.h\"\n"))
        #expect(folder.text("my-iris.c").hasPrefix("/* The prediction of a model for one row, in C99.\n *\n"))
        #expect(folder.text("MyIris.swift").contains("\nstruct MyIris: Sendable {\n"))
        let first = folder.data("my-iris.c")
        let json = try JSONValue(
            parsing: try folder.run("export", "iris.safetensors", "--c", "my-iris.c", "--json").output)
        #expect(json["files"] == ["my-iris.h", "my-iris.c"])
        let hash = try #require(json["sha256"]?.string)
        #expect(hash.utf8.count == 64 && folder.text("MyIris.swift").contains("of the model: \(hash)\n"))
        #expect(folder.data("my-iris.c") == first)
        #expect(folder.names == ["MyIris.swift", "iris.csv", "iris.safetensors", "my-iris.c", "my-iris.h"])
    }

    @Test func writesAnONNXFile() throws {
        let folder = try prepared()
        let result = try folder.run("export", "iris.safetensors", "-o", "iris.onnx", "--json")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        let json = try JSONValue(parsing: result.output)
        #expect(json["files"] == ["iris.onnx"])
        let hash = try #require(json["sha256"]?.string)
        let first = Array(try #require(folder.data("iris.onnx")))
        #expect(first.starts(with: [0x08, 8, 0x12, 8] + Array("backprop".utf8)))
        let text = String(decoding: first, as: UTF8.self)
        #expect(text.contains("model_sha256") && text.contains(hash) && text.contains("petal_width"))
        // A file that was exported is replaced, without a copy; the network alone has no columns.
        let bare = try folder.run("export", "iris.safetensors", "--output", "iris.onnx", "--bare")
        #expect(bare.output == "Wrote iris.onnx\n" && bare.errors == "", "\(bare.errors)")
        let alone = Array(try #require(folder.data("iris.onnx")))
        #expect(!String(decoding: alone, as: UTF8.self).contains("petal_width"))
        #expect(folder.names == ["iris.csv", "iris.onnx", "iris.safetensors"])
    }

    @Test func writesACoreMLFile() throws {
        let folder = try prepared()
        let result = try folder.run("export", "iris.safetensors", "-o", "iris.mlmodel", "--json")
        #expect(result.status == 0 && result.errors == "", "\(result.errors)")
        let json = try JSONValue(parsing: result.output)
        #expect(json["files"] == ["iris.mlmodel"])
        let first = Array(try #require(folder.data("iris.mlmodel")))
        #expect(first.starts(with: [0x08, 4, 0x12]))
        let text = String(decoding: first, as: UTF8.self)
        #expect(text.contains(try #require(json["sha256"]?.string)) && text.contains("petal_width"))
        // A file that was exported is replaced, without a copy.
        let again = try folder.run("export", "iris.safetensors", "-o", "iris.mlmodel")
        #expect(again.output == "Wrote iris.mlmodel\n" && again.errors == "", "\(again.errors)")
        #expect(Array(try #require(folder.data("iris.mlmodel"))) == first)
        #expect(folder.names == ["iris.csv", "iris.mlmodel", "iris.safetensors"])
        let report = try folder.run("inspect", "iris.safetensors").output
        #expect(report.contains("\nExports:   C, Swift, ONNX, Core ML, Keras\n"), "\(report)")
    }

    @Test func aFileOfAnotherOriginIsKept() throws {
        let folder = try prepared()
        try folder.write("int mine;\n", to: "iris.c")
        let result = try folder.run("export", "iris.safetensors", "--c", "iris.c")
        #expect(result.status == 0)
        #expect(
            result.errors
                == "note: iris.c held something other than an exported model; it is kept as iris.c~\n",
            "\(result.errors)")
        #expect(folder.text("iris.c~") == "int mine;\n")
    }

    @Test func badUsageIsRefused() throws {
        let folder = try prepared()
        try folder.write(
            "note,n,kind\n"
                + (0..<30).map {
                    "\(["red", "blue", "green"][$0 % 3]) sky and \($0 * 7 % 11) hills,\($0),\($0 % 2 == 0 ? "x" : "y")\n"
                }.joined(), to: "notes.csv")
        let trained = try folder.run(
            "train", "notes.csv", "--text", "note", "--epochs", "1", "-o", "notes.safetensors")
        try #require(trained.status == 0, "\(trained.errors)")
        let before = folder.names
        let cases: [(arguments: [String], status: Int32, error: String)] = [
            (
                ["iris.safetensors"], 64,
                "error: name a file to write, such as -o model.onnx, --c model.c or --swift Model.swift\n"
            ),
            (
                ["iris.safetensors", "-o", "iris.mlpackage"], 64,
                "error: -o names a file that ends with .onnx or .mlmodel, not \"iris.mlpackage\"\n"
            ),
            (
                ["iris.safetensors", "-o", "iris.mlmodel", "--bare"], 64,
                "error: --bare is about the ONNX file; name it, such as -o model.onnx\n"
            ),
            (
                ["notes.safetensors", "-o", "notes.mlmodel"], 65,
                "error: The column \"note\" holds sentences, whose topics an exported model cannot compute yet. Train without this column, or predict with the model file.\n"
            ),
            (
                ["iris.safetensors", "--bare", "--c", "iris.c"], 64,
                "error: --bare is about the ONNX file; name it, such as -o model.onnx\n"
            ),
            (
                ["notes.safetensors", "-o", "notes.onnx"], 65,
                "error: The column \"note\" holds sentences, whose topics an exported model cannot compute yet. Train without this column, or predict with the model file.\n"
            ),
            (
                ["iris.safetensors", "--c", "iris.h"], 64,
                "error: --c names a file that ends with .c, not \"iris.h\"\n"
            ),
            (
                ["iris.safetensors", "--swift", "iris.c"], 64,
                "error: --swift names a file that ends with .swift, not \"iris.c\"\n"
            ),
            (
                ["iris.safetensors", "--c", "年.c"], 64,
                "error: \"年\" has no letter or digit to name functions by. Choose a file name with a letter.\n"
            ),
            (["iris.safetensors", "--c", "nowhere/iris.c"], 73, "error: cannot write \"nowhere/iris.c\""),
            (["none", "--c", "iris.c"], 66, "error: cannot read \"none\": there is no such file"),
            (["iris.csv", "--c", "iris.c"], 65, "error: \"iris.csv\" is not a valid safetensors file"),
            (
                ["notes.safetensors", "--c", "notes.c", "--swift", "Notes.swift"], 65,
                "error: The column \"note\" holds sentences, whose topics an exported model cannot compute yet. Train without this column, or predict with the model file.\n"
            ),
        ]
        for (arguments, status, error) in cases {
            let result = try folder.run(all: ["export"] + arguments)
            #expect(result.status == status && result.output == "", "\(arguments) \(result.status)")
            #expect(result.errors.hasPrefix(error), "\(result.errors)")
        }
        #expect(folder.names == before)
    }
}
