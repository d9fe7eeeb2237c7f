/// The profiles that Malmoi ships.
///
/// They are Swift values and not files, so that a statically linked tool finds them wherever it is installed.
public enum ModelCatalog {
    /// Every profile, in the order in which they are listed: Korean vendors first.
    public static let all: [ModelProfile] =
        lgAIResearch + skTelecom + naver + ncAI + upstage + alibaba + openAI + deepSeek + meta + mistral

    /// The profile with this name.
    ///
    /// Case, spaces and punctuation do not count, nor does an owner before a slash: `K-EXAONE`, `k_exaone` and
    /// `LGAI-EXAONE/K-EXAONE-236B-A23B` are one model.
    ///
    /// - Throws: ``LongContextError/unknownModel(name:near:)``, with the names that come near.
    /// - Complexity: O(*p*) in the number of profiles.
    public static func profile(named name: String) throws(LongContextError) -> ModelProfile {
        let key = ModelName(name)
        if let found = all.first(where: { ModelName($0.identifier) == key }) { return found }
        if let found = all.first(where: { $0.aliases.contains { ModelName($0) == key } }) { return found }
        throw .unknownModel(name: name, near: names(near: name))
    }

    /// Up to `limit` identifiers that somebody who typed `name` may have meant, nearest first.
    ///
    /// A name that contains the other comes first, then names by edit distance, up to two edits in five letters.
    public static func names(near name: String, limit: Int = 3) -> [String] {
        let key = ModelName(name)
        var candidates: [(cost: Int, identifier: String)] = []
        for profile in all {
            let costs = ([profile.identifier] + profile.aliases).compactMap { key.cost(to: ModelName($0)) }
            if let cost = costs.min() { candidates.append((cost, profile.identifier)) }
        }
        // The order of the catalogue decides between equals, and `sort` alone does not promise to keep it.
        let order = candidates.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
        return order.prefix(limit).map(\.element.identifier)
    }
}

/// A model's name without what people spell differently.
struct ModelName: Equatable {
    let bytes: [UInt8]

    init(_ name: String) {
        let utf8 = Array(name.utf8)
        let start = utf8.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        bytes = utf8[start...].compactMap { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
            case 0x80...: byte
            default: nil
            }
        }
    }

    /// How far the other name is, or `nil` for too far.
    func cost(to other: ModelName) -> Int? {
        guard !bytes.isEmpty else { return nil }
        if other.bytes.count >= bytes.count, other.contains(self) { return 0 }
        let distance = editDistance(to: other)
        return distance * 5 <= 2 * max(bytes.count, other.bytes.count) ? distance : nil
    }

    private func contains(_ part: ModelName) -> Bool {
        guard part.bytes.count <= bytes.count else { return false }
        return (0...(bytes.count - part.bytes.count)).contains { start in
            bytes[start..<(start + part.bytes.count)].elementsEqual(part.bytes)
        }
    }

    /// Levenshtein's distance between the bytes.
    private func editDistance(to other: ModelName) -> Int {
        var row = Array(0...other.bytes.count)
        for (i, byte) in bytes.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, otherByte) in other.bytes.enumerated() {
                let substituted = diagonal + (byte == otherByte ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[other.bytes.count]
    }
}
