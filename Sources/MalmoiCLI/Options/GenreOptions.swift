import ArgumentParser
import Documents

/// How documents are grouped.
struct GenreOptions: ParsableArguments {
    /// What makes a genre.
    enum Grouping: String, ExpressibleByArgument, CaseIterable, Sendable {
        case genre, folder, file, none
    }

    @Option(
        name: .customLong("by"),
        help: ArgumentHelp(
            "Group documents by folder, by file, not at all (none), or by what the names tell (genre): the folder "
                + "where there are several, else the file's name without its number.", valueName: "what"))
    var grouping: Grouping = .genre

    func rule(for source: DocumentSource) throws -> GenreRule {
        GenreRule(grouping, files: grouping == .genre ? try source.files() : [])
    }
}

/// Tells the genre of a document from where it came.
struct GenreRule: Sendable {
    private let grouping: GenreOptions.Grouping
    private let hasFolders: Bool

    init(_ grouping: GenreOptions.Grouping, files: [String]) {
        self.grouping = grouping
        hasFolders = Set(files.map(Self.folder)).count > 1
    }

    func genre(of document: Document) -> [UInt8] {
        if document.path == "-" { return [] }
        return switch grouping {
        case .none: []
        case .folder: Self.folder(document.path)
        case .file: Self.stem(document.path)
        case .genre: hasFolders ? Self.folder(document.path) : Self.withoutNumber(Self.stem(document.path))
        }
    }

    /// The name of the folder that the file is in.
    private static func folder(_ path: String) -> [UInt8] {
        let parts = Array(path.utf8).split(separator: UInt8(ascii: "/"))
        return parts.count > 1 ? Array(parts[parts.count - 2]) : []
    }

    /// The file's name up to its first dot.
    private static func stem(_ path: String) -> [UInt8] {
        let name = Array(path.utf8).split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
        let stem = name.prefix { $0 != UInt8(ascii: ".") }
        return stem.isEmpty ? name : Array(stem)
    }

    /// `news-12` and `news_12` are `news`; `2026-news` stays.
    private static func withoutNumber(_ stem: [UInt8]) -> [UInt8] {
        let digits = stem.reversed().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
        var rest = stem.dropLast(digits)
        while let last = rest.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "_") { rest.removeLast() }
        return rest.isEmpty ? stem : Array(rest)
    }
}
