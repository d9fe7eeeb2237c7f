/// How documents lie in a file.
public enum DocumentFormat: Sendable, Hashable {
    /// A file is a document, byte for byte (a byte-order mark included).
    case plainText
    /// A line is a JSON object with the text in one of its fields.
    ///
    /// A field name that no member has exactly may be a dotted path: `data.text` is the member `text` of the
    /// object `data`. Of members with the same name the last one counts, as in Python. Blank lines are skipped;
    /// CRLF line ends and a byte-order mark before the first line are tolerated.
    case jsonLines(textField: String, idField: String? = nil)
    /// A record is a document; the first record names the columns (RFC 4180, quoted line ends included).
    ///
    /// Blank lines are skipped, and a byte-order mark before the first name is tolerated.
    case csv(textField: String, idField: String? = nil, separator: UInt8 = UInt8(ascii: ","))

    /// Whether a file found in a directory is read: JSON Lines and CSV go by the name (before a `.gz` or
    /// `.zst`), plain text takes every file. A file that the caller names is always read.
    func takes(fileNamed path: String) -> Bool {
        var name = Array(path.utf8)
        for suffix in [".gz", ".zst"] where name.ends(with: suffix) {
            name.removeLast(suffix.utf8.count)
            break
        }
        return switch self {
        case .plainText: true
        case .jsonLines: [".jsonl", ".ndjson", ".json"].contains { name.ends(with: $0) }
        case .csv: [".csv", ".tsv"].contains { name.ends(with: $0) }
        }
    }

    /// The format in words, for messages.
    var words: String {
        switch self {
        case .plainText: "files"
        case .jsonLines: "JSON Lines files (.jsonl, .ndjson, .json, also with .gz or .zst)"
        case .csv: "CSV files (.csv, .tsv, also with .gz or .zst)"
        }
    }
}

extension [UInt8] {
    func ends(with suffix: String) -> Bool {
        suffix.utf8.count <= count && self[(count - suffix.utf8.count)...].elementsEqual(suffix.utf8)
    }
}
