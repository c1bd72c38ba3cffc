// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that who uses the library never builds its benchmarks.
let package = Package(
    name: "peer-benchmark",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../../..")],
    targets: [
        .executableTarget(
            name: "PeerBenchmark", dependencies: [.product(name: "Backprop", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
