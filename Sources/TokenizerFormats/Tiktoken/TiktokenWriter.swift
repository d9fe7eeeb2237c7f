internal import BytePairEncoding
internal import Files
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Writes the ranks of a byte-level tokenizer in tiktoken's format.
///
/// The format holds tokens and ids only. The split (one regex) and the special tokens are the business of the program
/// that loads it; what cannot be left to it is refused.
public enum TiktokenWriter {
    static let format = "a tiktoken file"

    /// Writes a file, atomically.
    ///
    /// - Parameter allowingLoss: whether a normalization may be left out; text that is not normal has other ids then.
    /// - Returns: what was left out; nil where nothing was.
    /// - Throws: `TokenizerFormatError` where tiktoken would give other ids, or the file cannot be written.
    @discardableResult
    public static func write(
        _ tokenizer: Tokenizer, to path: String, allowingLoss: Bool = false
    ) throws(TokenizerFormatError) -> String? {
        let bytes = try bytes(of: tokenizer, path: path)
        let loss = try normalizationLoss(of: tokenizer, path: path, isAllowed: allowingLoss)
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw TokenizerFormatError(path: path, problem: .file(error))
        }
        return loss
    }

    /// The special tokens as Python writes a dictionary, for the program that loads the file.
    public static func specialTokens(of tokenizer: Tokenizer) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for token in tokenizer.addedTokens {
            writer.key(token.content)
            writer.int(token.id.index)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func normalizationLoss(
        of tokenizer: Tokenizer, path: String, isAllowed: Bool
    ) throws(TokenizerFormatError) -> String? {
        guard let policy = tokenizer.byteLevel?.normalization, policy != .none else { return nil }
        let loss = "the normalization \(policy.rawValue) is left out: text that is not in this form gets other ids"
        guard isAllowed else {
            throw TokenizerFormatError(
                path: path,
                problem: .cannotExpress(
                    format: format, reason: "the format has no normalization (\(policy.rawValue)); allow the loss"))
        }
        return loss
    }

    /// The bytes of the file.
    ///
    /// - Parameter path: the file's name, for errors.
    public static func bytes(of tokenizer: Tokenizer, path: String) throws(TokenizerFormatError) -> [UInt8] {
        if let token = tokenizer.addedTokens.first(where: { !$0.isSpecial }) {
            throw refusal(path, token.id, "the added token is not a special one, and tiktoken has no others")
        }
        guard let model = tokenizer.byteLevel else {
            let reason = "it is no byte-level tokenizer of the fast path (\(tokenizer.summary.model))"
            throw TokenizerFormatError(path: path, problem: .cannotExpress(format: format, reason: reason))
        }
        if model.addsPrefixSpace {
            throw TokenizerFormatError(
                path: path, problem: .cannotExpress(format: format, reason: "the tokenizer adds a prefix space"))
        }
        guard model.preTokenizer.pattern.regexes.count == 1 else {
            let reason = "its split \(model.preTokenizer.pattern.rawValue) is several regexes, and tiktoken takes one"
            throw TokenizerFormatError(path: path, problem: .cannotExpress(format: format, reason: reason))
        }
        let vocabulary = model.vocabulary
        let special = Set(tokenizer.addedTokens.map(\.id))
        var isWritten = (0..<vocabulary.tokens.count).map { index in
            vocabulary.tokens.byteCount(of: TokenID(index: index)) > 0 && !special.contains(TokenID(index: index))
        }
        if vocabulary.order == .listed {
            try checkOrder(vocabulary, &isWritten, path: path)
        }
        var bytes: [UInt8] = []
        for index in 0..<vocabulary.tokens.count where isWritten[index] {
            Base64.appendEncoded(Array(vocabulary.tokens[TokenID(index: index)]).span, to: &bytes)
            bytes.append(0x20)
            bytes.append(contentsOf: String(index).utf8)
            bytes.append(0x0A)
        }
        return bytes
    }

    /// Checks that tokens are made in the order of their ids, as tiktoken makes them, and leaves out those that the
    /// merges never make and tiktoken would. See `MergeReplay` for why this is enough.
    private static func checkOrder(
        _ vocabulary: Vocabulary, _ isWritten: inout [Bool], path: String
    ) throws(TokenizerFormatError) {
        let replay = MergeReplay(vocabulary)
        var last: (rank: Int, id: TokenID)?
        for index in isWritten.indices where isWritten[index] {
            let id = TokenID(index: index)
            if vocabulary.tokens.byteCount(of: id) == 1 { continue }
            guard let rank = replay.lastMerge(of: id)?.rank else {
                if vocabulary.takesWholePieces {
                    throw refusal(
                        path, id, "the token is taken as a whole piece only, which tiktoken would also merge to")
                }
                isWritten[index] = false
                continue
            }
            if let last, rank < last.rank {
                throw refusal(
                    path, id,
                    "it is made before \(last.id), and tiktoken would make it afterwards (ids are ranks there)")
            }
            last = (rank, id)
        }
    }

    private static func refusal(_ path: String, _ id: TokenID, _ reason: String) -> TokenizerFormatError {
        TokenizerFormatError(
            path: path, place: "id \(id)", problem: .cannotExpress(format: format, reason: reason))
    }
}
