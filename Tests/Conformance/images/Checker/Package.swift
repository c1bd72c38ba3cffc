// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that users of the library never build it.
let package = Package(
    name: "image-checker",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "backprop", path: "../../../..")],
    targets: [
        .executableTarget(
            name: "ImageChecker", dependencies: [.product(name: "Backprop", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
