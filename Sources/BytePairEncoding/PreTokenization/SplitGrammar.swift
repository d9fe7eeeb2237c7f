/// The parts in which the published pre-tokenization regexes differ.
///
/// All of them are one sequence of alternatives: contractions, words, digits, punctuation, white space. What a word
/// may start with, which letters it holds, how many digits go together and what follows punctuation is what sets
/// them apart; so one hand-written walker with these settings equals each of them.
struct SplitGrammar: Sendable, Equatable {
    /// English contractions ('s 't 're 've 'm 'll 'd).
    enum Contractions: Sendable {
        case none
        /// An alternative of their own, lower case only (GPT-2).
        case separateLowercase
        /// An alternative of their own, in either case.
        case separate
        /// A tail of a word (o200k).
        case suffix
    }

    /// What may stand before a word's first letter and belong to it.
    enum Lead: Sendable {
        /// ` ?`, which digits may have as well (GPT-2).
        case space
        /// `[^\r\n\p{L}\p{N}]?`
        case any
    }

    enum Word: Sendable {
        /// `\p{L}+`
        case letters
        /// `(?:\p{L}\p{M}*)+`
        case marked
        /// `(?:\p{L}\p{M}*)+(?: (?:\p{L}\p{M}*)+)*`, words joined by single spaces
        case wide
        /// Upper-case letters, then lower-case ones (o200k)
        case cased
    }

    enum Digits: Sendable {
        /// ` ?\p{N}+`
        case spacedRun
        /// `\p{N}`
        case single
        /// `\p{N}{1,3}`
        case upToThree
        /// ` ?\p{N}{1,3}` (Malmoi)
        case spacedUpToThree
    }

    /// What ` ?[^\s\p{L}\p{N}]+` takes along.
    enum PunctuationTail: Sendable {
        case none
        /// `[\r\n]*`
        case lineEnds
        /// `[\r\n/]*`
        case lineEndsAndSlashes
        /// `[\r\n/]?`
        case oneLineEndOrSlash
    }

    enum WhiteSpace: Sendable {
        /// `\s+(?!\S)|\s+`
        case plain
        /// `\s*[\r\n]+|\s+(?!\S)|\s+`
        case lineEndsFirst
        /// `\s++$|\s*[\r\n]|\s+(?!\S)|\s`: white space that ends the text is one piece (tiktoken's cl100k)
        case endOfTextFirst
    }

    /// What may end a word behind its last letter and belong to it.
    enum WordTail: Sendable {
        case none
        /// `(?:[.,](?!\S)[\r\n]*)?`: a mark that ends a clause, where white space or the end of the text follows, with
        /// the line ends behind it (Malmoi)
        case clauseEnd
    }

    var contractions: Contractions
    var lead: Lead
    var word: Word
    var digits: Digits
    var punctuationTail: PunctuationTail
    var whiteSpace: WhiteSpace
    var wordTail = WordTail.none
}
