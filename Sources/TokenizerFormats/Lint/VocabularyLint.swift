public import BytePairEncoding
public import Tokenization

/// Looks for what is wrong with a vocabulary.
///
/// An id is *reachable* where some text gives it. A text is looked for among the token's own and that text between
/// other characters (a letter, a space, a line end, a syllable, a mark, a digit), since a split may give a token only
/// in company. An id that none of them gives is a *step* if it is a side of the last merge of a reachable token or of
/// another step. Bytes by themselves, added tokens and control tokens need no text.
public struct VocabularyLint: Sendable {
    private let tokenizer: Tokenizer

    public init(_ tokenizer: Tokenizer) {
        self.tokenizer = tokenizer
    }

    /// The rules that can be checked: those about merges only where the model is byte-level pairs.
    public var rules: [LintFinding.Rule] {
        tokenizer.vocabulary == nil
            ? [.duplicate, .gap, .personal] : LintFinding.Rule.allCases
    }

    /// Everything that is found, rule after rule, in the order of ids.
    ///
    /// - Complexity: O(*n* *m*²) for *n* tokens of *m* bytes; some seconds for 150,000.
    public func findings(_ rules: [LintFinding.Rule] = LintFinding.Rule.allCases) -> [LintFinding] {
        rules.flatMap { rule in
            switch rule {
            case .duplicate: duplicates()
            case .gap: gaps()
            case .personal: personal()
            case .broken: tokenizer.vocabulary.map(broken) ?? []
            case .merges: tokenizer.vocabulary.map(repeatedMerges) ?? []
            case .unreachable: tokenizer.vocabulary.map(unreachable) ?? []
            }
        }
    }

    /// The ids that text can become: neither added nor control tokens nor gaps.
    public var textIDs: [TokenID] {
        let others = Set(tokenizer.addedTokens.map(\.id) + tokenizer.unreachableTokens.map(\.id))
        return (0..<tokenizer.idCount).map { TokenID(index: $0) }.filter {
            !others.contains($0) && tokenizer.bytes(of: $0) != nil
        }
    }

    private func duplicates() -> [LintFinding] {
        var ids: [[UInt8]: TokenID] = [:]
        ids.reserveCapacity(tokenizer.idCount)
        var findings: [LintFinding] = []
        for index in 0..<tokenizer.idCount {
            let id = TokenID(index: index)
            guard let bytes = tokenizer.bytes(of: id) else { continue }
            if let first = ids[bytes] {
                findings.append(LintFinding(.duplicate, id, "the same text as \(first)"))
            } else {
                ids[bytes] = id
            }
        }
        return findings
    }

    private func gaps() -> [LintFinding] {
        (0..<tokenizer.idCount).map { TokenID(index: $0) }.filter { tokenizer.bytes(of: $0) == nil }.map {
            LintFinding(.gap, $0, "no token has this id")
        }
    }

    private func personal() -> [LintFinding] {
        textIDs.compactMap { id in
            PersonalIdentifiers.find(in: (tokenizer.bytes(of: id) ?? [])[...]).map { LintFinding(.personal, id, $0) }
        }
    }

    private func broken(_ vocabulary: Vocabulary) -> [LintFinding] {
        textIDs.filter { id in
            let bytes = tokenizer.bytes(of: id) ?? []
            return bytes.count > 1 && String(validating: bytes, as: UTF8.self) == nil && !Self.isPartOfOne(bytes)
        }.map { LintFinding(.broken, $0, "it has a part of a character beside something else") }
    }

    /// How many tokens of several bytes are a part of one character. Merges join two, so a character of three bytes
    /// that is a token needs one of these.
    public var partCount: Int {
        textIDs.count { id in
            let bytes = tokenizer.bytes(of: id) ?? []
            return bytes.count > 1 && Self.isPartOfOne(bytes)
        }
    }

    /// Whether bytes are the beginning or the end of one character, and not all of it.
    private static func isPartOfOne(_ bytes: [UInt8]) -> Bool {
        guard (2...3).contains(bytes.count), bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return false }
        switch bytes[0] {
        case 0x80..<0xC0: return true
        case 0xE0..<0xF0: return bytes.count < 3
        case 0xF0..<0xF8: return bytes.count < 4
        default: return false
        }
    }

    private func repeatedMerges(_ vocabulary: Vocabulary) -> [LintFinding] {
        var pairs = Set<UInt64>(minimumCapacity: vocabulary.merges.count)
        var findings: [LintFinding] = []
        for (rank, merge) in vocabulary.merges.enumerated() {
            let pair = UInt64(merge.left.rawValue) << 32 | UInt64(merge.right.rawValue)
            if !pairs.insert(pair).inserted {
                findings.append(
                    LintFinding(.merges, merge.result, "merge \(rank) joins \(merge.left) and \(merge.right) again"))
            }
        }
        return findings
    }

    // MARK: Reachable ids

    /// What may stand before and behind a token's text.
    private static let company = ["", "a", " ", "\n", "가", ".", "1"].map { Array($0.utf8) }

    private func unreachable(_ vocabulary: Vocabulary) -> [LintFinding] {
        let replay = MergeReplay(vocabulary)
        let ids = textIDs.filter { vocabulary.tokens.byteCount(of: $0) > 1 }
        var lastMerges: [TokenID: Merge] = [:]
        var isReached = [Bool](repeating: false, count: tokenizer.idCount)
        var pending: [TokenID] = []
        for id in ids {
            lastMerges[id] = replay.lastMerge(of: id)?.merge
            // What merges do not make is only ever a whole piece, and then its own text gives it.
            if isGiven(id, Array(vocabulary.tokens[id]), inCompany: lastMerges[id] != nil) {
                isReached[id.index] = true
                pending.append(id)
            }
        }
        while let id = pending.popLast() {
            guard let merge = lastMerges[id] else { continue }
            for side in [merge.left, merge.right] where !isReached[side.index] {
                isReached[side.index] = true
                pending.append(side)
            }
        }
        return ids.filter { !isReached[$0.index] }.map { id in
            let reason =
                lastMerges[id] == nil
                ? "its merges never make it"
                : "no text was found that gives it, and it is no step on the way to another"
            return LintFinding(.unreachable, id, reason)
        }
    }

    private func isGiven(_ id: TokenID, _ bytes: [UInt8], inCompany: Bool) -> Bool {
        if (try? tokenizer.encode(bytes)) == [id] { return true }
        guard inCompany else { return false }
        for before in Self.company {
            for behind in Self.company {
                if let ids = try? tokenizer.encode(before + bytes + behind), ids.contains(id) { return true }
            }
        }
        return false
    }
}
