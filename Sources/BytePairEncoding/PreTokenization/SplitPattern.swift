/// A pre-tokenization that is known by name: its regex, as files carry it, and the hand-written code that equals it.
public enum SplitPattern: String, Sendable, CaseIterable, Codable {
    /// GPT-2, EXAONE 3 and 4.
    case gpt2
    /// Llama 3, GLM-4 and others: cl100k with white space as in Qwen2, digits in threes.
    case llama3
    /// OpenAI's cl100k_base as tiktoken writes it: white space that ends the text is one piece.
    case cl100k
    /// Qwen2, Qwen2.5, Qwen3.
    case qwen2
    /// GPT-4o, gpt-oss.
    case o200k
    /// Mistral's tekken.
    case tekken
    /// DeepSeek V3 and R1 (three stages).
    case deepseek
    /// K-EXAONE: words of letters joined by single spaces are one piece.
    case kExaone = "k-exaone"
    /// Malmoi's own words: letters with their marks and a full stop or comma that ends the clause, digits in threes.
    case malmoi
    /// Malmoi's own split for superwords: words joined by single spaces are one piece.
    case malmoiWide = "malmoi-wide"

    /// The regexes, in the order in which they are applied, each to all pieces that the ones before made.
    ///
    /// In the syntax that Oniguruma, fancy-regex and ICU share; these strings are what exported files carry.
    public var regexes: [String] {
        let contractions = #"(?i:'s|'t|'re|'ve|'m|'ll|'d)"#
        let blank = #"\s*[\r\n]+|\s+(?!\S)|\s+"#
        let upper = #"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"#
        let lower = #"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"#
        let lead = #"[^\r\n\p{L}\p{N}]?"#
        let tail = #"(?:[.,](?!\S)[\r\n]*)?"#
        let symbols = #" ?[^\s\p{L}\p{N}]+"#
        switch self {
        case .gpt2:
            return [#"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#]
        case .llama3:
            return [#"\#(contractions)|\#(lead)\p{L}+|\p{N}{1,3}|\#(symbols)[\r\n]*|\#(blank)"#]
        case .cl100k:
            // Not tiktoken's own spelling: to Oniguruma its {1,3}+ is no possessive and its $ is the end of a line.
            return [
                #"'(?i:[sdmt]|ll|ve|re)|\#(lead)\p{L}+|\p{N}{1,3}|\#(symbols)[\r\n]*|\s+\z|\s*[\r\n]|\s+(?!\S)|\s"#
            ]
        case .qwen2:
            return [#"\#(contractions)|\#(lead)\p{L}+|\p{N}|\#(symbols)[\r\n]*|\#(blank)"#]
        case .o200k:
            return [
                #"\#(lead)\#(upper)*\#(lower)+\#(contractions)?|\#(lead)\#(upper)+\#(lower)*\#(contractions)?|\p{N}{1,3}|\#(symbols)[\r\n/]*|\#(blank)"#
            ]
        case .tekken:
            return [
                #"\#(lead)\#(upper)*\#(lower)+|\#(lead)\#(upper)+\#(lower)*|\p{N}|\#(symbols)[\r\n/]*|\#(blank)"#
            ]
        case .deepseek:
            return [
                #"\p{N}{1,3}"#, "[一-龥\u{3040}-ゟ゠-ヿ]+",
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
            ]
        case .kExaone:
            return [
                #"\#(contractions)|\#(lead)(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}|\#(symbols)[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+"#
            ]
        case .malmoi:
            return [#"\#(lead)(?:\p{L}\p{M}*)+\#(tail)| ?\p{N}{1,3}|\#(symbols)[\r\n/]*|\#(blank)"#]
        case .malmoiWide:
            return [
                #"\#(lead)(?:\p{L}\p{M}*)+(?: (?:\p{L}\p{M}*)+)*\#(tail)| ?\p{N}{1,3}|\#(symbols)[\r\n/]*|\#(blank)"#
            ]
        }
    }

    /// The pattern whose regexes are exactly these texts, or a known other spelling of them.
    public init?(regexes: [String]) {
        let wanted = regexes.map { Array($0.utf8) }
        if regexes.count == 1, let alias = Self.otherSpellings.first(where: { Array($0.regex.utf8) == wanted[0] }) {
            self = alias.pattern
            return
        }
        for pattern in Self.allCases where pattern.regexes.map({ Array($0.utf8) }) == wanted {
            self = pattern
            return
        }
        return nil
    }

    /// Other texts for the same splits, as tiktoken's sources and published files have them.
    private static let otherSpellings: [(regex: String, pattern: SplitPattern)] = [
        (#"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#, .gpt2),
        (#"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#, .gpt2),
        (
            #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"#,
            .llama3
        ),
    ]

    var grammar: SplitGrammar? {
        switch self {
        case .gpt2:
            SplitGrammar(
                contractions: .separateLowercase, lead: .space, word: .letters, digits: .spacedRun,
                punctuationTail: .none, whiteSpace: .plain)
        case .llama3:
            SplitGrammar(
                contractions: .separate, lead: .any, word: .letters, digits: .upToThree,
                punctuationTail: .lineEnds, whiteSpace: .lineEndsFirst)
        case .cl100k:
            SplitGrammar(
                contractions: .separate, lead: .any, word: .letters, digits: .upToThree,
                punctuationTail: .lineEnds, whiteSpace: .endOfTextFirst)
        case .qwen2:
            SplitGrammar(
                contractions: .separate, lead: .any, word: .letters, digits: .single,
                punctuationTail: .lineEnds, whiteSpace: .lineEndsFirst)
        case .o200k:
            SplitGrammar(
                contractions: .suffix, lead: .any, word: .cased, digits: .upToThree,
                punctuationTail: .lineEndsAndSlashes, whiteSpace: .lineEndsFirst)
        case .tekken:
            SplitGrammar(
                contractions: .none, lead: .any, word: .cased, digits: .single,
                punctuationTail: .lineEndsAndSlashes, whiteSpace: .lineEndsFirst)
        case .kExaone:
            SplitGrammar(
                contractions: .separate, lead: .any, word: .wide, digits: .single,
                punctuationTail: .oneLineEndOrSlash, whiteSpace: .lineEndsFirst)
        case .malmoi:
            SplitGrammar(
                contractions: .none, lead: .any, word: .marked, digits: .spacedUpToThree,
                punctuationTail: .lineEndsAndSlashes, whiteSpace: .lineEndsFirst, wordTail: .clauseEnd)
        case .malmoiWide:
            SplitGrammar(
                contractions: .none, lead: .any, word: .wide, digits: .spacedUpToThree,
                punctuationTail: .lineEndsAndSlashes, whiteSpace: .lineEndsFirst, wordTail: .clauseEnd)
        case .deepseek:
            nil
        }
    }
}
