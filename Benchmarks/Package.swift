// swift-tools-version: 6.2
import PackageDescription

// Benchmarks are a package of their own, so that nobody who uses Malmoi builds them.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "malmoi", path: "..")],
    targets: [
        .executableTarget(
            name: "encode-bench", dependencies: [.product(name: "Malmoi", package: "malmoi")],
            path: "Sources/EncodeBench")
    ],
    swiftLanguageModes: [.v6]
)
