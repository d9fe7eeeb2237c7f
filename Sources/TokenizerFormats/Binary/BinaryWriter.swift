internal import BytePairEncoding
internal import Files
internal import JSONBytes
public import Tokenization

/// Writes a byte-level tokenizer as a `.malmoi` file, which opens without anything being computed.
///
/// The file is a function of the tokenizer and the named source alone: the same ones give the same bytes.
public enum BinaryWriter {
    static let format = "a .malmoi file"

    /// Writes a file, atomically.
    ///
    /// - Parameter source: the file that the tokenizer was read from, if its size and checksum are to be recorded: a
    ///   folder with both is then opened by this file as long as the source is as it was.
    /// - Throws: `TokenizerFormatError` where the tokenizer has parts that the format does not hold, or a file cannot be
    ///   read or written.
    /// - Complexity: O(*n*) in the size of the vocabulary; some 50 ms for 150,000 ids.
    public static func write(
        _ tokenizer: Tokenizer, to path: String, source: String? = nil
    ) throws(TokenizerFormatError) {
        let record = try source.map { (path: String) throws(TokenizerFormatError) in try BinarySource(path) }
        let bytes = try bytes(of: tokenizer, path: path, source: record)
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw TokenizerFormatError(path: path, problem: .file(error))
        }
    }

    /// The bytes of the file.
    ///
    /// - Parameters:
    ///   - path: the file's name, for errors.
    ///   - hasUnits: whether the table of syllables is in it, which is most of a small file.
    static func bytes(
        of tokenizer: Tokenizer, path: String, source: BinarySource? = nil, hasUnits: Bool = true
    ) throws(TokenizerFormatError) -> [UInt8] {
        func refusal(_ reason: String) -> TokenizerFormatError {
            TokenizerFormatError(path: path, problem: .cannotExpress(format: format, reason: reason))
        }
        guard let vocabulary = tokenizer.vocabulary else {
            throw refusal("the model is not byte-level byte-pair encoding (\(tokenizer.summary.model))")
        }
        let settings: [UInt8]
        do throws(ComponentWriting.Refusal) {
            settings = try BinarySettings.bytes(of: tokenizer, vocabulary, source)
        } catch {
            throw refusal(error.reason)
        }
        var sections: [(kind: UInt32, bytes: [UInt8])] = [(BinaryLayout.Kind.settings, settings)]
        sections += vocabulary.imageParts(hasUnits: hasUnits).map { ($0.part.rawValue, $0.bytes) }
        sections.append((BinaryLayout.Kind.addedTokens, BinaryRecords.bytes(of: tokenizer.addedTokens)))
        let unreachable = tokenizer.unreachableTokens.map { AddedToken(id: $0.id, content: $0.bytes) }
        sections.append((BinaryLayout.Kind.unreachableTokens, BinaryRecords.bytes(of: unreachable)))
        return BinaryLayout.assemble(sections)
    }
}

/// The file that a `.malmoi` file was made from, by size and checksum.
struct BinarySource: Sendable, Equatable {
    var byteCount: Int
    var checksum: UInt64

    init(byteCount: Int, checksum: UInt64) {
        self.byteCount = byteCount
        self.checksum = checksum
    }

    /// Reads a file's.
    init(_ path: String) throws(TokenizerFormatError) {
        do throws(FileError) {
            let map = try FileMap(path: path)
            byteCount = map.count
            checksum = unsafe BinaryChecksum.checksum(map.bytes)
        } catch {
            throw TokenizerFormatError(path: path, problem: .file(error))
        }
    }
}
