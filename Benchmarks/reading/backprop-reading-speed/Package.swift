// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that who uses the library never builds its benchmarks. SwiftPM knows packages by their folders'
// names: this one has a name that no checkout is likely to have.
let package = Package(
    name: "reading-benchmark",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../../..")],
    targets: [
        .executableTarget(
            name: "ReadingSpeed", dependencies: [.product(name: "Backprop", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
