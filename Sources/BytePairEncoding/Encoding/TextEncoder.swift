/// Encodes text with a vocabulary and a pre-tokenizer: one worker with its own cache and scratch memory.
///
/// Make one a thread and keep it: the cache is what makes the second megabyte faster than the first. The results
/// do not depend on what was encoded before.
public final class TextEncoder {
    /// The cache's default size in bytes: large enough for the words of some tens of megabytes of Korean.
    public static let defaultCacheBytes = 16 << 20

    private let vocabulary: Vocabulary
    private let preTokenizer: PreTokenizer
    private let merger: PieceMerger
    private let cache: PieceCache
    private var ends: [Int] = []

    /// - Parameters:
    ///   - cacheBytes: an upper bound on the memory of the word cache.
    public init(_ vocabulary: Vocabulary, _ preTokenizer: PreTokenizer, cacheBytes: Int = defaultCacheBytes) {
        self.vocabulary = vocabulary
        self.preTokenizer = preTokenizer
        merger = PieceMerger(vocabulary.mergeTable)
        cache = PieceCache(byteCount: cacheBytes)
    }

    /// Appends the ids of a text to a list.
    ///
    /// - Complexity: O(*n* log *n*) at worst, where *n* is the number of bytes; nearly linear on text.
    public func encode(_ text: Span<UInt8>, into ids: inout [TokenID]) {
        var sink = IDList(ids: [])
        swap(&sink.ids, &ids)
        walk(text, into: &sink)
        swap(&sink.ids, &ids)
    }

    /// Appends the ids of bytes that are one piece, whatever the pre-tokenizer would make of them.
    public func encodePiece(_ piece: Span<UInt8>, into ids: inout [TokenID]) {
        var sink = IDList(ids: ids)
        unsafe sink.append(merge(piece))
        ids = sink.ids
    }

    /// The number of ids of a text, without making a list of them.
    public func count(_ text: Span<UInt8>) -> Int {
        var sink = IDCount()
        walk(text, into: &sink)
        return sink.count
    }

    private func walk(_ text: Span<UInt8>, into sink: inout some IDSink) {
        var ends: [Int] = []
        swap(&ends, &self.ends)
        var start = 0
        while start < text.count {
            let next = preTokenizer.findPieces(in: text, from: start, maximumCount: 512, ends: &ends)
            encodePieces(text, start: start, ends: ends.span, into: &sink)
            start = next
        }
        swap(&ends, &self.ends)
    }

    @inline(__always)
    private func encodePieces(_ text: Span<UInt8>, start: Int, ends: Span<Int>, into sink: inout some IDSink) {
        var start = start
        for index in ends.indices {
            let end = ends[index]
            let length = end &- start
            if length <= PieceKey.maximumLength {
                let key = PieceKey(text, start: start, length: length)
                let hash = key.hash
                if !cache.emit(key, hash: hash, to: &sink) {
                    let ids = unsafe merge(text.extracting(unchecked: start..<end))
                    unsafe cache.insert(key, hash: hash, ids)
                    unsafe sink.append(ids)
                }
            } else {
                unsafe sink.append(merge(text.extracting(unchecked: start..<end)))
            }
            start = end
        }
    }

    /// The ids of one piece, valid until the next call.
    @inline(never)
    private func merge(_ piece: Span<UInt8>) -> UnsafeBufferPointer<UInt32> {
        if vocabulary.takesWholePieces, let id = vocabulary.lookup.find(piece, in: vocabulary.tokens) {
            return unsafe merger.single(id)
        }
        return unsafe merger.merge(piece, byteTokens: vocabulary.byteTokens)
    }
}
