public import BytePairEncoding
internal import Files
public import Tokenization

/// Loads a tokenizer from wherever it is: a directory or a file of any known format.
public enum TokenizerLoader {
    /// The name of the binary form beside a `tokenizer.json`.
    public static let binaryName = "tokenizer.malmoi"

    /// Loads a tokenizer.
    ///
    /// - Parameters:
    ///   - path: a `.malmoi` file; a `tokenizer.json`; a tiktoken file (`.tiktoken`, or `tokenizer.model` in that form); a SentencePiece
    ///     `.model`; a `tekken.json`; a `.gguf` file; or a directory with one of these or with `vocab.json` and
    ///     `merges.txt`. Of a directory with a `tokenizer.malmoi` that was made from the `tokenizer.json` in it, the
    ///     former is opened.
    ///   - pattern: how text is split, for formats that do not say: tiktoken files of unknown name, and
    ///     `vocab.json`, where GPT-2's split is the default.
    /// - Throws: `TokenizerFormatError`, which names the file.
    /// - Complexity: O(*n*) in the size of the files.
    public static func load(
        _ path: String, pattern: SplitPattern? = nil
    ) throws(TokenizerFormatError) -> Tokenizer {
        let tokenizer =
            switch FileReading.kind(of: path) {
            case .directory: try loadDirectory(path, pattern: pattern)
            default: try loadFile(path, pattern: pattern, name: name(of: path))
            }
        // A few hundredths of the time that reading took.
        tokenizer.prepareForEncoding()
        return tokenizer
    }

    private static func loadDirectory(
        _ path: String, pattern: SplitPattern?
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        let names: [String]
        do throws(FileError) {
            names = try FileReading.names(in: path)
        } catch {
            throw context.error("", .file(error))
        }
        func has(_ name: String) -> Bool { names.contains { Array($0.utf8) == Array(name.utf8) } }
        let folder = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
        let name = name(of: path)
        if has(binaryName) {
            let binary = folder + binaryName
            guard has("tokenizer.json") else { return try BinaryReader.read(binary, name: name) }
            // Where both are there, the file that the binary form was made from counts.
            if let tokenizer = BinaryReader.read(binary, madeFrom: folder + "tokenizer.json", name: name) {
                return tokenizer
            }
        }
        if has("tokenizer.json") {
            return try HuggingFaceReader.read(folder + "tokenizer.json", name: name)
        }
        for pair in VocabMergesReader.fileNames where has(pair.vocabulary) && has(pair.merges) {
            return try VocabMergesReader.read(
                vocabulary: folder + pair.vocabulary, merges: folder + pair.merges,
                configuration: has("tokenizer_config.json") ? folder + "tokenizer_config.json" : nil,
                pattern: pattern, name: name)
        }
        let suffixes = [".tiktoken", ".model", ".gguf", ".malmoi", "tekken.json"]
        let files = names.filter { name in suffixes.contains { hasSuffix(name, $0) } }
        if files.count == 1 {
            return try loadFile(folder + files[0], pattern: pattern, name: name)
        }
        let found =
            files.isEmpty
            ? "the directory has no tokenizer in it"
            : "the directory has several tokenizers (\(files.joined(separator: ", "))); name one of them"
        throw context.error("", .noTokenizer(found: found))
    }

    private static func loadFile(
        _ path: String, pattern: SplitPattern?, name: String
    ) throws(TokenizerFormatError) -> Tokenizer {
        let context = FormatContext(path: path)
        if hasSuffix(path, ".gguf") {
            return try GGUFReader.read(path, pattern: pattern, name: name)
        }
        if hasSuffix(path, ".malmoi") {
            return try BinaryReader.read(path)
        }
        let bytes = try context.bytes()
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "{") {
            if TekkenFile.recognizes(bytes) {
                return try TekkenReader.tokenizer(TekkenFile(bytes, context), name: name, context)
            }
            return try HuggingFaceReader.tokenizer(HuggingFaceFile(bytes, context), name: name, context)
        }
        if SentencePieceFile.recognizes(bytes) {
            return try SentencePieceReader.tokenizer(bytes, name: name, context)
        }
        guard TiktokenReader.recognizes(bytes) else {
            let found =
                bytes.isEmpty
                ? "the file is empty" : "the file is neither JSON nor in the form of tiktoken, SentencePiece or GGUF"
            throw context.error("", .noTokenizer(found: found))
        }
        let encoding = TiktokenEncoding.named(lastComponent(path))
        guard let pattern = pattern ?? encoding?.pattern else { throw context.error("", .needsPattern) }
        let tokens = try TiktokenReader.readTokens(bytes, context)
        var special = encoding?.specialTokens ?? []
        if special.isEmpty, pattern == .llama3, tokens.count == 128_000 {
            special = TiktokenEncoding.llama3SpecialTokens
        }
        return try TiktokenReader.tokenizer(tokens, pattern: pattern, specialTokens: special, name: name, context)
    }

    /// A name for people: the last component of a path, with the folder's where the file's says nothing.
    static func name(of path: String) -> String {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return path }
        let plainNames = ["tokenizer.json", "tokenizer.model", "model.json", binaryName]
        let plain = plainNames.contains { Array($0.utf8) == Array(last.utf8) }
        if plain, parts.count > 1 { return String(parts[parts.count - 2]) }
        for suffix in [".tiktoken", ".json", ".model", ".malmoi"] where hasSuffix(String(last), suffix) {
            return String(last.dropLast(suffix.count))
        }
        return String(last)
    }

    private static func lastComponent(_ path: String) -> String {
        path.split(separator: "/").last.map { String($0) } ?? path
    }

    private static func hasSuffix(_ text: String, _ suffix: String) -> Bool {
        Array(text.utf8).suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
}
