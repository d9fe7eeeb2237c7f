/// Generated text whose pieces an encoder has hardly ever seen: words of Hangul and Latin letters of any length, digits,
/// punctuation, emoji, Old Hangul, bytes that are no UTF-8, and now and then a piece that was there before.
public struct FreshText {
    private var generator: SeededGenerator
    /// What is put between the others now and then: tokens of the vocabulary, for one.
    private let words: [[UInt8]]
    /// The syllables that words are made of, as their code points' distance from U+AC00.
    private let syllables: [UInt32]
    private var last: [[UInt8]] = []

    /// - Parameters:
    ///   - syllables: what most words are made of; all 11,172 if empty.
    ///   - words: what is put between the others.
    public init(seed: UInt64, syllables: [UInt32] = [], words: [[UInt8]] = []) {
        generator = SeededGenerator(seed: seed)
        self.syllables = syllables
        self.words = words
    }

    /// A text of about so many bytes, cut wherever they end.
    public mutating func document(bytes count: Int) -> [UInt8] {
        var text: [UInt8] = []
        while text.count < count {
            let piece = nextPiece()
            if last.count < 700 {
                last.append(piece)
            } else {
                last[Int.random(in: 0..<700, using: &generator)] = piece
            }
            text += piece
        }
        text.removeLast(text.count - count)
        return text
    }

    /// So many different words in a row, each behind a space or a line end; every tenth stands there three times.
    public mutating func distinctWords(_ count: Int) -> [UInt8] {
        var known: Set<[UInt8]> = []
        var text: [UInt8] = []
        while known.count < count {
            let word = hangul(Int.random(in: 2...13, using: &generator))
            guard known.insert(word).inserted else { continue }
            for _ in 0..<(known.count % 10 == 0 ? 3 : 1) {
                text.append(known.count % 16 == 0 ? 0x0A : 0x20)
                text += word
            }
        }
        return text
    }

    private mutating func nextPiece() -> [UInt8] {
        let space: [UInt8] = Int.random(in: 0..<3, using: &generator) > 0 ? [0x20] : []
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<40: return space + hangul(Int.random(in: 1...13, using: &generator))
        case 40..<52: return space + latin(Int.random(in: 1...40, using: &generator))
        case 52..<57: return space + mixed()
        case 57..<61: return space + run(of: "0123456789", upTo: 20)
        case 61..<66: return space + run(of: ".,!?~…\"'()-=/", upTo: 30)
        case 66..<69: return run(of: " \n\t\r", upTo: 12)
        case 69..<72: return space + run(of: ["👩‍👩‍👧", "😀", "❤️", "🇰🇷", "✨"], upTo: 9)
        case 72..<76:
            return space + run(of: ["\u{1112}\u{119E}\u{11AB}", "\u{A960}\u{1161}", "\u{115F}\u{11A2}"], upTo: 6)
        case 76..<79: return space + run(of: ["漢", "字", "ひ", "ガ", "é", "Ж", "ㅋ", "ㆍ"], upTo: 14)
        case 79..<82: return space + hangul(1).dropLast(Int.random(in: 1...2, using: &generator))
        case 82..<85: return (0..<Int.random(in: 1...9, using: &generator)).map { _ in byte(0x80...0xFF) }
        case 85..<87: return (0..<Int.random(in: 1...50, using: &generator)).map { _ in byte(0...0xFF) }
        case 87..<93: return words.randomElement(using: &generator) ?? hangul(5)
        default: return last.randomElement(using: &generator) ?? hangul(3)
        }
    }

    private mutating func hangul(_ count: Int) -> [UInt8] {
        (0..<count).flatMap { _ -> [UInt8] in
            let index =
                Int.random(in: 0..<20, using: &generator) == 0
                ? nil : syllables.randomElement(using: &generator)
            let code = 0xAC00 + (index ?? UInt32.random(in: 0..<11172, using: &generator))
            return [0xE0 | UInt8(code >> 12), 0x80 | UInt8(code >> 6 & 0x3F), 0x80 | UInt8(code & 0x3F)]
        }
    }

    /// Like English: consonants and vowels in turn, now and then a capital.
    private mutating func latin(_ count: Int) -> [UInt8] {
        (0..<count).map { index in
            let letters = Array((index % 2 == 0 ? "tnsrhldcmfpgwyb" : "eaoiu").utf8)
            let letter = letters[Int.random(in: 0..<letters.count, using: &generator)]
            return Int.random(in: 0..<12, using: &generator) == 0 ? letter & 0xDF : letter
        }
    }

    private mutating func mixed() -> [UInt8] {
        (0..<Int.random(in: 2...6, using: &generator)).flatMap { _ -> [UInt8] in
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: hangul(Int.random(in: 1...4, using: &generator))
            case 1: latin(Int.random(in: 1...7, using: &generator))
            default: run(of: "0123456789-.", upTo: 4)
            }
        }
    }

    private mutating func run(of characters: String, upTo count: Int) -> [UInt8] {
        run(of: characters.unicodeScalars.map { String($0) }, upTo: count)
    }

    /// One of the texts again and again, or each time another.
    private mutating func run(of texts: [String], upTo count: Int) -> [UInt8] {
        let one = Bool.random(using: &generator) ? texts.randomElement(using: &generator) : nil
        return (0..<Int.random(in: 1...count, using: &generator)).flatMap { _ in
            Array((one ?? texts.randomElement(using: &generator) ?? "").utf8)
        }
    }

    private mutating func byte(_ range: ClosedRange<UInt8>) -> UInt8 { UInt8.random(in: range, using: &generator) }
}
