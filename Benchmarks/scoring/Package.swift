// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that whoever uses the library never builds it.
let package = Package(
    name: "scoring-benchmark",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../..")],
    targets: [
        .executableTarget(
            name: "ScoringBenchmark", dependencies: [.product(name: "Backprop", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
