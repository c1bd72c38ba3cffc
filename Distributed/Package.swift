// swift-tools-version: 6.1
import PackageDescription

// MPI of this machine: Open MPI, or MPICH with BACKPROP_MPI=mpich. It is a package of its own, so that nobody without
// MPI builds it.
let package = Package(
    name: "backprop-distributed",
    platforms: [.macOS(.v14)],
    products: [.executable(name: "backprop-mpi", targets: ["BackpropMPI"])],
    dependencies: [.package(name: "backprop", path: "..")],
    targets: [
        .systemLibrary(
            name: "CMPI", pkgConfig: Context.environment["BACKPROP_MPI"] == "mpich" ? "mpich" : "ompi-c",
            providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),
        // MPI's macros in functions that Swift can call.
        .target(name: "CRanks", dependencies: ["CMPI"]),
        .executableTarget(
            name: "BackpropMPI",
            dependencies: [
                "CRanks", .product(name: "BackpropCommand", package: "backprop"),
                .product(name: "Backprop", package: "backprop"),
            ]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c17
)
