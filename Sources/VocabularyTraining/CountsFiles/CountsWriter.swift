internal import BytePairEncoding
internal import Files
internal import TextNormalization

/// Writes counts as text: a header, then `piece<TAB>count` a line, or `piece<TAB>count<TAB>group` where sources have
/// groups.
///
/// ```
/// # malmoi counts 1
/// # split malmoi
/// # normalization nfc
/// # normalization-unicode 15.0
/// # split-unicode 16.0
/// # scale 1
/// # pieces 2
///  한국어	12
/// \n\n	7
/// ```
///
/// In a piece, tab, line feed, carriage return and backslash are `\t`, `\n`, `\r` and `\\`, and a byte that is not part
/// of valid UTF-8 is `\x` with two hexadecimal digits, so the file is valid UTF-8 and a line is a line to every tool. A
/// count is a whole number in units of one over the scale. Lines may come in any order and a piece may come again. The
/// two Unicode versions, the scale (1) and the number behind `pieces` may be left out by whoever writes such a file.
public struct CountsWriter: ~Copyable {
    private var file: AtomicFile
    private var lines: [UInt8]

    /// Writes a file, atomically, in the order of the pieces' bytes: the same counts give the same file.
    ///
    /// - Throws: `TrainingError.file`.
    public static func write(_ corpus: CountedCorpus, to path: String) throws(TrainingError) {
        var writer = try CountsWriter(
            path: path, identity: corpus.identity, scale: corpus.scale, pieces: corpus.distinctCount)
        for group in corpus.groups {
            for index in group.counts.sortedIndices() {
                let piece = group.counts.bytes.span.extracting(group.counts.range(at: index))
                try writer.append(piece, count: group.counts.count(at: index), group: group.name)
            }
        }
        try writer.finish()
    }

    /// Starts a file.
    ///
    /// - Parameter pieces: how many will be appended.
    init(path: String, identity: CountIdentity, scale: Int, pieces: Int) throws(TrainingError) {
        do throws(FileError) { file = try AtomicFile(path: path) } catch { throw .file(error) }
        lines = Array(
            """
            # malmoi counts 1
            # split \(identity.split.rawValue)
            # normalization \(identity.normalization.rawValue)
            # normalization-unicode \(identity.normalizationUnicode)
            # split-unicode \(identity.splitUnicode)
            # scale \(scale)
            # pieces \(pieces)

            """.utf8)
    }

    mutating func append(_ piece: Span<UInt8>, count: Int, group: String) throws(TrainingError) {
        let bytes = unsafe piece.withUnsafeBufferPointer { unsafe Array($0) }
        PackedCharacters.forEach(in: bytes[...]) { character in
            switch character {
            case .ascii(0x09): lines += "\\t".utf8
            case .ascii(0x0A): lines += "\\n".utf8
            case .ascii(0x0D): lines += "\\r".utf8
            case .ascii(0x5C): lines += "\\\\".utf8
            case .ascii(let byte): lines.append(byte)
            case .multiByte(let packed): lines += PackedCharacters.bytes(of: packed)
            case .invalid(let byte):
                let digits = Array("0123456789ABCDEF".utf8)
                lines += [0x5C, 0x78, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        lines.append(0x09)
        lines += String(count).utf8
        if !group.isEmpty {
            lines.append(0x09)
            lines += group.utf8
        }
        lines.append(0x0A)
        if lines.count > 1 << 16 {
            do throws(FileError) { try file.write(lines) } catch { throw .file(error) }
            lines.removeAll(keepingCapacity: true)
        }
    }

    /// Gives the file its name.
    consuming func finish() throws(TrainingError) {
        do throws(FileError) {
            try file.write(lines)
            try file.commit()
        } catch {
            throw .file(error)
        }
    }
}
