/// How a file is compressed, found from its first bytes: names may lie, and standard input has none.
public enum Compression: String, Sendable, Hashable, CustomStringConvertible {
    case none, gzip, zstd

    public var description: String { rawValue }

    /// How many first bytes ``init(magic:)`` wants to see.
    static let magicLength = 10

    /// The compression that the first bytes show.
    init(magic: ArraySlice<UInt8>) {
        if magic.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if magic.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || Self.isSkippableFrame(magic) {
            self = .zstd
        } else {
            self = .none
        }
    }

    /// A zstd file may start with a skippable frame (RFC 8878, 3.1.2); pzstd writes such files.
    private static func isSkippableFrame(_ magic: ArraySlice<UInt8>) -> Bool {
        magic.count >= 4 && magic[magic.startIndex] & 0xF0 == 0x50
            && magic.dropFirst().starts(with: [0x2A, 0x4D, 0x18])
    }

    /// What a file's name promises.
    init(name: String) {
        let name = Array(name.utf8)
        self = name.ends(with: ".gz") ? .gzip : name.ends(with: ".zst") ? .zstd : .none
    }

    /// Whether the whole file is a beginning of this format that is too short to be told.
    func isCut(_ file: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .none: false
        case .gzip: [0x1F, 0x8B].starts(with: file)
        case .zstd: [0x28, 0xB5, 0x2F, 0xFD].starts(with: file)
        }
    }

    /// The name of a compression that is known but not read.
    static func unsupported(_ magic: ArraySlice<UInt8>) -> String? {
        if magic.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) { return "xz compression" }
        if magic.starts(with: "BZh".utf8), magic.dropFirst(4).starts(with: "1AY&SY".utf8) {
            return "bzip2 compression"
        }
        if magic.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a zip archive" }
        return nil
    }
}
