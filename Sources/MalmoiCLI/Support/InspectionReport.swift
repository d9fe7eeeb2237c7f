import BytePairEncoding
import JSONBytes
import TextNormalization
import Tokenization

/// Prints the stages of encoding a text.
struct InspectionReport {
    let tokenizer: Tokenizer
    let stages: EncodingStages
    let showsStages: Bool
    let isColored: Bool

    func text() -> [UInt8] {
        var bytes: [UInt8] = []
        if showsStages {
            for note in tokenizer.notes { bytes += Array("note: \(note)\n".utf8) }
            let path = tokenizer.summary.isFast ? "hand-written" : "general"
            let change = stages.isChanged ? "changed by" : "unchanged by"
            bytes += Array("normalized (\(change) \(tokenizer.summary.normalizer)):\n  ".utf8)
            bytes += TokenText.escaped(stages.normalized)
            bytes += Array("\npre-tokens (\(tokenizer.summary.split); \(path) path):\n  ".utf8)
            for (index, piece) in stages.pieces.enumerated() {
                if index > 0 { bytes += Array(" | ".utf8) }
                bytes += TokenText.escaped(Array(stages.normalized[piece]))
            }
            bytes += Array("\ntokens:\n".utf8)
        }
        for (index, token) in stages.tokens.enumerated() {
            bytes += painted(token, index)
        }
        bytes += Array("\n\n".utf8)
        bytes += Array("      id   bytes       token\n".utf8)
        for token in stages.tokens {
            bytes += Array((padded(String(token.id.rawValue), 8) + "   ").utf8)
            let range = "\(token.range.lowerBound)–\(token.range.upperBound)"
            bytes += Array((range + String(repeating: " ", count: max(12 - range.unicodeScalars.count, 1))).utf8)
            bytes += TokenText.escaped(token.bytes)
            bytes += Array((token.isAdded ? "  (added)\n" : "\n").utf8)
        }
        let characters = String(decoding: stages.normalized, as: UTF8.self).unicodeScalars.count
        bytes += Array(
            "\(stages.tokens.count) tokens, \(characters) characters, \(stages.normalized.count) bytes\n".utf8)
        return bytes
    }

    func json() -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.beginObject()
        writer.key("normalized")
        writer.string(stages.normalized)
        writer.member("changed", stages.isChanged)
        writer.member("normalization", tokenizer.summary.normalizer)
        writer.member("split", tokenizer.summary.split)
        writer.member("model", tokenizer.summary.model)
        writer.member("path", tokenizer.summary.isFast ? "hand-written" : "general")
        if !tokenizer.notes.isEmpty { writer.member("notes", .array(tokenizer.notes.map { .text($0) })) }
        writer.key("pre_tokens")
        writer.beginArray()
        for piece in stages.pieces {
            writer.string(Array(stages.normalized[piece]))
        }
        writer.endArray()
        writer.key("tokens")
        writer.beginArray()
        for token in stages.tokens {
            writer.beginObject()
            writer.member("id", token.id.index)
            writer.key("text")
            writer.string(token.bytes)
            writer.member("start", token.range.lowerBound)
            writer.member("end", token.range.upperBound)
            writer.member("added", token.isAdded)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }

    /// The token's text on one of a few background colours, or between bars where there are no colours.
    private func painted(_ token: EncodingStages.Token, _ index: Int) -> [UInt8] {
        let text = TokenText.escaped(token.bytes)
        guard isColored else { return Array((index > 0 ? "|" : "").utf8) + text }
        let colors = [153, 157, 222, 218, 189, 229]
        return Array("\u{1B}[30;48;5;\(colors[index % colors.count])m".utf8) + text + Array("\u{1B}[0m".utf8)
    }

    private func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.utf8.count, 0)) + text
    }
}
