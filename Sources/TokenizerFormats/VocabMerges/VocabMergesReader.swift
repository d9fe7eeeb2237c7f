public import BytePairEncoding
internal import Files
internal import JSONBytes
internal import TextNormalization
public import Tokenization

/// Reads the older pair of files: `vocab.json` and `merges.txt`, or GPT-2's own `encoder.json` and `vocab.bpe`.
///
/// The files say nothing of special tokens and of the split. Both are taken from `tokenizer_config.json` where it lies
/// beside them; the split is GPT-2's unless the caller names another.
public enum VocabMergesReader {
    /// The names of the two files, as they come together.
    static let fileNames = [
        (vocabulary: "vocab.json", merges: "merges.txt"), (vocabulary: "encoder.json", merges: "vocab.bpe"),
    ]

    /// Reads the files of a directory.
    ///
    /// - Throws: `TokenizerFormatError`.
    /// - Complexity: O(*n*) in the size of the files.
    public static func read(
        vocabulary vocabularyPath: String, merges mergesPath: String, configuration configurationPath: String? = nil,
        pattern: SplitPattern? = nil, name: String
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: vocabularyPath)
        let bytes = try context.bytes()
        var reader = JSONReader(bytes)
        let spelled = try context.json { () throws(JSONError) in
            let vocabulary = try SpelledVocabulary(&reader)
            try reader.finish()
            return vocabulary
        }
        let mergesContext = FormatContext(path: mergesPath)
        let merges = try readMerges(mergesContext.bytes(), spelled, mergesContext)
        let parts = try ByteLevelVocabulary(spelled, merges, context)
        let configuration = try TokenizerConfiguration(configurationPath)
        let vocabulary = try context.vocabulary { () throws(VocabularyError) in
            try Vocabulary(tokens: parts.tokens, joining: parts.merges)
        }
        let added = configuration.hasFile ? configuration.addedTokens : endOfText(spelled)
        return try context.tokenizer { () throws(TokenizationError) in
            try Tokenizer(
                name: name, normalization: .none, preTokenizer: PreTokenizer(pattern ?? .gpt2),
                vocabulary: vocabulary, addedTokens: added, unreachableTokens: parts.unreachable,
                addsPrefixSpace: configuration.addsPrefixSpace)
        }
    }

    /// GPT-2's files have no list of special tokens; its one is known.
    private static func endOfText(_ vocabulary: SpelledVocabulary) -> [AddedToken] {
        let content = Array("<|endoftext|>".utf8)
        guard let id = vocabulary.id(of: content) else { return [] }
        return [AddedToken(id: TokenID(id), content: content)]
    }

    /// Reads a merge a line, `left right`; lines that start with `#version` are skipped.
    static func readMerges(
        _ bytes: [UInt8], _ vocabulary: SpelledVocabulary, _ context: FormatContext
    ) throws(TokenizerFormatError) -> SpelledMerges {
        var merges = SpelledMerges()
        var lineNumber = 0
        var joined: [UInt8] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            lineNumber += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.starts(with: "#version".utf8) || (line.isEmpty && line.endIndex >= bytes.count) { continue }
            joined.removeAll(keepingCapacity: true)
            joined.append(contentsOf: line)
            guard let cut = SpelledMerges.cut(of: joined.span) else {
                throw context.invalid("line \(lineNumber)", "a merge must be two tokens with one space between them")
            }
            joined.remove(at: cut)
            do throws(SpelledMerges.Problem) {
                try merges.append(joined, cut: cut, in: vocabulary)
            } catch {
                throw context.invalid("line \(lineNumber)", error.reason)
            }
        }
        return merges
    }
}
