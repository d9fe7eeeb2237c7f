internal import Hangul

/// The quick scan: walks over text that is already normal and stops at the stretches that may not be.
///
/// It is the quick check of annex 15 made to cut: a stretch to work on begins at the last normalization boundary
/// before the first doubtful character and ends at the next boundary behind it, so normalizing it by itself gives
/// what normalizing the whole text would give there.
struct NormalScan {
    let classes: NormalizationClasses
    private var position = 0

    init(classes: NormalizationClasses) {
        self.classes = classes
    }

    /// The next stretch that may not be normal, or nil when the rest of the text is; every call gets the same text.
    ///
    /// - Complexity: O(*n*) over all calls together.
    mutating func next(in bytes: Span<UInt8>) -> Range<Int>? {
        var boundary = position
        var lastClass: UInt8 = 0
        var retry = position
        while position < bytes.count {
            if position >= retry {
                let resumed = classes.firstUnstableOffset(in: bytes, from: position)
                // Where little was gained, text is of another kind for a while.
                retry = resumed - position >= 24 ? resumed + 1 : resumed + 24
                if resumed > position {
                    boundary = startOfScalar(in: bytes, before: resumed)
                    lastClass = 0
                    position = resumed
                    continue
                }
            }
            guard let scalar = decodeScalar(bytes, at: position) else {
                position += 1
                boundary = position
                lastClass = 0
                continue
            }
            let kind = classes[scalar.value]
            if kind == NormalizationClasses.stable {
                boundary = position
                lastClass = 0
            } else if kind < NormalizationClasses.leads, kind >= lastClass {
                lastClass = kind
            } else {
                if kind != NormalizationClasses.interacts, kind >= NormalizationClasses.leads { boundary = position }
                position = endOfStretch(
                    in: bytes, from: position + scalar.length, isLed: kind == NormalizationClasses.leads)
                return boundary..<position
            }
            position += scalar.length
        }
        return nil
    }

    /// The first offset at or behind `start` with a normalization boundary.
    ///
    /// - Parameter isLed: whether a leading consonant of Hangul stands before it, which syllables and other leading
    ///   consonants belong to.
    private func endOfStretch(in bytes: Span<UInt8>, from start: Int, isLed: Bool) -> Int {
        var end = start
        var isLed = isLed
        while end < bytes.count, let scalar = decodeScalar(bytes, at: end) {
            let kind = classes[scalar.value]
            if kind == NormalizationClasses.leads {
                guard isLed else { break }
            } else if kind == NormalizationClasses.stable || kind == NormalizationClasses.changes {
                guard isLed, HangulSyllable(scalarValue: scalar.value) != nil else { break }
                isLed = false
            } else {
                isLed = false
            }
            end += scalar.length
        }
        return end
    }

    /// The start of the scalar that ends at `end`, where well-formed text is known to stand.
    private func startOfScalar(in bytes: Span<UInt8>, before end: Int) -> Int {
        var start = end - 1
        while bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }
}
