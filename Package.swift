// swift-tools-version: 6.2
import PackageDescription

/// The same strict settings for every Swift target: a warning is an error, `any` is written out,
/// imports are internal unless they are part of a public signature, and every unsafe
/// expression is marked.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

let collections = Package.Dependency.package(url: "https://github.com/apple/swift-collections", from: "1.6.0")
let argumentParser = Package.Dependency.package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
let subprocess = Package.Dependency.package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2")
let crypto = Package.Dependency.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")
let docc = Package.Dependency.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0")

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "malmoi",
    products: [
        .library(name: "Malmoi", targets: ["Malmoi"]),
        .executable(name: "malmoi", targets: ["MalmoiCLI"]),
    ],
    dependencies: [collections, argumentParser, subprocess, crypto]
        + (Context.environment["MALMOI_DOCC"] == nil ? [] : [docc]),
    targets: [
        // C, behind fences.
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
        .target(name: "CSplit"),
        .target(name: "CCompression", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),

        // No dependency of ours.
        library("Files"),
        library("JSONBytes"),
        library("Hangul"),

        library("TextNormalization", ["CICU", "CSplit", "Hangul"]),
        .target(
            name: "BytePairEncoding", dependencies: ["CSplit"],
            swiftSettings: strict + [.enableExperimentalFeature("Lifetimes")]),
        library("Tokenization", ["BytePairEncoding", "TextNormalization", "CICU"]),

        library("Documents", ["CCompression", "CICU", "Files", "JSONBytes"]),
        library(
            "VocabularyTraining",
            [
                "BytePairEncoding", "Tokenization", "TextNormalization", "Files",
                .product(name: "HeapModule", package: "swift-collections"),
            ]),
        library(
            "TokenizerFormats",
            ["BytePairEncoding", "Tokenization", "TextNormalization", "Files", "JSONBytes"]),
        library("LongContext", ["Tokenization", "TextNormalization", "JSONBytes", "Files"]),
        library("Reports", ["LongContext", "JSONBytes", "Files"]),
        library(
            "Malmoi",
            [
                "BytePairEncoding", "Tokenization", "TextNormalization", "Hangul", "TokenizerFormats",
                "VocabularyTraining", "Documents", "LongContext", "Reports",
            ]),
        .executableTarget(
            name: "MalmoiCLI",
            dependencies: [
                "CICU", "Malmoi", "BytePairEncoding", "Tokenization", "TextNormalization", "Hangul", "TokenizerFormats",
                "VocabularyTraining", "Documents", "LongContext", "Reports", "Files", "JSONBytes",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),

        // Answers requests for ids: Malmoi's side of Benchmarks/parity.
        .executableTarget(
            name: "ParityIDs",
            dependencies: ["BytePairEncoding", "Tokenization", "TokenizerFormats", "Files", "JSONBytes"],
            path: "Benchmarks/parity/ids", swiftSettings: strict),

        // Loads a tokenizer once: Malmoi's side of Benchmarks/load.
        .executableTarget(
            name: "LoadBench", dependencies: ["BytePairEncoding", "Tokenization", "TokenizerFormats"],
            path: "Benchmarks/load/bench", swiftSettings: strict),

        // Tries the theorem about merging from units on every tokenizer at hand: part of `make verify`.
        .executableTarget(
            name: "VerifyUnits",
            dependencies: ["BytePairEncoding", "Tokenization", "TokenizerFormats", "TestSupport"],
            path: "Scripts/verify-units", swiftSettings: strict),

        // Tests mirror Sources.
        .target(
            name: "TestSupport", dependencies: ["BytePairEncoding", "CICU", "JSONBytes"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests("FilesTests", ["Files"]),
        tests("JSONBytesTests", ["JSONBytes"]),
        tests("HangulTests", ["Hangul"]),
        tests("TextNormalizationTests", ["TextNormalization", "CSplit", "Hangul"]),
        tests("BytePairEncodingTests", ["BytePairEncoding", "Tokenization", "TokenizerFormats"]),
        tests("TokenizationTests", ["Tokenization", "BytePairEncoding", "TextNormalization"]),
        tests("DocumentsTests", ["Documents", "Files"]),
        tests(
            "VocabularyTrainingTests",
            ["VocabularyTraining", "BytePairEncoding", "Tokenization", "TextNormalization", "Files"]),
        tests(
            "TokenizerFormatsTests",
            [
                "TokenizerFormats", "VocabularyTraining", "BytePairEncoding", "Tokenization", "TextNormalization",
                "Hangul", "JSONBytes",
            ]),
        tests("LongContextTests", ["LongContext"]),
        tests("ReportsTests", ["Reports", "LongContext", "JSONBytes"]),
        // More than `Malmoi`: an incremental build does not look through re-exports, and would leave objects made for
        // an older layout of the types behind them.
        tests("MalmoiTests", ["Malmoi", "LongContext", "Tokenization", "VocabularyTraining"]),
        tests(
            "CLITests",
            [
                "MalmoiCLI", "BytePairEncoding", "Documents", "TextNormalization", "Tokenization",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ], resources: [.copy("Golden")]),
    ],
    swiftLanguageModes: [.v6]
)
