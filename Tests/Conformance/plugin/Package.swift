// swift-tools-version: 6.1
import PackageDescription

// A program with a model file in its folder, of which the plugin makes Swift source.
let package = Package(
    name: "Shop",
    dependencies: [.package(name: "backprop", path: "../../..")],
    targets: [
        .executableTarget(
            name: "Shop", plugins: [.plugin(name: "BackpropModel", package: "backprop")])
    ],
    swiftLanguageModes: [.v6]
)
