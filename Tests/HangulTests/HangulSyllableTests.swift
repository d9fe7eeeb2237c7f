import Hangul
import Testing

@Suite struct HangulSyllableTests {
    @Test("All 11,172 syllables are their jamo, and the jamo the syllable, as canonical equivalence has it")
    func all() throws {
        var index = 0
        for leading in 0..<19 {
            for vowel in 0..<21 {
                for trailing in 0..<28 {
                    let syllable = try #require(HangulSyllable(leading: leading, vowel: vowel, trailing: trailing))
                    #expect(syllable.index == UInt16(index))
                    #expect(syllable.scalarValue == 0xAC00 + UInt32(index))
                    #expect(syllable == HangulSyllable(uncheckedLeading: leading, vowel: vowel, trailing: trailing))
                    #expect(syllable == HangulSyllable(syllable.scalar))
                    #expect(syllable == HangulSyllable(index: index))
                    #expect((syllable.leading, syllable.vowel, syllable.trailing) == (leading, vowel, trailing))
                    let jamo = [syllable.leadingJamo, syllable.vowelJamo] + [syllable.trailingJamo].compactMap { $0 }
                    // Swift's own canonical equivalence is the judge.
                    let spelled = String(String.UnicodeScalarView(jamo.compactMap(Unicode.Scalar.init)))
                    #expect(spelled == String(syllable.scalar))
                    #expect(jamo.count == (trailing == 0 ? 2 : 3))
                    #expect(
                        HangulSyllable(leadingJamo: jamo[0], vowelJamo: jamo[1], trailingJamo: syllable.trailingJamo)
                            == syllable)
                    index += 1
                }
            }
        }
        #expect(index == HangulSyllable.count)
    }

    @Test("Numbers and code points out of range give nothing")
    func outOfRange() {
        #expect(HangulSyllable(leading: 19, vowel: 0) == nil)
        #expect(HangulSyllable(leading: -1, vowel: 0) == nil)
        #expect(HangulSyllable(leading: 0, vowel: 21) == nil)
        #expect(HangulSyllable(leading: 0, vowel: 0, trailing: 28) == nil)
        #expect(HangulSyllable(index: 11_172) == nil)
        #expect(HangulSyllable(index: -1) == nil)
        #expect(HangulSyllable(scalarValue: 0xABFF) == nil)
        #expect(HangulSyllable(scalarValue: 0xD7A4) == nil)
        #expect(HangulSyllable(scalarValue: 0) == nil)
        #expect(HangulSyllable(leadingJamo: 0x1113, vowelJamo: 0x1161) == nil)
        #expect(HangulSyllable(leadingJamo: 0x1100, vowelJamo: 0x1176) == nil)
        #expect(HangulSyllable(leadingJamo: 0x1100, vowelJamo: 0x1161, trailingJamo: 0x11C3) == nil)
        // U+11A7 is a vowel; that it stands for "no trailing consonant" is arithmetic only.
        #expect(HangulSyllable(leadingJamo: 0x1100, vowelJamo: 0x1161, trailingJamo: 0x11A7) == nil)
    }

    @Test("A trailing consonant can be exchanged")
    func withTrailing() {
        let ha = HangulSyllable("\u{D558}")
        #expect(ha?.withTrailing(4)?.scalarValue == 0xD55C)
        #expect(ha?.withTrailing(28) == nil)
    }
}
