import BytePairEncoding
import Files
import Tokenization
import TokenizerFormats
import VocabularyTraining

/// What training made, as files and in numbers, whether from nothing or behind an old vocabulary.
struct TrainingResult {
    let settings: TrainingSettings
    let file: [UInt8]
    let tokenizer: Tokenizer
    /// How often each token was made, by id; 0 for those that were not learnt.
    let tokenCounts: [Int]
    let idCount: Int
    /// How many ids an old vocabulary had.
    var oldIDs: Int?
    var characterTokens = 0
    let merges: Int
    var superwords = 0
    let isFull: Bool
    var groups: [GroupReport] = []
    let scripts: ScriptShares

    /// A vocabulary from nothing.
    init(_ trained: TrainedVocabulary, name: String, allowingLoss: Bool) throws {
        settings = trained.settings
        tokenizer = try trained.tokenizer(name: name)
        file = try HuggingFaceWriter.bytes(of: tokenizer, path: name, allowingLoss: allowingLoss)
        tokenCounts = Array(repeating: 0, count: 256) + trained.frequencies.map { $0 / trained.scale }
        idCount = trained.idCount
        characterTokens = trained.characterTokenCount
        merges = trained.merges.count
        superwords = trained.superwordCount
        isFull = trained.isFull
        groups = trained.groupReport
        scripts = ScriptShares((0..<trained.tokens.count).lazy.map { trained.tokens[TokenID(index: $0)] })
    }

    /// A vocabulary behind an old one; all that was learnt is new.
    init(_ learnt: VocabularyExtension, behind base: ExtendedTokenizer, _ settings: TrainingSettings, name: String)
        throws
    {
        self.settings = settings
        file = try HuggingFaceExtension.bytes(
            of: base.file, path: base.path,
            adding: .init(
                tokens: learnt.tokens, merges: learnt.merges, firstID: learnt.firstID,
                specialTokens: settings.allSpecialTokens))
        tokenizer = try HuggingFaceReader.read(file, path: name, name: name)
        tokenCounts =
            Array(repeating: 0, count: learnt.firstID) + learnt.frequencies.map { $0 / learnt.scale }
        idCount = tokenizer.idCount
        oldIDs = learnt.firstID
        merges = learnt.merges.count
        isFull = learnt.isFull
        scripts = ScriptShares(learnt.tokens)
    }
}
