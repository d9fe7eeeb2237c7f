internal import CSplit

/// Finds pieces by bit masks, and by the grammar's walker where the masks cannot decide.
///
/// The C side classes 64 bytes at a time and computes the borders by bit algebra; it stops at anything unusual. From
/// the start of the last piece that it is certain of the walker goes on, until it is past that place. Every split
/// looks only forwards from where a piece starts, so either side may take over at any piece.
@safe
struct MaskSplit: Sendable {
    /// The room for ends that `find` needs at the least.
    static let minimumCapacity = 256

    private let grammar: SplitGrammar
    private let flags: UInt32
    private let instructionSet: InstructionSet
    private let table = UnicodeClassTable.shared

    init(_ grammar: SplitGrammar, _ instructionSet: InstructionSet) {
        self.grammar = grammar
        self.instructionSet = instructionSet
        flags = Self.flags(of: grammar)
    }

    /// Finds the ends of the pieces from an offset on, until there is no more room for sure or the text ends.
    ///
    /// - Parameters:
    ///   - start: where a piece starts.
    ///   - ends: room for `capacity` ends, which are relative to `start`.
    ///   - joints: where wide words must stay together; without it they do everywhere.
    /// - Returns: how many ends were found: at least one, unless the text ends at `start`.
    /// - Safety: `ends` must have room for `capacity` values, at least `minimumCapacity`.
    @unsafe
    func find(
        in text: UnsafeBufferPointer<UInt8>, from start: Int, ends: UnsafeMutablePointer<UInt32>, capacity: Int,
        joints: WordJoints? = nil
    ) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let classified = unsafe ClassifiedText(text.span, bits: table.bits.span)
        // 2³⁰: ends are 32 bits wide. To the masks that is the end of the text; the walker sees the whole.
        let limit = min(text.count, start &+ 1 << 30)
        var found = 0
        var offset = start
        var isShort = 0
        while offset < limit, capacity &- found >= Self.minimumCapacity {
            let result = unsafe table.bits.withUnsafeBufferPointer { bits in
                unsafe csplit_find(
                    base + offset, limit &- offset, bits.baseAddress, flags, instructionSet.rawValue, ends + found,
                    capacity &- found, joints?.bits)
            }
            let count = Int(result.count)
            let origin = offset
            if offset > start {
                let shift = UInt32(truncatingIfNeeded: offset &- start)
                for index in found..<found &+ count {
                    unsafe ends[index] &+= shift
                }
            }
            found &+= count
            if count > 0 { unsafe offset = start &+ Int(ends[found &- 1]) }
            if result.is_full != 0 { break }
            // Where the masks hardly get anywhere they are left alone for a while, longer each time.
            isShort = offset &- origin < 32 ? min(isShort &+ 1, 5) : 0
            let stop = origin &+ Int(result.stop) &+ (isShort > 0 ? 16 << isShort : 0)
            while offset <= stop, offset < text.count, found < capacity {
                offset = grammar.endOfPiece(at: offset, in: classified)
                unsafe ends[found] = UInt32(truncatingIfNeeded: offset &- start)
                found &+= 1
            }
        }
        return found
    }

    private static func flags(of grammar: SplitGrammar) -> UInt32 {
        var flags = 0
        switch grammar.contractions {
        case .none: break
        case .separate: flags |= csplit_contractions_separate
        case .separateLowercase: flags |= csplit_contractions_separate | csplit_contractions_lowercase
        case .suffix: flags |= csplit_contractions_suffix
        }
        if grammar.lead == .space { flags |= csplit_lead_space_only }
        switch grammar.word {
        case .letters: flags |= csplit_marks_are_symbols
        case .marked: break
        case .wide: flags |= csplit_word_wide
        case .cased: flags |= csplit_word_cased
        }
        switch grammar.digits {
        case .spacedRun: flags |= csplit_digits_spaced
        case .single: break
        case .upToThree: flags |= csplit_digits_three
        case .spacedUpToThree: flags |= csplit_digits_three | csplit_digits_lead
        }
        switch grammar.punctuationTail {
        case .none: break
        case .lineEnds: flags |= csplit_tail_line_ends
        case .lineEndsAndSlashes: flags |= csplit_tail_line_ends | csplit_tail_slashes
        case .oneLineEndOrSlash: flags |= csplit_tail_one
        }
        if grammar.wordTail == .clauseEnd { flags |= csplit_word_tail }
        if grammar.whiteSpace != .plain { flags |= csplit_line_ends_first }
        return UInt32(flags)
    }
}
