import Files
import Hangul
import JSONBytes
import TextNormalization

/// A text block by block.
struct BlockListing {
    let text: [UInt8]

    /// What becomes of a block, with the policies that do so; the first entry is what is kept.
    struct Result {
        var bytes: [UInt8]
        var policies: [NormalizationPolicy]
    }

    private static let normalizers = NormalizationPolicy.allCases.map(Normalizer.init)

    /// Writes the listing as it is made: a text may have millions of blocks.
    func write(_ format: HangulFormat) throws(FileError) {
        var output: [UInt8] = []
        for block in SyllableBlocks(text) {
            output += format == .json ? json(block) : lines(block)
            if output.count > 1 << 16 {
                try StandardStream.output.writeAll(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        try StandardStream.output.writeAll(output)
    }

    /// What the policies make of a block by itself, in the order in which results first appear.
    private static func results(_ bytes: [UInt8]) -> [Result] {
        var results: [Result] = []
        for normalizer in normalizers {
            let normalized = normalizer.normalize(bytes).bytes
            if let index = results.firstIndex(where: { $0.bytes == normalized }) {
                results[index].policies.append(normalizer.policy)
            } else {
                results.append(Result(bytes: normalized, policies: [normalizer.policy]))
            }
        }
        return results
    }

    private func lines(_ block: SyllableBlock) -> [UInt8] {
        let bytes = Array(text[block.range])
        var lines = Array("\(block.range.lowerBound)–\(block.range.upperBound)  ".utf8)
        lines += TokenText.escaped(bytes)
        lines += Array("  \(Self.description(of: block))\n".utf8)
        for item in CodePoints.items(bytes) {
            lines += Array("    \(CodePoints.notation(item)) ".utf8) + CodePoints.shown(item)
            lines += Array(" \(CodePoints.name(item))\n".utf8)
        }
        lines += composition(block, bytes)
        for result in Self.results(bytes).dropFirst() {
            let names = result.policies.map(\.rawValue).joined(separator: ", ")
            lines += Array("    → \(CodePoints.notation(result.bytes, limit: 24))  (\(names))\n".utf8)
        }
        return lines
    }

    /// The letters of a precomposed syllable, or the code point that a block in jamo composes to.
    private func composition(_ block: SyllableBlock, _ bytes: [UInt8]) -> [UInt8] {
        guard block.kind == .syllable || block.kind == .halfComposed else { return [] }
        var line = Array("    =".utf8)
        for jamo in block.jamo(in: text) {
            line += Array(" \(CodePoints.notation(.scalar(jamo)))".utf8)
            let shown = CodePoints.shown(.scalar(jamo))
            if !shown.isEmpty { line += [0x20] + shown }
        }
        return line + [0x0A]
    }

    private func json(_ block: SyllableBlock) -> [UInt8] {
        let bytes = Array(text[block.range])
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("start", block.range.lowerBound)
        writer.member("end", block.range.upperBound)
        writer.key("text")
        writer.string(bytes)
        writer.member("kind", Self.name(of: block.kind))
        writer.key("code_points")
        writer.beginArray()
        for item in CodePoints.items(bytes) {
            writer.beginObject()
            writer.member("code_point", CodePoints.notation(item))
            writer.member("name", CodePoints.name(item))
            writer.endObject()
        }
        writer.endArray()
        if block.isSyllable {
            writer.key("jamo")
            writer.beginArray()
            for jamo in block.jamo(in: text) { writer.string(CodePoints.notation(.scalar(jamo))) }
            writer.endArray()
        }
        writer.member("tone_mark", block.hasToneMark)
        writer.key("changes")
        writer.beginObject()
        for result in Self.results(bytes).dropFirst() {
            for policy in result.policies { writer.member(policy.rawValue, CodePoints.notation(result.bytes)) }
        }
        writer.endObject()
        writer.endObject()
        writer.newline()
        return writer.takeBytes()
    }

    private static func description(of block: SyllableBlock) -> String {
        name(of: block.kind) + (block.hasToneMark && block.kind != .toneMark ? ", with a tone mark" : "")
    }

    private static func name(of kind: SyllableBlock.Kind) -> String {
        switch kind {
        case .other: "no Hangul"
        case .syllable: "syllable"
        case .decomposed: "modern syllable in jamo"
        case .old: "Old Hangul syllable"
        case .halfComposed: "half-composed Old Hangul syllable"
        case .isolated: "isolated jamo"
        case .compatibility: "compatibility jamo"
        case .halfwidth: "halfwidth jamo"
        case .filler: "filler"
        case .toneMark: "stray tone mark"
        case .enclosed: "enclosed Hangul"
        }
    }
}
