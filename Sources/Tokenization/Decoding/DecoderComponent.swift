import BytePairEncoding

/// A step on the way from the spellings of tokens back to text, as Hugging Face's files name it.
///
/// Bytes that are not valid UTF-8 stay as they are; the reference replaces them with U+FFFD.
public indirect enum DecoderComponent: Sendable, Equatable {
    case sequence([DecoderComponent])
    /// Characters of GPT-2's alphabet become bytes; a token with any other stays as it is.
    case byteLevel
    /// A visible space becomes a space, or nothing in the first token.
    case metaspace(replacement: [UInt8], dropsFirst: Bool)
    case wordPiece(prefix: [UInt8], cleansUp: Bool)
    /// A suffix becomes a space, or nothing in the last token.
    case bytePairs(suffix: [UInt8])
    /// Tokens like `<0xED>` become bytes.
    case byteFallback
    /// All tokens become one.
    case fuse
    /// Up to so many of a character are removed at the ends of each token.
    case strip(character: UInt32, start: Int, end: Int)
    case replace(TextPattern, with: [UInt8])
    case ctc(pad: [UInt8], delimiter: [UInt8], cleansUp: Bool)
    case sentencePiece(SentencePieceDecoding)

    /// The tokens after this step.
    func apply(_ tokens: [[UInt8]]) throws(RegexError) -> [[UInt8]] {
        switch self {
        case .sequence(let components):
            var tokens = tokens
            for component in components {
                tokens = try component.apply(tokens)
            }
            return tokens
        case .byteLevel: return [tokens.flatMap(Self.bytes(of:))]
        case .metaspace(let replacement, let dropsFirst):
            return tokens.enumerated().map { index, token in
                Self.replacing(token, replacement, with: index == 0 && dropsFirst ? [] : [0x20])
            }
        case .wordPiece(let prefix, let cleansUp):
            return tokens.enumerated().map { index, token in
                var token = token
                if index > 0 {
                    token = token.starts(with: prefix) ? Array(token.dropFirst(prefix.count)) : [0x20] + token
                }
                return cleansUp ? Self.cleanedUp(token) : token
            }
        case .bytePairs(let suffix):
            return tokens.enumerated().map { index, token in
                Self.replacing(token, suffix, with: index == tokens.count - 1 ? [] : [0x20])
            }
        case .byteFallback: return Self.joiningBytes(tokens)
        case .fuse: return [tokens.flatMap { $0 }]
        case .strip(let character, let start, let end):
            return tokens.map { Self.stripped($0, character, start: start, end: end) }
        case .replace(let pattern, let content):
            var result: [[UInt8]] = []
            for token in tokens {
                var bytes: [UInt8] = []
                for stretch in try pattern.stretches(in: token) {
                    bytes += stretch.isMatch ? content : Array(token[stretch.range])
                }
                result.append(bytes)
            }
            return result
        case .ctc(let pad, let delimiter, let cleansUp):
            return Self.ctc(tokens, pad: pad, delimiter: delimiter, cleansUp: cleansUp)
        case .sentencePiece(let decoding): return decoding.apply(tokens)
        }
    }

    private static func bytes(of token: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        return ByteLevelAlphabet.appendDecoded(token.span, to: &bytes) ? bytes : token
    }

    static func replacing(_ token: [UInt8], _ text: [UInt8], with content: [UInt8]) -> [UInt8] {
        guard !text.isEmpty, token.count >= text.count else { return token }
        var result: [UInt8] = []
        var offset = 0
        while offset < token.count {
            if token[offset...].starts(with: text) {
                result += content
                offset += text.count
            } else {
                result.append(token[offset])
                offset += 1
            }
        }
        return result
    }

    private static func stripped(_ token: [UInt8], _ character: UInt32, start: Int, end: Int) -> [UInt8] {
        var first = 0
        var last = token.count
        for _ in 0..<start where first < last {
            let (value, length) = Characters.decode(token.span, at: first)
            if value == character { first += length } else { break }
        }
        for _ in 0..<end where first < last {
            let before = Characters.start(of: token.span, before: last)
            if Characters.decode(token.span, at: before).value == character { last = before } else { break }
        }
        return Array(token[first..<last])
    }

    /// The byte that a token like `<0xED>` stands for.
    static func fallbackByte(_ token: [UInt8]) -> UInt8? {
        guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else { return nil }
        return UInt8(String(decoding: token[3..<5], as: UTF8.self), radix: 16)
    }

    private static func joiningBytes(_ tokens: [[UInt8]]) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var pending: [UInt8] = []
        for token in tokens {
            if let byte = fallbackByte(token) {
                pending.append(byte)
                continue
            }
            if !pending.isEmpty { result.append(pending) }
            pending = []
            result.append(token)
        }
        return pending.isEmpty ? result : result + [pending]
    }

    private static func cleanedUp(_ token: [UInt8]) -> [UInt8] {
        let rules = [
            (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
            (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
        ]
        return rules.reduce(token) { replacing($0, Array($1.0.utf8), with: Array($1.1.utf8)) }
    }

    private static func ctc(
        _ tokens: [[UInt8]], pad: [UInt8], delimiter: [UInt8], cleansUp: Bool
    ) -> [[UInt8]] {
        var result: [[UInt8]] = []
        for (index, token) in tokens.enumerated() where index == 0 || token != tokens[index - 1] {
            var text = replacing(token, pad, with: [])
            if cleansUp { text = replacing(cleanedUp(text), delimiter, with: [0x20]) }
            if !text.isEmpty { result.append(text) }
        }
        return result
    }
}
