internal import JSONBytes
internal import Tokenization

extension ComponentReading {
    /// The decoder; nil for null.
    func decoder() throws(TokenizerFormatError) -> DecoderComponent? {
        if value.isNull { return nil }
        switch type {
        case "Sequence":
            var components: [DecoderComponent] = []
            for part in try parts("decoders") {
                if let component = try part.decoder() { components.append(component) }
            }
            return .sequence(components)
        case "ByteLevel": return .byteLevel
        case "Metaspace":
            return .metaspace(replacement: try text("replacement"), dropsFirst: try prependScheme() != .never)
        case "WordPiece":
            return .wordPiece(prefix: try text("prefix"), cleansUp: try bool("cleanup"))
        case "BPEDecoder": return .bytePairs(suffix: try text("suffix"))
        case "ByteFallback": return .byteFallback
        case "Fuse": return .fuse
        case "Strip":
            return .strip(
                character: try character("content").value, start: try int("start"), end: try int("stop"))
        case "Replace": return .replace(try pattern(), with: try text("content"))
        case "CTC":
            return .ctc(
                pad: try text("pad_token"), delimiter: try text("word_delimiter_token"), cleansUp: try bool("cleanup"))
        default: throw unsupported("the decoder \(type)")
        }
    }
}
