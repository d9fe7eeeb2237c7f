/// Cuts text into blocks, one after another; together they are the whole text.
///
/// For hot code, which has a span; ``SyllableBlocks`` is the same as a sequence.
public struct SyllableBlockScanner: Sendable {
    /// Where the next block begins, as a byte offset.
    public private(set) var position: Int

    /// A scanner that begins at a byte offset where a block begins.
    public init(at position: Int = 0) {
        self.position = position
    }

    /// The next block, or nil at the end; every call gets the same text.
    ///
    /// - Complexity: O(*n*) over all calls together.
    public mutating func next(in bytes: Span<UInt8>) -> SyllableBlock? {
        guard position < bytes.count else { return nil }
        let start = position
        if isPossiblyHangul(bytes[start]), let scalar = decodeScalar(bytes, at: start) {
            let kind = HangulClass(scalar.value)
            if kind.isSyllable {
                position = start + 3
                if position == bytes.count || !mayContinue(bytes, at: position) {
                    return SyllableBlock(
                        .syllable, start..<position, leadingCount: 1, vowelCount: 1,
                        trailingCount: kind == .syllableLVT ? 1 : 0)
                }
                return conjoining(in: bytes, from: start, first: scalar, kind)
            }
            if kind.isConjoining { return conjoining(in: bytes, from: start, first: scalar, kind) }
            if kind != .none {
                position = start + scalar.length
                return SyllableBlock(single(kind), start..<position)
            }
        }
        position = endOfOther(in: bytes, from: start)
        return SyllableBlock(.other, start..<position)
    }

    private func single(_ kind: HangulClass) -> SyllableBlock.Kind {
        switch kind {
        case .halfwidthConsonant, .halfwidthVowel: .halfwidth
        case .compatibilityFiller, .halfwidthFiller: .filler
        case .toneMark: .toneMark
        case .enclosed: .enclosed
        default: .compatibility
        }
    }

    private mutating func conjoining(
        in bytes: Span<UInt8>, from start: Int, first: DecodedScalar, _ firstClass: HangulClass
    ) -> SyllableBlock {
        var parts = BlockParts()
        var last = firstClass
        parts.add(first.value, last)
        var end = start + first.length
        var hasToneMark = false
        while end < bytes.count, let scalar = decodeScalar(bytes, at: end) {
            let kind = HangulClass(scalar.value)
            if kind == .toneMark {
                hasToneMark = true
                end += scalar.length
                break
            }
            guard last.joins(kind) else { break }
            parts.add(scalar.value, kind)
            last = kind
            end += scalar.length
        }
        position = end
        return SyllableBlock(
            parts.kind, start..<end, leadingCount: parts.leading, vowelCount: parts.vowel,
            trailingCount: parts.trailing, hasToneMark: hasToneMark)
    }

    /// Whether a block may go on at `offset` behind a syllable: with U+1160–11FF, U+D7B0–D7FB or a tone mark.
    private func mayContinue(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        let byte = bytes[offset]
        if byte == 0xED { return offset + 1 < bytes.count && bytes[offset + 1] >= 0x9E }
        return byte == 0xE1 || byte == 0xE3
    }

    /// Whether a sequence that begins with this byte may be Hangul.
    private func isPossiblyHangul(_ byte: UInt8) -> Bool {
        byte >= 0xE1 && (byte &- 0xEA < 4 || byte == 0xE1 || byte == 0xE3 || byte == 0xEF)
    }

    private func endOfOther(in bytes: Span<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte < 0x80 || !isPossiblyHangul(byte) {
                end += 1
                continue
            }
            guard let scalar = decodeScalar(bytes, at: end) else {
                end += 1
                continue
            }
            if HangulClass(scalar.value) != .none { break }
            end += scalar.length
        }
        return end
    }
}

/// What has been seen of a block.
private struct BlockParts {
    var leading = 0
    var vowel = 0
    var trailing = 0
    private var scalars = 0
    private var precomposed = 0
    private var fillers = 0
    private var hasOld = false

    mutating func add(_ scalar: UInt32, _ kind: HangulClass) {
        scalars += 1
        if kind.isSyllable {
            precomposed += 1
            leading += 1
            vowel += 1
            if kind == .syllableLVT { trailing += 1 }
            return
        }
        if kind.isLeading { leading += 1 } else if kind.isVowel { vowel += 1 } else { trailing += 1 }
        if kind.isFiller { fillers += 1 }
        if kind.isOld { hasOld = true }
    }

    var kind: SyllableBlock.Kind {
        if fillers == scalars { return .filler }
        // A filler holds the place of a letter that is not there: no syllable.
        if leading == 0 || vowel == 0 || fillers > 0 { return .isolated }
        if precomposed == 1 && scalars == 1 { return .syllable }
        if leading == 1 && vowel == 1 && trailing <= 1 && !hasOld { return .decomposed }
        return precomposed > 0 ? .halfComposed : .old
    }
}
