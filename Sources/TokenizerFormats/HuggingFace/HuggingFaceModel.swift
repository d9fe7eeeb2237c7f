internal import BytePairEncoding
internal import JSONBytes

/// The `model` of a `tokenizer.json`: its settings, and its vocabulary and merges as tables.
struct HuggingFaceModel: Sendable {
    /// All members but the vocabulary and the merges.
    var settings = JSONValue.object([])
    var vocabulary = SpelledVocabulary()
    /// By id, where the vocabulary is a list of tokens with scores (Unigram).
    var scores: [Double]?
    /// The merges, and nil where the model has none.
    var merges: SpelledMerges?

    init() {}

    /// The kind of model; older files do not name it.
    var type: String {
        if let type = settings["type"]?.stringValue { return type }
        if merges != nil { return "BPE" }
        if scores != nil { return "Unigram" }
        return settings["continuing_subword_prefix"] == nil ? "WordLevel" : "WordPiece"
    }

    /// Reads the object.
    init(
        _ reader: inout JSONReader, _ bytes: [UInt8], _ context: FormatContext
    ) throws(TokenizerFormatError) {
        var members: [JSONValue.Member] = []
        var mergesRange: Range<Int>?
        // The merges where they could be read at once, which is the common case: behind the vocabulary.
        var fittingMerges: SpelledMerges?
        var hasVocabulary = false
        var key: [UInt8] = []
        try context.json("model") { () throws(JSONError) in try reader.beginObject() }
        while try context.json("model", { () throws(JSONError) in try reader.nextKey(into: &key) }) {
            if key == Array("vocab".utf8) {
                let kind = try context.json("model.vocab") { () throws(JSONError) in try reader.peek() }
                if kind == .array {
                    scores = try readScores(&reader, bytes, context)
                } else {
                    vocabulary = try context.json("model.vocab") { () throws(JSONError) in
                        try SpelledVocabulary(&reader)
                    }
                }
                hasVocabulary = true
                fittingMerges = nil
            } else if key == Array("merges".utf8) {
                let start = reader
                fittingMerges = nil
                if hasVocabulary, vocabulary.longestSpelling <= FormatContext.maximumTokenByteCount {
                    fittingMerges = SpelledMerges(fitting: &reader, bytes, vocabulary)
                }
                if fittingMerges == nil {
                    mergesRange = try context.json("model.merges") { () throws(JSONError) in try reader.skipValue() }
                } else {
                    mergesRange = start.offset..<reader.offset
                }
            } else {
                let value = try context.json("model") { () throws(JSONError) in try reader.readValue() }
                members.append(JSONValue.Member(key: key, value: value))
            }
        }
        settings = .object(members)
        guard hasVocabulary else { throw context.error("model", .missingField("vocab")) }
        guard vocabulary.longestSpelling <= FormatContext.maximumTokenByteCount else {
            throw context.invalid(
                "model.vocab",
                "a token of \(vocabulary.longestSpelling) bytes is too long "
                    + "(the limit is \(FormatContext.maximumTokenByteCount))")
        }
        if let mergesRange {
            // Prefixes are left out of what merges make: then they are read once more.
            merges = continuingPrefixCount == 0 ? fittingMerges : nil
            if merges == nil { merges = try readMerges(bytes, mergesRange, context) }
        }
    }

    /// Reads `[["token", score], …]` into the vocabulary; the place in the list is the id.
    private mutating func readScores(
        _ reader: inout JSONReader, _ bytes: [UInt8], _ context: FormatContext
    ) throws(TokenizerFormatError) -> [Double] {
        var scores: [Double] = []
        var spelling: [UInt8] = []
        var isPair = true
        try context.json("model.vocab") { () throws(JSONError) in
            try reader.beginArray()
            while isPair, try reader.nextElement() {
                try reader.beginArray()
                isPair = try reader.nextElement()
                if isPair { try reader.readString(into: &spelling) }
                if isPair { isPair = try reader.nextElement() }
                guard isPair else { return }
                vocabulary.append(spelling, id: UInt32(truncatingIfNeeded: scores.count))
                guard try reader.peek() == .number else {
                    isPair = false
                    return
                }
                scores.append(ReferenceNumber.parse(bytes[try reader.skipValue()]))
                isPair = try !reader.nextElement()
            }
        }
        guard isPair else { throw context.invalid("model.vocab[\(scores.count)]", "expected a token and its score") }
        vocabulary.makeIndex()
        return scores
    }

    private var continuingPrefixCount: Int { settings["continuing_subword_prefix"]?.stringBytes?.count ?? 0 }

    /// The merges are read last, wherever they stand: each must be found in the vocabulary.
    private func readMerges(
        _ bytes: [UInt8], _ range: Range<Int>, _ context: FormatContext
    ) throws(TokenizerFormatError) -> SpelledMerges {
        var merges = SpelledMerges()
        var reader = JSONReader(bytes, in: range)
        let problem = try context.json("model.merges") { () throws(JSONError) in
            try merges.read(&reader, prefixCount: continuingPrefixCount, vocabulary: vocabulary)
        }
        if let problem {
            throw context.invalid("model.merges[\(problem.rank)]", problem.reason)
        }
        return merges
    }
}
