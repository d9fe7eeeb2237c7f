/// The encoding of the input's text.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
    /// Bytes are taken exactly as they are, valid or not.
    case utf8 = "UTF-8"
    /// Windows code page 949 (also called UHC), which holds EUC-KR.
    case cp949 = "CP949"
    /// UTF-16 in the byte order of its byte-order mark, which is dropped.
    case utf16 = "UTF-16"

    /// The encoding of a name as people write it: `utf-8`, `cp949`, `euc-kr`, `uhc`, `ms949`, `utf-16` …
    public init?(name: String) {
        let letters = String(decoding: name.utf8.filter { $0 != 0x2D && $0 != 0x5F }, as: UTF8.self).lowercased()
        switch letters {
        case "utf8": self = .utf8
        case "cp949", "ms949", "uhc", "windows949", "euckr", "ksc5601", "ksx1001": self = .cp949
        case "utf16", "utf16le", "utf16be": self = .utf16
        default: return nil
        }
    }

    public var description: String { rawValue }

    /// The name of ICU's converter; `nil` where nothing is to be converted.
    var converterName: String? {
        switch self {
        case .utf8: nil
        // ICU gives the bare name "windows-949" to two tables. This one agrees with CPython's cp949 on every
        // sequence of one and two bytes, except that it also takes what Windows takes: 0x80, 0xFF and the
        // user-defined rows C9 and FE (private use). The other moves three controls and six signs.
        case .cp949: "windows-949-2000"
        // Without a mark ICU would take the bytes for big-endian; `TextDecoder` refuses that.
        case .utf16: "UTF-16"
        }
    }
}
