/// Where a line of Korean may end.
public enum LineBreaking: String, Sendable, CaseIterable, Hashable {
    /// Words stay whole: between letters, syllables and digits a line ends at white space only. This is `keep-all` of
    /// CSS Text 3, Hancom's 어절 and what LibreOffice does for Korean.
    case eojeol
    /// A line may also end between two syllables: Hancom's 글자, Word's "allow Hangul to break".
    case syllable

    /// For each break kind, the set of kinds before which a line may end right after it.
    ///
    /// A coarse reading of UAX #14: its rules for closing and opening punctuation (LB13 to LB19), for hyphens (LB21) and
    /// for numbers (LB25), without those for scripts that need a dictionary.
    var allowedAfter: [UInt16] {
        let kinds = (0..<16).compactMap { BreakKind(rawValue: $0) }
        return kinds.map { before in
            kinds.reduce(0 as UInt16) { set, after in
                allows(before, after) ? set | 1 << UInt16(after.rawValue) : set
            }
        }
    }

    private func allows(_ before: BreakKind, _ after: BreakKind) -> Bool {
        switch (before, after) {
        case (.space, .space), (.space, .combining): false
        case (.space, _), (.zeroWidthSpace, _), (.tab, _): true
        case (_, .closing), (_, .closingLetter), (_, .exclamation), (_, .quotation), (_, .glue), (_, .breakAfter),
            (_, .combining), (_, .space), (_, .zeroWidthSpace):
            false
        case (.opening, _), (.quotation, _), (.glue, _): false
        case (.breakAfter, .digit): false
        case (.breakAfter, _): true
        case (.closingLetter, .letter), (.closingLetter, .digit): false
        case (.letter, .opening), (.digit, .opening): false
        case (.letter, .letter), (.letter, .digit), (.digit, .letter), (.digit, .digit): false
        case (.letter, _), (.digit, _), (.ideograph, .letter), (.ideograph, .digit), (.ideograph, .ideograph):
            self == .syllable
        default: true
        }
    }
}
