import BytePairEncoding
import Tokenization

/// A document's ids, and where they come from if that was asked for.
struct EncodedText: Sendable {
    var ids: [TokenID]
    /// The bytes and the characters of the document that each id comes from; empty ranges for what was put around it.
    var places: [(bytes: Range<Int>, characters: Range<Int>)]?
    /// How many bytes of the document the ids stand for.
    var byteCount: Int
    var isTruncated = false
}

/// How `encode` makes ids of a document.
struct DocumentEncoding: Sendable {
    let tokenizer: Tokenizer
    let policy: SpecialTokenPolicy
    /// Whether the special tokens that the model expects are put around each document.
    let addsTemplate: Bool
    /// The most ids of a document, those that are added included.
    let limit: Int?
    /// An id behind each document.
    let end: TokenID?
    let keepsPlaces: Bool

    /// How many ids are added to each document.
    var addedCount: Int { before.count + after.count }

    private var before: [TokenID] { addsTemplate ? tokenizer.template.before : [] }
    private var after: [TokenID] { (addsTemplate ? tokenizer.template.after : []) + (end.map { [$0] } ?? []) }

    func encode(_ text: [UInt8]) throws(TokenizationError) -> EncodedText {
        var encoded = EncodedText(ids: [], places: nil, byteCount: text.count)
        if let limit {
            let prefix = try tokenizer.prefix(of: text, tokenLimit: limit - addedCount, specialTokens: policy)
            encoded.ids = prefix.ids
            encoded.byteCount = prefix.byteCount
            encoded.isTruncated = prefix.byteCount < text.count
        } else {
            encoded.ids = try tokenizer.encode(text, specialTokens: policy)
        }
        if keepsPlaces {
            let bytes = try tokenizer.places(in: text, specialTokens: policy).prefix(encoded.ids.count).map(\.bytes)
            let characters = Tokenizer.characterRanges(of: bytes, in: text)
            let start = (bytes: 0..<0, characters: 0..<0)
            let byteEnd = bytes.map(\.upperBound).max() ?? 0
            let characterEnd = characters.map(\.upperBound).max() ?? 0
            let last = (bytes: byteEnd..<byteEnd, characters: characterEnd..<characterEnd)
            encoded.places =
                before.map { _ in start } + zip(bytes, characters).map { (bytes: $0, characters: $1) }
                + after.map { _ in last }
        }
        encoded.ids = before + encoded.ids + after
        return encoded
    }
}
