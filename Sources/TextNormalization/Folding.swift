internal import CICU
internal import Hangul

/// The foldings of `korean-fold`: width forms and Hanyang PUA.
struct Folding {
    /// What a private code point is.
    enum PrivateJamo {
        case syllable(UInt64)
        case letter(UInt32)
        case filler
    }

    /// What a scalar contributes to a block, as far as a private letter beside it must know.
    private enum Place {
        case other, leading, vowel, trailing
    }

    private var last: Place = .other

    /// The plain character of a wide or narrow one, or nil.
    static func plainWidth(of scalar: UInt32) -> UInt32? {
        guard scalar == 0x3000 || scalar &- 0xFF00 < 0xF0 else { return nil }
        let plain = cicu_fold_width(scalar)
        return plain < 0 ? nil : UInt32(plain)
    }

    /// What a code point is in Hanyang PUA, or nil.
    static func privateJamo(of scalar: UInt32) -> PrivateJamo? {
        if scalar == HanyangPUA.trailingFiller { return .filler }
        let packed = HanyangPUA.packedJamo(of: scalar)
        if packed == 0 { return nil }
        return packed >> 16 == 0 ? .letter(UInt32(packed)) : .syllable(packed)
    }

    /// Hands the scalars that `scalar` becomes to `emit`.
    mutating func fold(_ scalar: UInt32, before next: UInt32?, emit: (UInt32) -> Void) {
        if let plain = Self.plainWidth(of: scalar) {
            emit(plain)
            last = .other
            return
        }
        switch Self.privateJamo(of: scalar) {
        case nil:
            emit(scalar)
            last = place(of: scalar)
        case .filler:
            // Elsewhere it stays: without it, what stands on both sides of it might join.
            guard last != .vowel else { return }
            emit(scalar)
            last = .other
        case .syllable(let packed):
            var rest = packed
            while rest != 0 {
                emit(UInt32(rest & 0xFFFF))
                rest >>= 16
            }
            last = .other
        case .letter(let jamo):
            let place = place(of: jamo)
            switch place {
            case .vowel where last != .leading && last != .vowel: emit(0x115F)
            case .trailing where last != .vowel && last != .trailing:
                emit(0x115F)
                emit(0x1160)
            default: break
            }
            emit(jamo)
            last = place
            if place == .leading, !isLetter(next) { emit(0x1160) }
        }
    }

    /// Whether a leading consonant may conjoin with a letter that follows: not with a syllable, precomposed or
    /// private, which stands by itself.
    private func isLetter(_ next: UInt32?) -> Bool {
        guard let next else { return false }
        let jamo: UInt32
        if case .letter(let letter) = Self.privateJamo(of: next) { jamo = letter } else { jamo = next }
        return place(of: jamo) == .leading || place(of: jamo) == .vowel
    }

    private func place(of scalar: UInt32) -> Place {
        let kind = HangulClass(scalar)
        if kind.isLeading { return .leading }
        if kind.isVowel { return .vowel }
        return kind.isTrailing ? .trailing : .other
    }
}
