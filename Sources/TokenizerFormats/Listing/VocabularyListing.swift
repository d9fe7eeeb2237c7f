internal import BytePairEncoding
internal import Files
public import Tokenization

/// A listing of a vocabulary for people: `vocab.tsv`, a token a line.
///
/// The columns are the id, the token as text, its length in bytes, what kind of token it is, and its count where counts are given. White
/// space other than the space, control and format characters and bytes that are not UTF-8 are escaped (`\n`, `\t`,
/// `\u{200B}`, `\xED`), so a line is always one line.
public enum VocabularyListing {
    /// Writes a listing, atomically.
    ///
    /// - Parameter counts: how often each id was used, by id; shorter lists leave the rest blank.
    public static func write(
        _ tokenizer: Tokenizer, counts: [Int]? = nil, to path: String
    ) throws(TokenizerFormatError) {
        do throws(FileError) {
            try AtomicFile.write(bytes(of: tokenizer, counts: counts), to: path)
        } catch {
            throw TokenizerFormatError(path: path, problem: .file(error))
        }
    }

    /// The bytes of a listing. Ids without a token are left out.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public static func bytes(of tokenizer: Tokenizer, counts: [Int]? = nil) -> [UInt8] {
        var lines = Array("id\ttoken\tbytes\tkind\(counts == nil ? "" : "\tcount")\n".utf8)
        let added = Set(tokenizer.addedTokens.map(\.id))
        for index in 0..<tokenizer.idCount {
            let id = TokenID(index: index)
            guard let bytes = tokenizer.bytes(of: id) else { continue }
            lines += "\(index)\t".utf8
            EscapedText.append(bytes, to: &lines)
            let kind =
                tokenizer.isSpecial(id) ? "special" : added.contains(id) ? "added" : bytes.count == 1 ? "byte" : "token"
            lines += "\t\(bytes.count)\t\(kind)".utf8
            if let counts {
                lines += "\t".utf8
                if index < counts.count { lines += String(counts[index]).utf8 }
            }
            lines.append(0x0A)
        }
        return lines
    }
}
