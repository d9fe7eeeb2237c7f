internal import CICU
internal import Hangul

/// Normalizes one stretch between boundaries: decompose, put marks in order, compose.
///
/// The algorithm of annex 15 with ICU's data for single characters. ICU's own function is not called: it wants
/// UTF-16, and it sorts marks by insertion, in quadratic time where a document is one long run of them.
struct SegmentNormalizer {
    private struct Character {
        var scalar: UInt32
        var combiningClass: UInt8
    }

    private let rules: NormalizationRules
    private var characters: [Character] = []

    init(_ rules: NormalizationRules) {
        self.rules = rules
    }

    /// Appends the normalized form of `bytes[range]`, which must be well-formed, to `result`.
    ///
    /// - Complexity: O(*n*) in the length of the stretch.
    mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to result: inout [UInt8]) {
        if appendSyllable(bytes, range, to: &result) { return }
        characters.removeAll(keepingCapacity: true)
        var offset = range.lowerBound
        if rules.folds {
            var folding = Folding()
            while offset < range.upperBound, let scalar = decodeScalar(bytes, at: offset) {
                offset += scalar.length
                let next = offset < range.upperBound ? decodeScalar(bytes, at: offset) : nil
                folding.fold(scalar.value, before: next?.value) { decompose($0) }
            }
        } else {
            while offset < range.upperBound, let scalar = decodeScalar(bytes, at: offset) {
                decompose(scalar.value)
                offset += scalar.length
            }
        }
        orderMarks()
        if rules.composes { compose() }
        if rules.isKorean { composeBlocks() }
        for character in characters { appendUTF8(character.scalar, to: &result) }
    }

    /// Handles a stretch that is one modern syllable and nothing else, as most are in text of the other form: five
    /// times faster than the way that is right for everything.
    private func appendSyllable(_ bytes: Span<UInt8>, _ range: Range<Int>, to result: inout [UInt8]) -> Bool {
        let start = range.lowerBound
        switch (rules.composes, range.count) {
        case (false, 3):
            guard let scalar = decodeScalar(bytes, at: start) else { return false }
            return appendDecomposedSyllable(scalar.value, to: &result)
        case (true, 6), (true, 9):
            guard let lead = decodeScalar(bytes, at: start), let vowel = decodeScalar(bytes, at: start + lead.length),
                lead.value &- 0x1100 < 19, vowel.value &- 0x1161 < 21
            else { return false }
            var syllable = 0xAC00 + ((lead.value - 0x1100) * 21 + (vowel.value - 0x1161)) * 28
            if range.count == 9 {
                guard let tail = decodeScalar(bytes, at: start + 6), tail.value &- 0x11A8 < 27 else { return false }
                syllable += tail.value - 0x11A7
            }
            appendUTF8(syllable, to: &result)
            return true
        default:
            return false
        }
    }

    private func appendDecomposedSyllable(_ scalar: UInt32, to result: inout [UInt8]) -> Bool {
        let index = scalar &- 0xAC00
        guard index < 11172 else { return false }
        appendUTF8(0x1100 + index / 588, to: &result)
        appendUTF8(0x1161 + index % 588 / 28, to: &result)
        if index % 28 != 0 { appendUTF8(0x11A7 + index % 28, to: &result) }
        return true
    }

    private mutating func decompose(_ scalar: UInt32) {
        // Conjoining jamo are the bulk of what comes here, and have no decomposition.
        if scalar &- 0x1100 < 0x100 || rules.isKorean && isCompatibilityHanja(scalar) {
            characters.append(Character(scalar: scalar, combiningClass: 0))
            return
        }
        var mapping = InlineArray<32, UInt32>(repeating: 0)
        var span = mapping.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer { buffer in
            unsafe Int(cicu_decompose(scalar, rules.isCompatibility ? 1 : 0, buffer.baseAddress))
        }
        if count == 0 {
            characters.append(Character(scalar: scalar, combiningClass: cicu_combining_class(scalar)))
        }
        for index in 0..<count {
            characters.append(
                Character(scalar: mapping[index], combiningClass: cicu_combining_class(mapping[index])))
        }
    }

    /// Sorts every run of marks by combining class, equal classes keeping their order.
    private mutating func orderMarks() {
        var start = 0
        while start < characters.count {
            if characters[start].combiningClass == 0 {
                start += 1
                continue
            }
            var end = start + 1
            var isOrdered = true
            while end < characters.count, characters[end].combiningClass != 0 {
                if characters[end - 1].combiningClass > characters[end].combiningClass { isOrdered = false }
                end += 1
            }
            if !isOrdered { sortMarks(start..<end) }
            start = end
        }
    }

    private mutating func sortMarks(_ range: Range<Int>) {
        if range.count <= 16 {
            for index in range.dropFirst() {
                let character = characters[index]
                var hole = index
                while hole > range.lowerBound, characters[hole - 1].combiningClass > character.combiningClass {
                    characters[hole] = characters[hole - 1]
                    hole -= 1
                }
                characters[hole] = character
            }
            return
        }
        // Linear, by counting: no run of marks is quadratic.
        var starts = [Int](repeating: 0, count: 257)
        for index in range { starts[Int(characters[index].combiningClass) + 1] += 1 }
        for value in 1...256 { starts[value] += starts[value - 1] }
        let marks = Array(characters[range])
        for mark in marks {
            let value = Int(mark.combiningClass)
            characters[range.lowerBound + starts[value]] = mark
            starts[value] += 1
        }
    }

    /// Composes in place: a character joins the last starter unless something between them blocks it.
    private mutating func compose() {
        var starter = -1
        var count = 0
        var lastClass: UInt8 = 0
        for index in characters.indices {
            let character = characters[index]
            let isAdjacent = count == starter + 1
            if starter >= 0, isAdjacent || lastClass < character.combiningClass,
                let composite = composite(characters[starter].scalar, character.scalar)
            {
                characters[starter].scalar = composite
                continue
            }
            if character.combiningClass == 0 { starter = count }
            lastClass = character.combiningClass
            characters[count] = character
            count += 1
        }
        characters.removeLast(characters.count - count)
    }

    private func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        // Hangul by arithmetic; ICU would do the same behind a call.
        if rules.isKorean, HangulClass(second).isConjoining { return nil }
        if first &- 0x1100 < 19, second &- 0x1161 < 21 {
            return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
        }
        if first &- 0xAC00 < 11172 {
            return (first - 0xAC00) % 28 == 0 && second &- 0x11A8 < 27 ? first + (second - 0x11A7) : nil
        }
        let composite = cicu_compose_pair(first, second)
        return composite < 0 ? nil : UInt32(composite)
    }

    /// Writes each block L⁺V⁺T* that is one modern syllable as that syllable. Nothing in it is composed yet, so any
    /// other block is all jamo already.
    private mutating func composeBlocks() {
        var count = 0
        var index = 0
        while index < characters.count {
            let end = endOfBlock(from: index)
            if end - index == 2 || end - index == 3,
                let syllable = HangulSyllable(
                    leadingJamo: characters[index].scalar, vowelJamo: characters[index + 1].scalar,
                    trailingJamo: end - index == 3 ? characters[index + 2].scalar : nil)
            {
                characters[count] = Character(scalar: syllable.scalarValue, combiningClass: 0)
                count += 1
                index = end
                continue
            }
            for member in index..<end {
                characters[count] = characters[member]
                count += 1
            }
            index = end
        }
        characters.removeLast(characters.count - count)
    }

    private func endOfBlock(from start: Int) -> Int {
        var end = start + 1
        var kind = HangulClass(characters[start].scalar)
        while end < characters.count {
            let next = HangulClass(characters[end].scalar)
            guard kind.joins(next) else { break }
            kind = next
            end += 1
        }
        return end
    }
}

/// Whether a scalar is in one of the two blocks of ideographs that have a unified twin.
func isCompatibilityHanja(_ scalar: UInt32) -> Bool {
    scalar &- 0xF900 < 0x200 || scalar &- 0x2_F800 < 0x220
}
