import Testing

/// Settings of `serve` that are wrong. `Tests/Conformance/serve` runs a server.
@Suite struct ServeCommandTests {
    #if Server
        private func refusal(_ arguments: String..., in folder: CommandFolder) throws -> String {
            let result = try folder.run(all: ["serve"] + arguments)
            #expect(result.output == "")
            return "\(result.status) \(result.errors)"
        }

        @Test func wrongSettingsAreRefused() throws {
            let folder = try CommandFolder()
            try folder.write(Samples.words(20), to: "d.csv")
            try #require(try folder.run("train", "d.csv", "--epochs", "1").status == 0)
            #expect(
                try refusal("d.safetensors", "--certificate", "c.pem", in: folder)
                    == "64 error: A certificate was given without its private key. Give both, or neither for plain HTTP.\n"
            )
            #expect(
                try refusal("d.safetensors", "--key", "k.pem", in: folder)
                    == "64 error: A private key was given without its certificate. Give both, or neither for plain HTTP.\n"
            )
            // The message is that of every command that reads a model.
            let missing = try folder.run("inspect", "none.safetensors")
            #expect(try refusal("none.safetensors", in: folder) == "66 \(missing.errors)")
            try folder.write(" \n", to: "token")
            #expect(
                try refusal("d.safetensors", "--token-file", "token", in: folder)
                    == "65 error: token: Expected a token of at least one character and found none. Write one into the file.\n"
            )
            #expect(
                try refusal("d.safetensors", "d.safetensors", in: folder)
                    == "64 error: Two model files have the name \"d\", by which requests would name them. Rename one.\n"
            )
        }

        @Test func aTableIsNoModel() throws {
            let folder = try CommandFolder()
            try folder.write(Samples.words(20), to: "d.csv")
            let inspected = try folder.run("inspect", "d.csv")
            let served = try folder.run("serve", "d.csv")
            #expect(served.status == 65 && served.errors == inspected.errors)
        }
    #else
        @Test func aBuildWithoutTheServerTellsHowToGetIt() throws {
            let result = try BuiltCommand.run(["serve", "iris.safetensors"])
            #expect(result.status == 64 && result.output == "")
            #expect(
                result.errors
                    == "error: this program was built without its server; build it with: swift build -c release --traits default,Server\n"
            )
        }
    #endif
}
