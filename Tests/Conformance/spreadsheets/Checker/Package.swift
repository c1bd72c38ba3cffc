// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the library never build it.
let package = Package(
    name: "table-checker",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../../../..", traits: [])],
    targets: [
        .executableTarget(
            name: "TableChecker", dependencies: [.product(name: "Backprop", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
