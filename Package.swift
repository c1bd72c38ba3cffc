// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "backprop",
    platforms: [.macOS(.v14), .iOS(.v17), .tvOS(.v17), .watchOS(.v10), .visionOS(.v1)],
    products: [
        .library(name: "Backprop", targets: ["Backprop"]),
        .library(name: "BackpropRecipes", targets: ["BackpropRecipes"]),
        .library(name: "BackpropTensorBoard", targets: ["BackpropTensorBoard"]),
        .library(name: "BackpropInterchange", targets: ["BackpropInterchange"]),
        .library(name: "BackpropServer", targets: ["BackpropServer"]),
        .executable(name: "backprop", targets: ["BackpropCommand"]),
    ],
    // A package that depends on this one with `traits: []` fetches and builds no other package.
    traits: [
        .trait(name: "Recipes", description: "Recipes in YAML files: BackpropRecipes, with Yams."),
        .trait(
            name: "TensorBoard",
            description: "Event files of TensorBoard: BackpropTensorBoard, with swift-protobuf."),
        .trait(
            name: "Interchange",
            description: "Models as ONNX and Core ML files: BackpropInterchange, with swift-protobuf."),
        .trait(
            name: "CommandLine", description: "The command backprop, with swift-argument-parser.",
            enabledTraits: ["Recipes", "TensorBoard", "Interchange"]),
        // Off by default, since Hummingbird and what it needs take minutes to build.
        .trait(name: "Server", description: "Predictions over HTTP: BackpropServer, with Hummingbird."),
        .default(enabledTraits: ["CommandLine"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        // Without its traits, and so without Foundation, which takes long to load.
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        // Without its traits too.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    ],
    targets: [
        // The hot loops: one C source compiled for several instruction sets.
        .target(
            name: "CKernels",
            // A processor without fused multiply-add takes it from the mathematical library.
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        // The system's zlib, for files that come gzipped.
        .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
        // The library. It depends on its own kernels and the system's zlib alone.
        .target(name: "Backprop", dependencies: ["CKernels", "CZlib"]),
        // Recipes in YAML files: for programs that read them, without the command line.
        .target(
            name: "BackpropRecipes",
            dependencies: [
                "Backprop", .product(name: "Yams", package: "Yams", condition: .when(traits: ["Recipes"])),
            ]),
        // Event files of TensorBoard: for programs that write them, without the command line.
        .target(
            name: "BackpropTensorBoard",
            dependencies: [
                "Backprop",
                .product(
                    name: "SwiftProtobuf", package: "swift-protobuf",
                    condition: .when(traits: ["TensorBoard"])),
            ],
            exclude: ["Event.proto", "Summary.proto"]),
        // Models as ONNX and Core ML files: for programs that write them, without the command line.
        .target(
            name: "BackpropInterchange",
            dependencies: [
                "Backprop",
                .product(
                    name: "SwiftProtobuf", package: "swift-protobuf",
                    condition: .when(traits: ["Interchange"])),
            ],
            exclude: ["CoreML.proto", "ONNX.proto"]),
        // The files of the server's web pages, embedded by the C compiler: SwiftPM's `.embedInCode` writes a Swift
        // literal of all bytes, which takes the compiler ten seconds and more, also in builds without the server.
        .target(name: "CWebFiles"),
        // Predictions over HTTP: for servers that mount the routes, without the command line.
        .target(
            name: "BackpropServer",
            dependencies: [
                "Backprop",
                .target(name: "CWebFiles", condition: .when(traits: ["Server"])),
                .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Server"])),
                .product(
                    name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Server"])),
                .product(
                    name: "HummingbirdTLS", package: "hummingbird", condition: .when(traits: ["Server"])),
                .product(
                    name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Server"])),
                .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Server"])),
                .product(
                    name: "NIOConcurrencyHelpers", package: "swift-nio", condition: .when(traits: ["Server"])),
                .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Server"])),
                .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["Server"])),
                .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Server"])),
            ],
            exclude: ["Web"]),
        // The command line. Its folder is not called "backprop" because that name and
        // "Backprop" are one and the same on file systems that ignore case.
        .executableTarget(
            name: "BackpropCommand",
            dependencies: [
                "Backprop", "BackpropRecipes", "BackpropTensorBoard", "BackpropInterchange",
                "BackpropServer",
                .product(
                    name: "ArgumentParser", package: "swift-argument-parser",
                    condition: .when(traits: ["CommandLine"])),
            ]),
        .testTarget(name: "BackpropTests", dependencies: ["Backprop", "CKernels"]),
        .testTarget(name: "BackpropRecipesTests", dependencies: ["Backprop", "BackpropRecipes"]),
        .testTarget(name: "BackpropTensorBoardTests", dependencies: ["Backprop", "BackpropTensorBoard"]),
        .testTarget(name: "BackpropInterchangeTests", dependencies: ["Backprop", "BackpropInterchange"]),
        .testTarget(
            name: "BackpropServerTests",
            dependencies: [
                "Backprop", "BackpropServer",
                .product(
                    name: "HummingbirdTesting", package: "hummingbird", condition: .when(traits: ["Server"])),
            ]),
        // Runs the built command as a process, as a user does.
        .testTarget(name: "CommandTests", dependencies: ["Backprop", "BackpropCommand"]),
        // What someone outside the library can write, with nothing but its public interface.
        .testTarget(name: "BackpropUserTests", dependencies: ["Backprop"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
