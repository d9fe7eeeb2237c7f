import BytePairEncoding
import TestSupport
import Testing
import TextNormalization
import VocabularyTraining

@Suite("Extending a vocabulary")
struct ExtensionTests {
    private func counted(_ documents: [String], _ settings: TrainingSettings) throws -> CountedCorpus {
        CountedCorpus(
            identity: CountIdentity(split: settings.split, normalization: settings.normalization),
            groups: [.init(name: "", counts: try TrainingFixtures.counts(documents, settings))])
    }

    private func extend(
        _ base: Vocabulary, firstID: Int? = nil, to size: Int, with documents: [String],
        change: (inout TrainingSettings) -> Void = { _ in }
    ) throws -> VocabularyExtension {
        var settings = TrainingSettings(vocabularySize: size)
        change(&settings)
        return try VocabularyTrainer(settings).extend(
            base, firstID: firstID ?? base.tokens.count, with: try counted(documents, settings))
    }

    private func joined(_ base: Vocabulary, _ learnt: VocabularyExtension) throws -> Vocabulary {
        var tokens = base.tokens
        while tokens.count < learnt.firstID { tokens.append([]) }
        for token in learnt.tokens { tokens.append(token) }
        return try Vocabulary(
            tokens: tokens, merges: base.merges + learnt.merges, takesWholePieces: base.takesWholePieces)
    }

    @Test("on the same corpus learns what learning on would have", arguments: 0..<4 as Range<UInt64>)
    func sameCorpus(seed: UInt64) throws {
        let documents = TrainingFixtures.mixedCorpus(seed: seed)
        let whole = try TrainingFixtures.train(documents, size: 600) { $0.alphabet = .bytes }
        let half = try TrainingFixtures.train(documents, size: 400) { $0.alphabet = .bytes }
        let base = try Vocabulary(tokens: half.tokens, merges: half.merges)
        let learnt = try extend(base, to: 600, with: documents) { $0.alphabet = .bytes }
        #expect(half.merges + learnt.merges == whole.merges)
        #expect(learnt.isFull)
    }

    @Test("keeps ids in gaps free, reaches every new token and breaks no character", arguments: [false, true])
    func otherCorpus(takesWholePieces: Bool) throws {
        let old = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 1), size: 330)
        let base = try Vocabulary(tokens: old.tokens, merges: old.merges, takesWholePieces: takesWholePieces)
        let documents = TrainingFixtures.mixedCorpus(seed: 2).map { $0 + " 뷁쀍 漢字" }
        let learnt = try extend(base, firstID: 340, to: 600, with: documents)
        #expect(learnt.tokens.count == 260)
        #expect(learnt.merges.map(\.result) == (340..<600).map { TokenID(index: $0) })
        let vocabulary = try joined(base, learnt)
        let reference = ReferenceEncoder(vocabulary)
        for index in 340..<600 {
            let token = Array(vocabulary.tokens[TokenID(index: index)])
            #expect(reference.encode(token) == [TokenID(index: index)])
            // Whole characters, or a first part of one.
            let isWhole = String(validating: token, as: UTF8.self) != nil
            #expect(
                isWhole || (token.count < 4 && token[0] >= 0xC2 && token.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }))
        }
        // Each word's new tokens are made of its old ones.
        let before = ReferenceEncoder(base)
        for piece in TrainingFixtures.sorted(
            try TrainingFixtures.counts(documents, TrainingSettings(vocabularySize: 600)))
        {
            #expect(reference.encode(piece.piece).count <= before.encode(piece.piece).count)
        }
    }

    @Test("never learns what an old token is already")
    func unreachableTokens() throws {
        // 가나 is there, but no merge makes it.
        var tokens = TokenTable(ByteLevelAlphabet.orderedBytes.map { [$0] })
        var merges: [Merge] = []
        func merge(_ left: TokenID, _ right: TokenID) -> TokenID {
            let result = tokens.append(merging: left, right)
            merges.append(Merge(left: left, right: right, result: result))
            return result
        }
        func id(_ byte: UInt8) -> TokenID { TokenID(index: ByteLevelAlphabet.orderedBytes.firstIndex(of: byte) ?? 0) }
        let first = merge(merge(id(0xEA), id(0xB0)), id(0x80))
        let second = merge(merge(id(0xEB), id(0x82)), id(0x98))
        tokens.append("가나".utf8)
        let base = try Vocabulary(tokens: tokens, merges: merges)
        let learnt = try extend(base, to: 280, with: Array(repeating: "가나다 가나다", count: 9)) {
            $0.alphabet = .bytes
        }
        #expect(!learnt.merges.contains { $0.left == first && $0.right == second })
        #expect(!learnt.tokens.contains(Array("가나".utf8)))
        #expect(!learnt.tokens.isEmpty)
    }

    @Test("is refused where old ids fill the size, or merges are ranked by ids")
    func refused() throws {
        let old = try TrainingFixtures.train(TrainingFixtures.corpus(seed: 1), size: 330)
        let base = try Vocabulary(tokens: old.tokens, merges: old.merges)
        let documents = TrainingFixtures.corpus(seed: 2)
        #expect(throws: TrainingError.self) { try extend(base, to: 330, with: documents) }
        let ranked = try Vocabulary(rankedTokens: old.tokens)
        #expect(throws: TrainingError.self) { try extend(ranked, to: 400, with: documents) }
        #expect(throws: TrainingError.self) {
            try extend(base, to: 400, with: documents) { $0.seedWords = [Array("가나".utf8)] }
        }
    }
}
