// swift-tools-version: 6.1
import PackageDescription

// A package that uses the library alone.
let package = Package(
    name: "library-alone",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../../..", traits: [])],
    targets: [
        .executableTarget(
            name: "LibraryAlone", dependencies: [.product(name: "Backprop", package: "backprop")])
    ]
)
