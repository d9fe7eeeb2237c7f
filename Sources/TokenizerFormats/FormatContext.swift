internal import BytePairEncoding
internal import Files
internal import JSONBytes
internal import Tokenization

/// The file that is being read, for errors that name it.
struct FormatContext: Sendable {
    let path: String

    /// A file larger than this is no tokenizer: the largest published ones are about 35 MB.
    static let maximumByteCount = 1 << 29

    /// A spelling longer than this is no token: those of published tokenizers have at most some hundred bytes.
    static let maximumTokenByteCount = 1 << 20

    /// The same for lists of ranked tokens, whose parts are looked for at every cut: that takes time in the square of their
    /// length. The longest of a published one has 128 bytes.
    static let maximumRankedTokenByteCount = 1 << 12

    func error(_ place: String = "", _ problem: TokenizerFormatError.Problem) -> TokenizerFormatError {
        TokenizerFormatError(path: path, place: place, problem: problem)
    }

    func invalid(_ place: String, _ what: String) -> TokenizerFormatError {
        error(place, .invalid(what))
    }

    /// The bytes of the file.
    func bytes() throws(TokenizerFormatError) -> [UInt8] {
        if let size = FileReading.size(of: path), size > Self.maximumByteCount {
            throw invalid("", "\(size) bytes are too many for a tokenizer (the limit is \(Self.maximumByteCount))")
        }
        do throws(FileError) {
            return try FileReading.bytes(of: path)
        } catch {
            throw self.error("", .file(error))
        }
    }

    /// The vocabulary of ranked tokens.
    func vocabulary(rankedTokens tokens: TokenTable) throws(TokenizerFormatError) -> Vocabulary {
        for index in 0..<tokens.count {
            let count = tokens.byteCount(of: TokenID(index: index))
            if count > Self.maximumRankedTokenByteCount {
                throw invalid(
                    "token \(index)",
                    "its \(count) bytes are too many (the limit is \(Self.maximumRankedTokenByteCount))")
            }
        }
        return try vocabulary { () throws(VocabularyError) in try Vocabulary(rankedTokens: tokens) }
    }

    /// Runs a closure that reads JSON.
    @inline(__always)
    func json<Result>(
        _ place: String = "", _ body: () throws(JSONError) -> Result
    ) throws(TokenizerFormatError) -> Result {
        do throws(JSONError) {
            return try body()
        } catch {
            throw self.error(place, .json(error))
        }
    }

    /// A vocabulary of tokens and merges, with this file in the error.
    func vocabulary(
        _ make: () throws(VocabularyError) -> Vocabulary
    ) throws(TokenizerFormatError) -> Vocabulary {
        do throws(VocabularyError) {
            return try make()
        } catch {
            throw self.error("", .vocabulary(error))
        }
    }

    /// A tokenizer of its parts, with this file in the error.
    func tokenizer(
        _ make: () throws(TokenizationError) -> Tokenizer
    ) throws(TokenizerFormatError) -> Tokenizer {
        do throws(TokenizationError) {
            return try make()
        } catch {
            throw self.error("", .tokenizer(error))
        }
    }
}
